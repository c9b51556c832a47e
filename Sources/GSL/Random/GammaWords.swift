import CKeyedRandom

/// Gamma draws from the first two words of a stream, for the nineteen in twenty that need no more.
///
/// Marsaglia, Tsang: A simple method for generating gamma variables (2000),
/// doi:10.1145/358407.358414, with the normal of the ziggurat, as `gsl_ran_gamma` does it: the same
/// numbers, without calls back through the generator.
@frozen
public struct GammaWords: Sendable {
  @usableFromInline let d: Double
  @usableFromInline let c: Double
  @usableFromInline let scale: Double
  @usableFromInline let ziggurat: Ziggurat

  /// Prepares a gamma distribution; nil for a shape below 1, which needs more words.
  init?(shape: Double, scale: Double) {
    guard shape >= 1 else { return nil }
    d = shape - 1.0 / 3
    c = (1.0 / 3) / d.squareRoot()
    self.scale = scale
    ziggurat = Ziggurat.measured
  }

  /// The draw, or NaN where the stream has to be sampled from its first of these words on.
  @inlinable
  @inline(__always)
  public func value(_ first: UInt64, _ second: UInt64) -> Double {
    let layer = unsafe ziggurat.layers[Int((first >> 32) & 0xFF)]
    let step = UInt32(truncatingIfNeeded: first >> 40)
    let x = Double(step) * layer.width
    let root = 1 + c * x
    let v = root * root * root
    let u = Double(second >> 11) * 0x1p-53
    let isDecided =
      step < layer.limit && root > 0 && u > 0 && u < 1 - 0.0331 * x * x * x * x
    return isDecided ? scale * d * v : .nan
  }

  /// What GSL's ziggurat does with a word, by its lower byte.
  ///
  /// Kept for as long as the program runs, so that draws count no references.
  @frozen
  @safe
  public struct Ziggurat: @unchecked Sendable {
    @frozen
    @usableFromInline
    struct Layer: BitwiseCopyable {
      @usableFromInline let width: Double
      /// Upper parts of a word from here on do not decide alone.
      @usableFromInline let limit: UInt32
    }

    @usableFromInline let layers: UnsafePointer<Layer>

    static let measured: Ziggurat = {
      var widths = [Double](repeating: 0, count: 256)
      var limits = [UInt32](repeating: 0, count: 256)
      unsafe keyed_random_ziggurat(&widths, &limits)
      let layers = UnsafeMutablePointer<Layer>.allocate(capacity: 256)
      for index in 0..<256 {
        unsafe (layers + index).initialize(
          to: Layer(width: widths[index], limit: limits[index]))
      }
      return unsafe Ziggurat(layers: UnsafePointer(layers))
    }()
  }
}
