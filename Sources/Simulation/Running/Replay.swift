/// One customer's journey under one arm, step by step.
package struct JourneyTrace: Sendable {
  /// An edge as the customer saw it.
  package struct Option: Sendable {
    /// Index of the target stage.
    package var target: Int
    package var utility: Double
    package var probability: Double
  }

  /// One visit.
  package struct Visit: Sendable {
    package var stage: Int
    /// Which visit to this stage it is, from 1.
    package var number: Int
    /// Hours since the start of the market.
    package var entered: Double
    /// Hours since the start of the market; nil at an end or when cut off.
    package var left: Double?
    /// The ways onward with utilities and probabilities; empty when there was no choice.
    package var options: [Option]
    /// The uniform draw behind the choice; nil when there was none.
    package var draw: Double?
    /// Index of the target chosen; nil at an end or when cut off.
    package var next: Int?
    /// What happened on the visit and why, in words.
    package var notes: [String]
  }

  package var arm: Int
  package var visits: [Visit]
  package var isCensored: Bool
  /// The measures at the end, in the plan's order.
  package var measures: [Int64]
}

/// One customer, in every arm side by side.
package struct CustomerReplay: Sendable {
  package var customer: Int
  /// Hours from the start of the market to arrival.
  package var arrival: Double
  package var segment: Int
  package var channel: Int
  package var assignedArm: Int
  package var traits: [Double]
  /// One journey per arm, each with the arm rolled out to everybody.
  package var journeys: [JourneyTrace]
}
