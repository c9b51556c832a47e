/// The extremes of measures and the sums of their cubes, by arm: what shows how skewed they are.
package struct MeasureShapes: Sendable, Equatable, Codable {
  private let measures: Int
  private var largest: [Int64]
  private var cubes: [Int128]
  private var isOutOfRange: [Bool]

  init(arms: Int, measures: Int) {
    self.measures = measures
    largest = [Int64](repeating: .min, count: arms * measures)
    cubes = [Int128](repeating: 0, count: arms * measures)
    isOutOfRange = [Bool](repeating: false, count: arms * measures)
  }

  /// Adds the measures of journeys to the arms that stand in their cells.
  mutating func add(_ outcomes: borrowing OutcomeColumns) {
    let arms = outcomes.cells
    for measure in 0..<measures {
      let values = outcomes[measure]
      for index in 0..<outcomes.count {
        let (value, place) = (values[index], Int(arms[index]) &* measures &+ measure)
        if value > largest[place] { largest[place] = value }
        if value != 0 { cube(value, at: place) }
      }
    }
  }

  private mutating func cube(_ value: Int64, at index: Int) {
    // 2^40 is far more than anyone pays; its cube leaves room for 128 customers a little short of it.
    guard value.magnitude < 1 << 40 else {
      isOutOfRange[index] = true
      return
    }
    let square = Int128(value.multipliedFullWidth(by: value))
    let (sum, overflow) = cubes[index].addingReportingOverflow(square &* Int128(value))
    cubes[index] = sum
    if overflow { isOutOfRange[index] = true }
  }

  mutating func add(_ other: borrowing MeasureShapes) {
    for index in cubes.indices {
      largest[index] = max(largest[index], other.largest[index])
      let (sum, overflow) = cubes[index].addingReportingOverflow(other.cubes[index])
      cubes[index] = sum
      isOutOfRange[index] = isOutOfRange[index] || other.isOutOfRange[index] || overflow
    }
  }

  /// The greatest value of a measure in an arm; nil without customers.
  package func largest(arm: Int, measure: Int) -> Int64? {
    let value = largest[arm * measures + measure]
    return value == .min ? nil : value
  }

  /// The sum of a measure's cubes in an arm; nil where it left the range of 128-bit integers.
  package func sumOfCubes(arm: Int, measure: Int) -> Int128? {
    let index = arm * measures + measure
    return isOutOfRange[index] ? nil : cubes[index]
  }
}
