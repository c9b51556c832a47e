/// Policies put to work on the journey, and how they are judged.
package struct Learning: Sendable, Equatable, Codable {
  /// Where on the journey policies decide, in file order; never empty.
  package var decisions: [DecisionPoint]
  /// What policies are rewarded by, at all decision points.
  package var reward: RewardMeasure
  /// When policies learn from what has come in.
  package var update: UpdateRule
  /// The policies compared, in file order; never empty.
  package var policies: [PolicySpec]
  /// Draws of the whole family, over which results are averaged; nil lets the run choose.
  package var replications: Int?
}

package enum UpdateRule: Sendable, Equatable, Codable {
  /// At these intervals in hours.
  case every(hours: Double)
  /// After so many decisions at a decision point.
  case decisions(Int)
}

/// A lever met on the journey.
///
/// A customer who enters the stage meets it each time; the action taken holds for that customer
/// until the next one. Before the first, the status quo holds.
package struct DecisionPoint: Sendable, Equatable, Codable {
  package var name: String
  /// Index of the lever among the scenario's.
  package var lever: Int
  /// Index of the stage on whose entry it is met, before anything else happens there.
  package var stage: Int
  /// Index of the lever's action that business as usual takes.
  package var statusQuo: Int
  /// What the policy sees: terms of quantities that a business can observe, with coefficient 1.
  package var context: [Term]
  /// Hours after the decision in which rewards count; nil is until the horizon.
  package var window: Double?
  package var credit: CreditRule
  package var limits: DecisionLimits
  /// When an action is added or withdrawn, by action; an action not named is always there.
  package var availability: [ActionAvailability]
}

/// What a decision is rewarded by, per customer, within its window.
package enum RewardMeasure: String, Sendable, Equatable, CaseIterable, Codable {
  /// 1 with an order, else 0.
  case conversion
  case orders
  /// Money received, in major units.
  case revenue
  /// Revenue less costs, in major units.
  case margin

  /// The metric that it is per customer.
  package var metric: Metric {
    switch self {
    case .conversion: .conversion
    case .orders: .orders
    case .revenue: .revenue
    case .margin: .margin
    }
  }
}

/// Which of the decisions that a customer met before a reward are credited with it.
///
/// Decisions of all decision points count, those whose window is over do not.
package enum CreditRule: String, Sendable, Equatable, CaseIterable, Codable {
  case last
  case first
  /// Each with an equal part.
  case equal
  /// Each with the whole.
  case all
}

/// What no policy may do at a decision point, whatever it has learned.
package struct DecisionLimits: Sendable, Equatable, Codable {
  /// Least value of an action, such as a price floor.
  package var floor: Double?
  /// Most often that one customer may meet an action other than the status quo.
  package var frequencyCap: Int?
  /// Greatest distance between the values of actions that different segments are shown.
  package var spread: Double?
  /// Greatest sum of the values of actions taken in one market.
  package var budget: Double?
  /// Share of the status quo's reward that must be kept at any time.
  package var keep: Double?
}

/// The part of each market's time in which an action may be taken.
package struct ActionAvailability: Sendable, Equatable, Codable {
  /// Index of the action.
  package var action: Int
  /// Hours from the market's start.
  package var from: Double
  /// Hours from the market's start; infinity for ever.
  package var until: Double
}

/// A policy by its learner, its options and what it is wrapped in.
package struct PolicySpec: Sendable, Equatable, Codable {
  package var name: String
  package var learner: Learner
  /// Numeric options of the learner, such as `epsilon`; the file format knows which it has.
  package var options: [String: Double] = [:]
  /// Policies that a selector chooses among, by index into the policies; else empty.
  package var candidates: [Int] = []
  package var forgetting: Forgetting?
  package var delay = DelayRule.exposure
  /// A program that decides in its place.
  package var external: ExternalModel?
  /// A saved state to start from, relative to the scenario's folder.
  package var start: String?

  /// How old rewards lose their say.
  package enum Forgetting: Sendable, Equatable, Codable {
    /// Each reward makes earlier ones count less by this factor.
    case discount(Double)
    /// Only so many latest rewards count.
    case window(Int)
    /// A market's rewards are dropped when its predictions fail (CUSUM above the threshold).
    case restart(threshold: Double)
  }

  /// What a decision without a reward so far means.
  package enum DelayRule: String, Sendable, Equatable, CaseIterable, Codable {
    /// A failure that counts as much as rewards have come by its age.
    case exposure
    /// Nothing until its window is over.
    case wait
    /// A failure until a reward comes.
    case naive
  }
}

/// A program that decides, speaking JSON lines.
package struct ExternalModel: Sendable, Equatable, Codable {
  /// The program and its arguments.
  package var command: [String]
  /// Seconds that it has for a batch.
  package var timeout = 2.0
  /// Most decisions of one batch.
  package var batch = 128
  /// Whether it gets context and rewards standardised rather than as they are.
  package var isStandardised = false
}
