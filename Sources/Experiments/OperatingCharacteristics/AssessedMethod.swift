package import Support

/// A way to decide a test that may look before its end.
package enum AssessedMethod: String, Sendable, Equatable, CaseIterable, Codable {
  /// One look at the planned end: pooled z for a share, Welch's t otherwise.
  case fixedHorizon
  /// The same with the unpooled error, for a share.
  case unpooledZ
  /// The same adjusted by a covariate that was known before the experiment (CUPED).
  case adjusted
  /// The same with each unit's value capped, for a mean.
  case capped
  /// A look now and then, stopping at the first p-value below alpha: wrong, for comparison.
  case peeking
  /// O'Brien-Fleming spending at the planned looks.
  case groupSequential
  /// Asymptotic confidence sequence, tightest at the planned end.
  case confidenceSequence
  /// Mixture sequential probability ratio test, mixing over the effect found with 80 % power.
  case mixtureTest
  /// Stops when the posterior chance reaches 1 - alpha/2, prior as wide as the mixture's.
  case bayesian

  package var name: String {
    switch self {
    case .fixedHorizon: "fixed horizon"
    case .unpooledZ: "unpooled z"
    case .adjusted: "CUPED"
    case .capped: "capped mean"
    case .peeking: "peeking"
    case .groupSequential: "group sequential"
    case .confidenceSequence: "confidence sequence"
    case .mixtureTest: "mSPRT"
    case .bayesian: "Bayesian"
    }
  }

  /// Whether the method promises its type-I error.
  package var promisesErrorRate: Bool { self != .peeking && self != .bayesian }

  var looksOnce: Bool {
    switch self {
    case .fixedHorizon, .unpooledZ, .adjusted, .capped: true
    case .peeking, .groupSequential, .confidenceSequence, .mixtureTest, .bayesian: false
    }
  }

  static func methods(for kind: MetricKind, further: FurtherMeasures) -> [AssessedMethod] {
    allCases.filter { method in
      switch method {
      case .unpooledZ: kind == .proportion
      case .adjusted: further.covariate != nil
      case .capped: further.capped != nil && kind == .mean
      default: true
      }
    }
  }
}

/// Measures beside those of the plan's metrics, for further methods on the primary metric.
package struct FurtherMeasures: Sendable, Equatable, Codable {
  /// Measure with the covariate, the same under every arm; nil for none.
  package var covariate: Int?
  /// Measure with the capped numerator; nil for none.
  package var capped: Int?

  package init(covariate: Int? = nil, capped: Int? = nil) {
    self.covariate = covariate
    self.capped = capped
  }
}

/// What an assessment is asked for.
package struct AssessmentOptions: Sendable, Equatable, Codable {
  package var seed: UInt64
  package var replications: Int
  /// Number of equally spaced looks of the methods that look.
  package var looks: Int
  package var draw: ReplicateDraw
  package var threads: Int
  /// Most replicates of which the plan's own decision is made, which takes longest.
  package var decisions: Int
  /// The looks that the plan itself makes, at the same times as the methods that look.
  package var plannedLooks: PlannedLooks?

  package init(
    seed: UInt64 = 1, replications: Int = 10_000, looks: Int = 5,
    draw: ReplicateDraw = .resampled, threads: Int = 1, decisions: Int = 2_000,
    plannedLooks: PlannedLooks? = nil
  ) {
    self.seed = seed
    self.replications = replications
    self.looks = looks
    self.draw = draw
    self.threads = threads
    self.decisions = decisions
    self.plannedLooks = plannedLooks
  }

  /// Checks the options.
  package func check() throws(ArgumentError) {
    guard (2...10_000_000).contains(replications) else {
      throw ArgumentError("replications", found: "\(replications)", allowed: "2 to 10000000")
    }
    guard (1...100).contains(looks) else {
      throw ArgumentError("looks", found: "\(looks)", allowed: "1 to 100")
    }
    guard (1...1024).contains(threads) else {
      throw ArgumentError("threads", found: "\(threads)", allowed: "1 to 1024")
    }
  }
}
