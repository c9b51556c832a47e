/// How a scenario is run; nothing here but the seed and the numbers changes a result.
public struct RunOptions: Sendable {
  /// Which worlds are simulated.
  public enum Worlds: Sendable, Equatable {
    /// The experiment, and every arm rolled out to everybody for the truth.
    case experiment
    /// The experiment alone: each customer under the assigned arm.
    case split
    /// One arm for everybody.
    case rollOut(arm: Int)
    /// Everybody under the arm of the block of time in which they arrive.
    case blocks(TimeBlocks)
    /// Each customer under the assigned arm, and each arm with its share of the stock.
    case dividedStock
  }

  /// Seed of all draws.
  public var seed: UInt64
  /// Threads at work; the result does not depend on it.
  public var threads: Int
  /// Which worlds are simulated.
  public var worlds: Worlds
  /// Replications of the market for the truth; nil takes the scenario's, or enough of them.
  public var replications: Int?
  /// Whether event records are handed to the sink.
  public var recordsEvents: Bool
  /// Whether customer records are handed to the sink.
  public var recordsCustomers: Bool

  /// Collects options.
  public init(
    seed: UInt64 = 1, threads: Int = 1, worlds: Worlds = .experiment, replications: Int? = nil,
    recordsEvents: Bool = false, recordsCustomers: Bool = false
  ) {
    self.seed = seed
    self.threads = threads
    self.worlds = worlds
    self.replications = replications
    self.recordsEvents = recordsEvents
    self.recordsCustomers = recordsCustomers
  }
}

/// How far a run has come.
public struct RunProgress: Sendable {
  /// Journeys done (a customer under four arms counts four).
  public var done: Int
  /// Journeys in all.
  public var total: Int

  /// Describes progress, also of work that follows a run.
  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// Takes the rows of a run, block by block.
///
/// `format` is called on the run's threads, for several blocks at once; `write` is called with
/// the formatted blocks in their order, by one thread at a time.
public protocol BlockSink: Sendable {
  /// A block in the sink's own form.
  associatedtype Formatted: Sendable
  /// Brings a block into the sink's form.
  func format(_ block: BlockRecord) -> Formatted
  /// Takes the next block in order; an error ends the run.
  func write(_ formatted: Formatted) throws
}

/// A sink that keeps nothing.
public struct NoSink: BlockSink {
  /// Makes the sink.
  public init() {}
  /// Drops the block.
  public func format(_ block: BlockRecord) {}
  /// Drops the block.
  public func write(_ formatted: Void) {}
}

/// Why a run ended without a result.
public struct RunError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  public enum Code: Sendable, Equatable {
    /// The caller asked for the run to stop.
    case cancelled
    /// A sum left the range of 64-bit integers.
    case numbersTooLarge
    /// More customers than a run can number.
    case tooManyCustomers
    /// A journey went round a loop without end.
    case endlessJourney
    /// No customer arrived.
    case noCustomers
  }

  /// What went wrong.
  public var code: Code

  /// Describes why a run ended.
  public init(code: Code) {
    self.code = code
  }

  /// A sentence for the user.
  public var description: String {
    switch code {
    case .cancelled: "interrupted; nothing was kept"
    case .numbersTooLarge:
      "the sums of money exceed 9.2e18 minor units; use smaller prices or fewer customers"
    case .tooManyCustomers: "more than 4,000,000,000 customers"
    case .endlessJourney:
      "a customer visited one stage more than 100,000 times; give the loop a longer dwell or a way out"
    case .noCustomers: "no customer arrives within the horizon"
    }
  }
}

/// What a run found: exact sums, from which estimates and truth are computed elsewhere.
public struct ExperimentOutcome: Sendable {
  /// Customers of one replication of the market, but those who left before the experiment began.
  public var customers: Int
  /// Which measures are kept and which metrics are made of them.
  public var plan: MeasurePlan
  /// The experiment: each customer under the assigned arm; cell = arm × segments + segment.
  public var observed: Totals
  /// Every arm for everybody, or nil when not run; cell = (batch × arms + arm) × segments + segment.
  public var rollOut: Sums?
  /// Independent parts of the roll-out, whose spread gives its Monte-Carlo error.
  public var batches: Int
  /// Replications of the market behind the roll-out.
  public var replications: Int
  /// Moves through the stages in the experiment.
  public var funnel: Funnel
  /// The experiment by day of arrival; cell = day × arms + arm.
  public var daily: Sums
  /// Days of the horizon, the last one possibly cut short.
  public var days: Int
  /// Whether customers share state, so that arms of a split disturb each other.
  public var sharesState: Bool
  /// Steps along edges in all worlds.
  public var transitions: Int
  /// Fingerprint of all draws behind choices.
  public var drawsChecksum: UInt64
  /// Greatest number of customers waiting at once for a shared resource; 0 when none is shared.
  public var peakWaiting: Int
  /// Bytes per waiting customer in the engine's tables; 0 when nothing is shared.
  public var bytesPerWaitingCustomer: Int
}
