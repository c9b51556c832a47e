/// One customer's journey under one arm, step by step.
public struct JourneyTrace: Sendable {
  /// An edge as the customer saw it.
  public struct Option: Sendable {
    /// Index of the target stage.
    public var target: Int
    /// Utility; nil for an edge that was closed.
    public var utility: Double?
    /// Probability of taking it.
    public var probability: Double
  }

  /// One visit.
  public struct Visit: Sendable {
    /// Index of the stage.
    public var stage: Int
    /// Which visit to this stage it is, from 1.
    public var number: Int
    /// Hours since the start of the market.
    public var entered: Double
    /// Hours since the start of the market; nil at an end or when cut off.
    public var left: Double?
    /// The ways onward with utilities and probabilities; empty when there was no choice.
    public var options: [Option]
    /// The uniform draw behind the choice; nil when there was none.
    public var draw: Double?
    /// Index of the target chosen; nil at an end or when cut off.
    public var next: Int?
    /// What happened on the visit and why, in words.
    public var notes: [String]
  }

  /// Index of the arm.
  public var arm: Int
  /// The visits in order.
  public var visits: [Visit]
  /// Whether the horizon cut the journey off.
  public var isCensored: Bool
  /// The measures at the end, in the plan's order.
  public var measures: [Int64]
}

/// One customer, in every arm side by side.
public struct CustomerReplay: Sendable {
  /// Number of the customer.
  public var customer: Int
  /// Hours from the start of the market to arrival.
  public var arrival: Double
  /// Index of the segment.
  public var segment: Int
  /// Index of the channel.
  public var channel: Int
  /// Index of the arm the customer is assigned to.
  public var assignedArm: Int
  /// The traits, in the scenario's order.
  public var traits: [Double]
  /// One journey per arm, each with the arm rolled out to everybody.
  public var journeys: [JourneyTrace]
}
