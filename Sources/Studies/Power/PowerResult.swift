package import Experiments

/// Sample sizes, durations and detectable effects for one metric.
package struct PowerResult: Sendable, Codable {
  /// One treatment of a scenario: what a simulation knows of its effect and its test.
  package struct Treatment: Sendable, Codable {
    package var name: String
    /// Effect of the roll-out; nil where it has no value.
    package var effect: TrueEffect?
    /// Customers in all that find it; nil where its direction cannot be told.
    package var unitsNeeded: Double?
    /// The least and the most of them that the error of the effect allows; nil without bound.
    package var leastNeeded: Double?
    package var mostNeeded: Double?
    /// Power at the planned units by formula.
    package var powerByFormula: Double?
    /// What was simulated, if anything.
    package var simulated: Simulated?
  }

  /// A treatment over simulated replicates.
  package struct Simulated: Sendable, Codable {
    /// Share of replicates in which the plan finds the treatment to differ.
    package var power: MonteCarloEstimate
    /// Power of the test adjusted by segment and channel (CUPED); nil without those.
    package var adjustedPower: MonteCarloEstimate?
    /// Correlation of the same customers' outcomes under this arm and the control.
    package var correlation: Double?
    /// Customers to simulate until the effect has the half-width, drawn apart for each arm.
    package var independentUnits: Double
    /// The same with common random numbers.
    package var commonUnits: Double
  }

  /// The scenario's title; nil for a plan from numbers alone.
  package var title: String?
  package var metric: PlannedMetric
  package var traffic: TrafficPlan
  /// Whether units per day are known, so that durations are shown.
  package var hasDuration: Bool
  package var lifts: [Double]
  package var covariateCorrelation: Double?
  /// Units over all arms that are planned, if any.
  package var plannedUnits: Int?
  package var halfWidth: Double?
  /// Error rate of the plan's whole family; the traffic's is that of one test.
  package var alpha: Double
  package var treatments: [Treatment] = []
  /// Half-width behind the treatments' numbers of customers; nil if they were not simulated.
  package var simulationHalfWidth: Double?

  /// Share of the units that is left when the covariate is adjusted for: 1 - r².
  package var covariateFactor: Double? { covariateCorrelation.map { 1 - $0 * $0 } }

  /// One number of units: the power for each lift, and with CUPED.
  package struct CurvePoint {
    package var units: Double
    package var powers: [Double]
    /// Empty without a covariate.
    package var adjustedPowers: [Double]
  }

  /// Units of the curve: the planned number, or the one for the first lift, times these factors.
  package var curve: [CurvePoint] { points([0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4]) }

  /// The same in even steps, for drawing.
  package var fineCurve: [CurvePoint] { points((1...40).map { Double($0) / 20 }) }

  private func points(_ factors: [Double]) -> [CurvePoint] {
    let centre = plannedUnits.map(Double.init) ?? traffic.row(lift: lifts.first ?? 0.05).units
    return factors.map { factor in
      let units = centre * factor
      return CurvePoint(
        units: units, powers: lifts.map { traffic.power(lift: $0, units: units) },
        adjustedPowers: covariateFactor.map { left in
          lifts.map { traffic.power(lift: $0, units: units / left) }
        } ?? [])
    }
  }
}
