import Foundation
import Scenarios

/// Columns of what a business sees of a customer before the visit, as numbers.
struct ObservedCovariates {
  let names: [String]
  /// A number per individual, column by column.
  let columns: [[Double]]

  /// Makes columns of channel and segment (against the first of each), weekend and hour of arrival.
  ///
  /// A column in which nobody differs is left out.
  init(_ individuals: [Individual], scenario: Scenario) {
    var found: [(name: String, values: [Double])] = []
    for (index, channel) in scenario.market.channels.enumerated().dropFirst() {
      found.append((channel.name, individuals.map { $0.channel == index ? 1 : 0 }))
    }
    for (index, segment) in scenario.population.segments.enumerated().dropFirst() {
      found.append((segment.name, individuals.map { $0.segment == index ? 1 : 0 }))
    }
    let weekday = scenario.market.start.weekday
    found.append(
      (
        "weekend",
        individuals.map { (weekday + Int($0.arrival / 24)) % 7 >= 5 ? 1 : 0 }
      ))
    let turn = 2 * Double.pi / 24
    found.append(("hour (sine)", individuals.map { sin($0.arrival * turn) }))
    found.append(("hour (cosine)", individuals.map { cos($0.arrival * turn) }))
    found.removeAll { column in column.values.allSatisfy { $0 == column.values.first } }
    names = found.map(\.name)
    columns = found.map(\.values)
  }

  func columns(of places: [Int]) -> [[Double]] {
    columns.map { column in places.map { column[$0] } }
  }
}
