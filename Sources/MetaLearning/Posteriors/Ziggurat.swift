import Foundation
package import GSL

/// Standard normal draws of one word each, for decisions that need hundreds.
///
/// Marsaglia & Tsang (2000), doi:10.18637/jss.v005.i08, with 256 layers and all 53 bits: the layer
/// comes from the low byte of the word, sign and position from other bits, so they do not depend on
/// each other (Doornik, 2005). Draws differ from those of `standardNormal()`, their distribution
/// does not.
package struct Ziggurat: Sendable {
  private static let tail = 3.654_152_885_361_009
  private static let area = 0.004_928_673_233_974_655
  /// Right ends of the layers, the base's virtual one first, 0 last.
  private let ends: [Double]
  /// Density e^(−x²/2) at the ends.
  private let heights: [Double]

  package init() {
    var ends = [Self.area / exp(-0.5 * Self.tail * Self.tail), Self.tail]
    for layer in 2..<256 {
      let previous = ends[layer - 1]
      let height = Self.area / previous + exp(-0.5 * previous * previous)
      ends.append((-2 * log(height)).squareRoot())
    }
    ends.append(0)
    self.ends = ends
    heights = ends.map { exp(-0.5 * $0 * $0) }
  }

  @inline(__always)
  package func draw(using stream: inout RandomStream) -> Double {
    let word = stream.nextWord()
    let layer = Int(word & 255)
    // 53 bits above the layer's 8 and the sign's.
    let fraction = Double(word >> 11) * 0x1p-53
    let signed = word & 256 == 0 ? fraction : -fraction
    let value = signed * ends[layer]
    if abs(value) < ends[layer + 1] { return value }
    return rest(layer, value, using: &stream)
  }

  /// The edge of a layer or the tail; repeats until a point is under the curve.
  private func rest(
    _ layer: Int, _ value: Double, using stream: inout RandomStream
  ) -> Double {
    if layer == 0 {
      while true {
        let x = -log(stream.uniformOpen()) / Self.tail
        let y = -log(stream.uniformOpen())
        if y + y > x * x { return value < 0 ? -(Self.tail + x) : Self.tail + x }
      }
    }
    let height = heights[layer] + stream.uniform() * (heights[layer + 1] - heights[layer])
    if height < exp(-0.5 * value * value) { return value }
    return draw(using: &stream)
  }
}
