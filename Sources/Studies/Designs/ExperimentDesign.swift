/// How a market is divided between the arms of an experiment.
package enum ExperimentDesign: String, Sendable, Codable, CaseIterable {
  /// Each customer is assigned an arm; all share one stock.
  case customers
  /// Whole markets are assigned an arm.
  case markets
  /// The market switches between arms from one block of time to the next.
  case blocks
  /// Each customer is assigned an arm, and each arm has its share of the stock.
  case stock

  package var name: String {
    switch self {
    case .customers: "split by customer"
    case .markets: "split by market"
    case .blocks: "split by time block"
    case .stock: "split stock"
    }
  }

  /// Whether the arms keep apart what customers share, so that none takes from another.
  func isValid(sharing resources: [String]) -> Bool {
    switch self {
    case .customers: resources.isEmpty
    case .markets: true
    // What is left on the shelf at the end of a block is carried over into the next.
    case .blocks: resources.isEmpty
    case .stock: resources.allSatisfy { $0 == "stock" }
    }
  }
}

/// One experiment's estimate of a treatment's effect.
struct DesignEstimate: Sendable, Equatable {
  /// Treatment less control.
  var effect: Double
  /// Its reported standard error.
  var standardError: Double
  /// The effect of the roll-out that it is held against: that of the same market where the design
  /// runs one, else that of all replications.
  var reference: Double
  /// Whether its interval covers the effect of the roll-out over all replications.
  var coversTruth: Bool
}

/// How a comparison of designs is made.
package struct DesignOptions: Sendable {
  package var seed: UInt64
  package var replications: Int
  package var marketsPerArm: Int
  /// Days of a time block; nil for seven, or fewer where the horizon is short.
  package var blockDays: Int?
  /// Days at the start of a block that are left out after another arm; nil for one.
  package var washOutDays: Int?
  package var threads: Int

  package init(
    seed: UInt64 = 1, replications: Int = 100, marketsPerArm: Int = 10, blockDays: Int? = nil,
    washOutDays: Int? = nil, threads: Int = 1
  ) {
    self.seed = seed
    self.replications = replications
    self.marketsPerArm = marketsPerArm
    self.blockDays = blockDays
    self.washOutDays = washOutDays
    self.threads = threads
  }
}
