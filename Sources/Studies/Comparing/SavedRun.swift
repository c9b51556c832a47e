package import Support

/// A finished run as its files tell it, for comparing it with another.
package struct SavedRun: Sendable, Equatable {
  /// A number of one arm, or of one policy.
  package struct Value: Sendable, Equatable {
    /// Name of the arm or policy.
    package var subject: String
    package var metric: String
    package var value: Double?
    package var standardError: Double?
    /// The same by roll-out, if it is known.
    package var truth: Double?

    package init(
      subject: String, metric: String, value: Double?, standardError: Double?, truth: Double?
    ) {
      self.subject = subject
      self.metric = metric
      self.value = value
      self.standardError = standardError
      self.truth = truth
    }
  }

  /// What became of one customer in the arm that the customer was assigned to.
  package struct Customer: Sendable, Equatable {
    package var arm: String
    /// In the order of the run's ``measures``.
    package var values: [Double]

    package init(arm: String, values: [Double]) {
      self.arm = arm
      self.values = values
    }
  }

  /// Where it lies, as the user named it.
  package var folder: String
  package var title: String
  /// What went in beside the scenario: seed, customers, versions, by name.
  package var settings: JSON.Members
  /// The scenario's content; null where the run did not keep it.
  package var scenario: JSON
  package var currency: String
  package var values: [Value]
  /// Verdict by treatment.
  package var verdicts: [String: String]
  package var measures: [String]
  /// By number; empty where the run kept no customers.
  package var customers: [Int: Customer]

  package init(
    folder: String, title: String, settings: JSON.Members, scenario: JSON,
    currency: String, values: [Value], verdicts: [String: String], measures: [String] = [],
    customers: [Int: Customer] = [:]
  ) {
    self.folder = folder
    self.title = title
    self.settings = settings
    self.scenario = scenario
    self.currency = currency
    self.values = values
    self.verdicts = verdicts
    self.measures = measures
    self.customers = customers
  }
}
