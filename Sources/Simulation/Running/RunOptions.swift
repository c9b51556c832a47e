/// How a scenario is run; nothing here but the seed and the numbers changes a result.
package struct RunOptions: Sendable {
  /// Which worlds are simulated.
  package enum Worlds: Sendable, Equatable {
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
  package var seed: UInt64
  /// Threads at work; the result does not depend on it.
  package var threads: Int
  /// Which worlds are simulated.
  package var worlds: Worlds
  /// Replications of the market for the truth; nil takes the scenario's, or enough of them.
  package var replications: Int?
  /// Whether event records are handed to the sink.
  package var recordsEvents: Bool
  /// Whether customer records are handed to the sink.
  package var recordsCustomers: Bool

  /// Collects options.
  package init(
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

/// Takes the rows of a run, block by block.
///
/// `format` is called on the run's threads, for several blocks at once; `write` is called with
/// the formatted blocks in their order, by one thread at a time.
package protocol BlockSink: Sendable {
  /// A block in the sink's own form.
  associatedtype Formatted: Sendable
  /// Brings a block into the sink's form.
  func format(_ block: BlockRecord) -> Formatted
  /// Takes the next block in order; an error ends the run.
  func write(_ formatted: Formatted) throws
}

/// A sink that keeps nothing.
package struct NoSink: BlockSink {
  /// Makes the sink.
  package init() {}
  /// Drops the block.
  package func format(_ block: BlockRecord) {}
  /// Drops the block.
  package func write(_ formatted: Void) {}
}

/// Why a run ended without a result.
package struct RunError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  package enum Code: Sendable, Equatable {
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
  package var code: Code

  /// Describes why a run ended.
  package init(code: Code) {
    self.code = code
  }

  /// A sentence for the user.
  package var description: String {
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
package struct ExperimentOutcome: Sendable {
  /// Customers of one replication of the market, but those who left before the experiment began.
  package var customers: Int
  /// Which measures are kept and which metrics are made of them.
  package var plan: MeasurePlan
  /// The experiment: each customer under the assigned arm; cell = arm × segments + segment.
  package var observed: Totals
  /// Every arm for everybody, or nil when not run; cell = (batch × arms + arm) × segments + segment.
  package var rollOut: Sums?
  /// Independent parts of the roll-out, whose spread gives its Monte-Carlo error.
  package var batches: Int
  /// Replications of the market behind the roll-out.
  package var replications: Int
  /// Moves through the stages in the experiment.
  package var funnel: Funnel
  /// The experiment by day of arrival; cell = day × arms + arm.
  package var daily: Sums
  /// Days of the horizon, the last one possibly cut short.
  package var days: Int
  /// Extremes and third moments in the experiment, by arm.
  package var shapes: MeasureShapes
  /// Values that the plan counts, in the experiment; cell = arm × segments + segment.
  package var values: ValueCounts
  /// Values that the plan counts, in the roll-outs, in their cells.
  package var rollOutValues: ValueCounts
  /// The experiment between looks; cell = look × arms + arm; no cells where it is not looked at.
  package var looks: Totals
  /// Hours at which the looks end: each counts the customers who have arrived by then.
  package var lookEnds: [Double]
  /// The experiment by channel; cell = (arm × segments + segment) × channels + channel; no cells
  /// where the plan does not stratify by channel.
  package var strata: Totals
  /// Number of channels.
  package var channels: Int
  /// Whether customers share state, so that arms of a split disturb each other.
  package var sharesState: Bool
  /// Steps along edges in all worlds.
  package var transitions: Int
  /// Fingerprint of all draws behind choices.
  package var drawsChecksum: UInt64
  /// Greatest number of customers waiting at once for a shared resource; 0 when none is shared.
  package var peakWaiting: Int
  /// Bytes per waiting customer in the engine's tables; 0 when nothing is shared.
  package var bytesPerWaitingCustomer: Int
}
