import Synchronization

/// A continuous distribution's quantile by polynomials, so that a draw takes one word and no search.
///
/// Cells grow towards the ends: each halving of the distance of a level from the nearer end has
/// eight, with a polynomial of degree 5 through the exact quantile at six Chebyshev points. What is
/// found is settled, so that the same table comes out on every processor. Within 2⁻¹⁷ of an end, where
/// one draw in 65,536 lies, the exact quantile is taken.
package struct QuantileTable: Sendable {
  private static let degree = 5
  private static let cellsPerHalving = 8
  /// Halvings from 1/2 down to 2⁻¹⁷.
  private static let halvings = 16

  private let distribution: Distribution
  /// Coefficients by half (lower first), halving, cell and power; a cell fills a cache line.
  private let cells: [SIMD8<Double>]
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
    var cells: [SIMD8<Double>] = []
    cells.reserveCapacity(2 * Self.halvings * Self.cellsPerHalving)
    var worst = 0.0
    for quantile in exact {
      for halving in 0..<Self.halvings {
        for cell in 0..<Self.cellsPerHalving {
          let level = { (place: Double) in Self.level(halving, cell, place) }
          let values = Self.nodes.map { quantile(level($0)) }
          guard values.allSatisfy(\.isFinite) else { return nil }
          let polynomial = Self.interpolate(values)
          cells.append(polynomial)
          for place in Self.checks {
            let right = quantile(level(place))
            let found = Self.evaluate(polynomial, at: place)
            worst = max(worst, abs(found - right) / (spread + abs(right)))
          }
          guard worst <= bound else { return nil }
        }
      }
    }
    self.distribution = distribution
    self.cells = cells
    error = worst
  }

  /// The quantile at a word: at ((word >> 12) + 1/2) 2⁻⁵².
  @inline(__always)
  package func value(of word: UInt64) -> Double {
    let isUpper = word >> 63
    // In the upper half 1 - level has the complemented bits.
    let steps = (word ^ (0 &- isUpper)) >> 12
    return value(
      atDistance: (Double(Int64(bitPattern: steps)) + 0.5) * 0x1p-52, half: Int(isUpper))
  }

  /// The quantile of a level between 0 and 1.
  package func value(at level: Double) -> Double {
    level < 0.5 ? value(above: level) : value(below: 1 - level)
  }

  /// The quantile at a distance from 0, at most 1/2.
  package func value(above distance: Double) -> Double {
    value(atDistance: min(max(distance, 0x1p-53), 0.5.nextDown), half: 0)
  }

  /// The quantile at a distance from 1, at most 1/2.
  package func value(below distance: Double) -> Double {
    value(atDistance: min(max(distance, 0x1p-53), 0.5.nextDown), half: 1)
  }

  // A distance from 2⁻⁵³ to below 1/2: the exponent tells the halving, the next three bits the cell,
  // and the rest the place in the cell.
  @inline(__always)
  private func value(atDistance distance: Double, half: Int) -> Double {
    let bits = distance.bitPattern
    let halving = 1021 &- Int(truncatingIfNeeded: bits >> 52)
    guard halving < Self.halvings else { return farValue(atDistance: distance, half: half) }
    let cell = (half &* Self.halvings &+ halving) &* Self.cellsPerHalving
    let place = Double(bitPattern: (bits << 3) & 0xF_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000) - 1
    return Self.evaluate(cells[cell &+ Int(truncatingIfNeeded: bits >> 49 & 7)], at: place)
  }

  @inline(never)
  private func farValue(atDistance distance: Double, half: Int) -> Double {
    (half == 0 ? distribution.quantile(distance) : distribution.upperQuantile(distance)).settled
  }

  /// The distance from the nearer end at a place, 0 to 1, within a cell.
  private static func level(_ halving: Int, _ cell: Int, _ place: Double) -> Double {
    let start = Double(sign: .plus, exponent: -2 - halving, significand: 1)
    return start * (1 + (Double(cell) + place) / Double(cellsPerHalving))
  }

  @inline(__always)
  private static func evaluate(_ c: SIMD8<Double>, at t: Double) -> Double {
    c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))))
  }

  /// Chebyshev points of 0...1: (1 + cos((2i + 1) π / 12)) / 2, which six cosines give.
  private static let nodes: [Double] = {
    let cosines = [0.965_925_826_289_068_3, 0.707_106_781_186_547_6, 0.258_819_045_102_520_74]
    return cosines.map { 0.5 - 0.5 * $0 } + cosines.reversed().map { 0.5 + 0.5 * $0 }
  }()

  /// Places between the points, where a polynomial is furthest from the function.
  private static let checks = [0, 0.5]

  /// Coefficients of the polynomial through values at the nodes, by Newton's divided differences.
  private static func interpolate(_ values: [Double]) -> SIMD8<Double> {
    var differences = values
    for order in 1...degree {
      for index in stride(from: degree, through: order, by: -1) {
        differences[index] =
          (differences[index] - differences[index - 1]) / (nodes[index] - nodes[index - order])
      }
    }
    var polynomial = SIMD8<Double>(repeating: 0)
    polynomial[0] = differences[degree]
    for index in stride(from: degree - 1, through: 0, by: -1) {
      // Times (x - node), plus the next difference.
      for power in stride(from: degree - index, through: 1, by: -1) {
        polynomial[power] = polynomial[power - 1] - nodes[index] * polynomial[power]
      }
      polynomial[0] = differences[index] - nodes[index] * polynomial[0]
    }
    for power in 0...degree { polynomial[power] = polynomial[power].settled }
    return polynomial
  }
}

extension QuantileTable {
  /// Most tables that are kept for models to come, some 16 KB each.
  private static let mostKept = 256
  private static let kept = Mutex<[Distribution: QuantileTable?]>([:])

  /// The table of a distribution, made once where markets are alike; nil where there is none.
  package static func of(_ distribution: Distribution) -> QuantileTable? {
    if let known = kept.withLock({ $0[distribution] }) { return known }
    let table = QuantileTable(distribution)
    kept.withLock {
      if $0.count >= mostKept { $0.removeAll() }
      $0[distribution] = .some(table)
    }
    return table
  }

  /// The table of the normal distribution with mean 0 and variance 1.
  static let standardNormal = QuantileTable(.standardNormal)

  /// The table of the exponential distribution with mean 1.
  static let standardExponential = QuantileTable(.primitive(.exponential(.standard)))
}
