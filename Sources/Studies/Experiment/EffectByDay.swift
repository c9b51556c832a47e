import Experiments
import GSL
import Scenarios
import Simulation
package import Support

/// How the effect on the primary metric came out as days of arrivals were added.
///
/// A day counts the customers who arrived on it, with what became of them until the end. The band
/// around the difference so far takes the spread of all customers of the experiment for that of
/// those who had come by then.
package struct EffectByDay: Sendable, Equatable {
  package struct Day: Sendable, Equatable {
    /// Day of arrival, from 0.
    package var day: Int
    /// Customers of both arms up to the day.
    package var customers: Int64
    /// Treatment less control of the day's customers; nil where a denominator is zero.
    package var difference: Double?
    /// The same of all customers up to the day.
    package var soFar: Double?
    package var standardError: Double?
    /// Interval of the difference so far, with the plan's confidence.
    package var interval: Interval?
  }

  package let arm: Int
  package let days: [Day]

  /// Follows the treatments; empty with a single arm, or for a metric that is not made of sums.
  package static func all(_ result: ExperimentResult) -> [EffectByDay] {
    guard let plan = result.analysis?.plan,
      result.outcome.plan.metrics[result.primary].counted == nil
    else { return [] }
    return plan.treatments.map { EffectByDay(result, arm: $0, control: plan.control) }
  }

  private init(_ result: ExperimentResult, arm: Int, control: Int) {
    self.arm = arm
    let definition = result.outcome.plan.metrics[result.primary]
    let (daily, cells) = (result.outcome.daily, result.outcome.cells)
    let quantile = StandardNormal.upperQuantile(result.scenario.experiment.alpha / 2)
    typealias Ratio = (numerator: Double, denominator: Double)
    var sums: [Int: Ratio] = [:]
    var counts: [Int: Int64] = [arm: 0, control: 0]
    func value(_ sum: Ratio?) -> Double? {
      sum.flatMap { $0.denominator == 0 ? nil : $0.numerator / ($0.denominator * definition.scale) }
    }
    func difference(_ treated: Double?, _ baseline: Double?) -> Double? {
      treated.flatMap { treated in baseline.map { treated - $0 } }
    }
    let variances = [arm, control].map { result.data.samples[$0][result.primary].unitVariance }
    var days: [Day] = []
    for day in 0..<cells.days {
      var today: [Int: Ratio] = [:]
      for one in [arm, control] {
        let cell = cells.daily(day: day, arm: one)
        let customers = daily.counts[cell]
        let divisor = definition.denominator.map { daily.sum(cell: cell, measure: $0) } ?? customers
        let sum = Double(daily.sum(cell: cell, measure: definition.numerator))
        today[one] = (sum, Double(divisor))
        let before = sums[one] ?? (0, 0)
        sums[one] = (before.numerator + sum, before.denominator + Double(divisor))
        counts[one, default: 0] += customers
      }
      let numbers = [arm, control].map { Double(counts[$0] ?? 0) }
      let soFar = difference(value(sums[arm]), value(sums[control]))
      var error: Double?
      if let first = variances[0], let second = variances[1], numbers.allSatisfy({ $0 > 1 }) {
        error = (first / numbers[0] + second / numbers[1]).squareRoot()
      }
      days.append(
        Day(
          day: day, customers: (counts[arm] ?? 0) + (counts[control] ?? 0),
          difference: difference(value(today[arm]), value(today[control])), soFar: soFar,
          standardError: error,
          interval: soFar.flatMap { soFar in
            error.map { Interval(centre: soFar, halfWidth: quantile * $0) }
          }))
    }
    self.days = days
  }
}
