package import Support

/// What a policy's state that was read from a file must fit: its decision point, and its size.
///
/// A file may say anything. What decides and learns trusts its own lists, so each of them is held
/// against the decision point once, before anything is asked of the policy.
package struct StateBounds: Sendable {
  let actions: Int
  /// Features of a customer, the constant included.
  let features: Int
  let taskFeatures: Int
  /// Markets that the policy may be asked about, one that is new to it included.
  let tasks: Int

  /// Most numbers that a state may unfold into; each takes up to 40 bytes.
  static let greatestSize = 50_000_000
  /// Most actions, and most features, of a decision point.
  static let greatestCount = 10_000
  /// Most weights of a mean of all tasks: what they cost grows with the third power.
  static let greatestMean = 2_000
  /// Most policies within each other.
  static let greatestDepth = 16

  /// Describes a decision point of which a number of markets is known.
  /// - Throws: ``ArgumentError`` if the decision point cannot be, or is too large.
  package init(_ frame: LearnerFrame, markets: Int) throws(ArgumentError) {
    try frame.validate()
    for value in frame.values {
      try Self.require(value?.isFinite ?? true, "values", "finite numbers")
    }
    try Self.require((0..<1_000_000).contains(markets), "markets", "0 to 999,999")
    for count in [frame.actions.count, frame.features.count] {
      try Self.require(
        count <= Self.greatestCount, "actions and features", "at most \(Self.greatestCount)")
    }
    actions = frame.actions.count
    features = frame.features.count
    taskFeatures = frame.taskFeatures.count
    tasks = markets + 1
    try Self.requireSize(tasks, actions)
  }

  /// Throws unless a part of a state is as it must be.
  static func require(
    _ holds: Bool, _ part: String, _ allowed: String
  ) throws(ArgumentError) {
    guard holds else {
      throw ArgumentError("snapshot's \(part)", found: "something else", allowed: allowed)
    }
  }

  /// Throws if numbers of so many of each, nested, would be too many.
  static func requireSize(_ factors: Int...) throws(ArgumentError) {
    var size = 1
    for factor in factors {
      let (product, isTooLarge) = size.multipliedReportingOverflow(by: max(factor, 1))
      guard !isTooLarge, product <= greatestSize else {
        throw ArgumentError(
          "snapshot's size", found: factors.map(String.init).joined(separator: " × ") + " numbers",
          allowed: "at most \(greatestSize)")
      }
      size = product
    }
  }

  /// Throws unless a number that only grows can go on growing.
  static func requireCount(_ count: Int, _ part: String) throws(ArgumentError) {
    try require((0...(1 << 50)).contains(count), part, "0 to 2^50")
  }

  /// Throws unless rewards are of this decision point.
  func require(_ rows: [Feedback], _ part: String) throws(ArgumentError) {
    for row in rows {
      try Self.require(
        (0..<tasks).contains(row.task) && (0..<actions).contains(row.action)
          && row.features.count == features && row.features.allSatisfy(\.isFinite)
          && row.reward.isFinite && row.weight.isFinite, part,
        "rewards of \(actions) actions in \(tasks) markets, \(features) features each, all finite")
    }
  }

  /// Throws unless sums are of these actions and finite.
  func require(_ means: ArmMeans, _ part: String) throws(ArgumentError) {
    try Self.require(means.tasks.count <= tasks, part, "at most \(tasks) markets")
    for task in means.tasks {
      try Self.require(
        task.count <= actions
          && task.allSatisfy { [$0.total, $0.sum, $0.provisionalSum].allSatisfy(\.isFinite) },
        part, "finite sums over at most \(actions) actions")
    }
  }
}
