/// What is compared, on what, and with what error rate.
///
/// The unit is the customer.
package struct Experiment: Sendable, Equatable, Codable {
  /// The arms in file order, never empty; the first is the control.
  package var arms: [Arm]
  /// The metric that decides.
  package var primary: Metric
  /// Metrics reported, the primary and the guardrails' among them, without repetition.
  package var metrics: [Metric]
  /// What must not get worse.
  package var guardrails: [Guardrail]
  /// Two-sided error rate, in 0...1.
  package var alpha: Double
  /// Replications of the whole market for the truth, or nil to let the run choose.
  package var replications: Int?
  /// Hours before the experiment in which every customer lives under the control; nil for none.
  package var warmUpHours: Double?
  package var analysis = AnalysisRules()
}

/// A strategy in an experiment.
package struct Arm: Sendable, Equatable, Codable {
  package var name: String
  /// Share of customers assigned to it, in 0...1; shares sum to 1.
  package var share: Double
  /// What it changes: path (or lever) and value as text, in file order.
  ///
  /// Empty for the control.
  package var changes: [Change]

  /// The key that says of an arm that it does the same as another one on purpose.
  static let alike = "alike"

  /// A path, or the name of a lever, with the value that it gets.
  package struct Change: Sendable, Equatable, Codable {
    package var path: String
    package var value: String
  }

  package init(name: String, share: Double, changes: [(path: String, value: String)]) {
    self.name = name
    self.share = share
    self.changes = changes.map { Change(path: $0.path, value: $0.value) }
  }
}

/// A limit that a metric must keep.
package struct Guardrail: Sendable, Equatable, Codable {
  package var metric: Metric
  /// Largest relative change allowed: negative where a fall is bad, positive where a rise is bad.
  package var limit: Double
}
