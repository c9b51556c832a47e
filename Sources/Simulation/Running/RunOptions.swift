/// How a scenario is run; nothing here but the seed and the numbers changes a result.
package struct RunOptions: Sendable {
  package enum Worlds: Sendable, Equatable {
    /// The experiment, and every arm rolled out to everybody for the truth.
    case experiment
    /// Every arm rolled out to everybody, without the experiment.
    case rollOuts
    /// The experiment alone: each customer under the assigned arm.
    case split
    case rollOut(arm: Int)
    /// Everybody under the arm of the block of time in which they arrive.
    case blocks(TimeBlocks)
    /// Each customer under the assigned arm, and each arm with its share of the stock.
    case dividedStock
  }

  package var seed: UInt64
  /// Number of the first replication of the market, whose customers are those of the experiment.
  package var firstReplication: Int
  /// Threads at work; the result does not depend on it.
  package var threads: Int
  package var worlds: Worlds
  /// Replications of the market for the truth; nil takes the scenario's, or enough of them.
  package var replications: Int?
  package var recordsEvents: Bool
  /// Whether what each order is made of is kept beside its event.
  package var recordsOrders: Bool
  package var recordsCustomers: Bool
  /// Most bytes for rows of customers who share state, which are kept until all journeys end.
  var mostRowBytes = 4_000_000_000

  package init(
    seed: UInt64 = 1, firstReplication: Int = 0, threads: Int = 1, worlds: Worlds = .experiment,
    replications: Int? = nil, recordsEvents: Bool = false, recordsOrders: Bool = false,
    recordsCustomers: Bool = false
  ) {
    self.seed = seed
    self.firstReplication = firstReplication
    self.threads = threads
    self.worlds = worlds
    self.replications = replications
    self.recordsEvents = recordsEvents
    self.recordsOrders = recordsOrders
    self.recordsCustomers = recordsCustomers
  }

  /// Whether every arm is rolled out to everybody.
  var rollsOut: Bool { worlds == .experiment || worlds == .rollOuts }
}
