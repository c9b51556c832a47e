/// A running sum that keeps the digits that plain addition drops.
///
/// Neumaier's variant of Kahan's summation (1974, doi:10.1002/zamm.19740540106): the error does not
/// grow with the number of terms.
package struct CompensatedSum: Sendable, Equatable, Codable {
  private var sum = 0.0
  private var correction = 0.0

  package init() {}

  package init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  package mutating func add(_ value: Double) {
    let total = sum + value
    correction += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
    sum = total
  }

  package var value: Double { correction.isFinite ? sum + correction : sum }
}
