/// The estimates of all replicates, by comparison and by method.
package struct Replicates: Sendable, Equatable, Codable {
  /// Whether outcomes depended on the arm.
  package enum World: Int, Sendable, Equatable, CaseIterable, Codable {
    /// Outcomes under the assigned arm.
    case actual
    /// Outcomes under the control for everybody: an A/A test.
    case null
  }

  package struct Outcome: Sendable, Equatable, Codable {
    /// Treatment less control.
    package var estimate: Double
    package var standardError: Double
    package var halfWidth: Double
    /// Two-sided p-value; 1 without any variance.
    package var pValue: Double

    package var isDefined: Bool { estimate.isFinite && standardError > 0 }

    static let undefined = Outcome(estimate: .nan, standardError: 0, halfWidth: 0, pValue: 1)
  }

  package struct Stop: Sendable, Equatable, Codable {
    /// Look at which it ended, from 0.
    package var look: Int32
    var isRejected: Bool
    package var estimate: Double
    /// Half the width of the method's interval at the stop.
    package var halfWidth: Double
  }

  package internal(set) var count: Int
  package let treatments: Int
  package let metrics: Int
  /// What the plan decides, by replicate, then world; fewer replicates where it takes long.
  package internal(set) var decisions: [[PlannedDecision]] = []
  var outcomes: [Outcome] = []
  var stops: [Stop] = []

  /// A comparison's outcome; `treatment` counts the treatments, not the arms.
  package func outcome(
    _ replicate: Int, world: World, treatment: Int, metric: Int
  ) -> Outcome {
    outcomes[((replicate * 2 + world.rawValue) * treatments + treatment) * metrics + metric]
  }

  package func stop(
    _ replicate: Int, world: World, treatment: Int, method: AssessedMethod
  ) -> Stop {
    stops[
      ((replicate * 2 + world.rawValue) * treatments + treatment)
        * AssessedMethod.allCases.count + Self.position(of: method)]
  }

  static func position(of method: AssessedMethod) -> Int {
    AssessedMethod.allCases.prefix { $0 != method }.count
  }

  mutating func append(_ other: Replicates) {
    count += other.count
    decisions += other.decisions
    outcomes += other.outcomes
    stops += other.stops
  }
}
