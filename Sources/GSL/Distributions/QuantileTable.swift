/// A continuous distribution's quantile by polynomials, so that a draw takes one uniform number and
/// no search.
///
/// Cells grow towards the ends: each halving of the distance of a level from the nearer end has
/// eight, with a polynomial of degree 5 through the exact quantile at six Chebyshev points. What is
/// found is settled, so that the same table comes out on every processor. Levels within 2⁻⁵³ of an
/// end, below any draw, count as that.
package struct QuantileTable: Sendable {
  private static let degree = 5
  private static let cellsPerHalving = 8
  /// Halvings from 1/2 down to 2⁻⁵³.
  private static let halvings = 52

  /// Coefficients by half (lower first), halving, cell and power.
  private let coefficients: [Double]
  /// Greatest error found between the points, in units of the spread or, in far tails, of the
  /// quantile itself.
  package let error: Double

  /// Tabulates a distribution; nil for one with atoms, and where the error is above a bound.
  ///
  /// - Parameters:
  ///   - distribution: what is tabulated.
  ///   - bound: the greatest error, in units of the interquartile range plus the quantile's own
  ///     size.
  package init?(_ distribution: Distribution, bound: Double = 3e-10) {
    guard distribution.isContinuous else { return nil }
    let spread = distribution.upperQuantile(0.25) - distribution.quantile(0.25)
    guard spread > 0, spread.isFinite else { return nil }
    let exact = [distribution.quantile, distribution.upperQuantile]
    var coefficients: [Double] = []
    var worst = 0.0
    for quantile in exact {
      for halving in 0..<Self.halvings {
        for cell in 0..<Self.cellsPerHalving {
          let level = { (place: Double) in Self.level(halving, cell, place) }
          let values = Self.nodes.map { quantile(level($0)) }
          guard values.allSatisfy(\.isFinite) else { return nil }
          let polynomial = Self.interpolate(values).map(\.settled)
          coefficients += polynomial
          for place in Self.checks {
            let right = quantile(level(place))
            let found = Self.evaluate(polynomial[...], at: place)
            worst = max(worst, abs(found - right) / (spread + abs(right)))
          }
        }
      }
    }
    guard worst <= bound else { return nil }
    self.coefficients = coefficients
    error = worst
  }

  /// The quantile of a level between 0 and 1.
  package func value(at level: Double) -> Double {
    let isUpper = level >= 0.5
    let distance = max(isUpper ? 1 - level : level, 0x1p-53)
    // 0.5 itself is the end of the first halving.
    let halving = min(Self.halvings - 1, max(0, -2 - Int(distance.exponent)))
    let start = Double(sign: .plus, exponent: -2 - halving, significand: 1)
    let place = (distance / start - 1) * Double(Self.cellsPerHalving)
    let cell = min(Int(place), Self.cellsPerHalving - 1)
    let half = isUpper ? Self.halvings : 0
    let first =
      ((half + halving) * Self.cellsPerHalving + cell) * (Self.degree + 1)
    return Self.evaluate(coefficients[first...first + Self.degree], at: place - Double(cell))
  }

  /// The distance from the nearer end at a place, 0 to 1, within a cell.
  private static func level(_ halving: Int, _ cell: Int, _ place: Double) -> Double {
    let start = Double(sign: .plus, exponent: -2 - halving, significand: 1)
    return start * (1 + (Double(cell) + place) / Double(cellsPerHalving))
  }

  private static func evaluate(_ polynomial: ArraySlice<Double>, at place: Double) -> Double {
    polynomial.reversed().reduce(0) { $0 * place + $1 }
  }

  /// Chebyshev points of 0...1: (1 + cos((2i + 1) π / 12)) / 2, which six cosines give.
  private static let nodes: [Double] = {
    let cosines = [0.965_925_826_289_068_3, 0.707_106_781_186_547_6, 0.258_819_045_102_520_74]
    return cosines.map { 0.5 - 0.5 * $0 } + cosines.reversed().map { 0.5 + 0.5 * $0 }
  }()

  /// Places between the points, where a polynomial is furthest from the function.
  private static let checks = [0, 0.078, 0.25, 0.5, 0.75, 0.922, 1]

  /// Coefficients of the polynomial through values at the nodes, by Newton's divided differences.
  private static func interpolate(_ values: [Double]) -> [Double] {
    var differences = values
    for order in 1...degree {
      for index in stride(from: degree, through: order, by: -1) {
        differences[index] =
          (differences[index] - differences[index - 1]) / (nodes[index] - nodes[index - order])
      }
    }
    var polynomial = [differences[degree]]
    for index in stride(from: degree - 1, through: 0, by: -1) {
      // Times (x - node), plus the next difference.
      var next = [Double](repeating: 0, count: polynomial.count + 1)
      for (power, coefficient) in polynomial.enumerated() {
        next[power + 1] += coefficient
        next[power] -= coefficient * nodes[index]
      }
      next[0] += differences[index]
      polynomial = next
    }
    return polynomial
  }
}
