package import Foundation
package import MetaLearning
package import Scenarios

/// How an evaluation is run; nothing here but the seed and the numbers changes a result.
package struct LearningOptions: Sendable {
  /// Seed of all draws.
  package var seed: UInt64
  /// Threads at work; the result does not depend on it.
  package var threads: Int
  /// Draws of the whole family; nil takes the scenario's, or 10.
  package var replications: Int?
  /// Customers of the status quo's history, from which features and rewards are standardised.
  package var historyCustomers: Int
  /// Fewest customers of the roll-out of each variant by which the best is found, but no more than
  /// 20 times the market's own.
  package var truthCustomers: Int
  /// Makes the policy of a program outside; nil where none may be run.
  package var makeExternal: (@Sendable (PolicySpec, LearnerFrame) throws -> AnyPolicy)?
  /// Reads the saved state that a policy starts from; nil where none can be read.
  package var readState: (@Sendable (PolicySpec) throws -> Data)?
  /// Takes the lines of the decision log, policy by policy and market by market; nil for no log.
  package var log: (@Sendable (Data) throws -> Void)?

  /// Collects options.
  package init(
    seed: UInt64 = 1, threads: Int = 1, replications: Int? = nil, historyCustomers: Int = 2_000,
    truthCustomers: Int = 5_000,
    makeExternal: (@Sendable (PolicySpec, LearnerFrame) throws -> AnyPolicy)? = nil,
    readState: (@Sendable (PolicySpec) throws -> Data)? = nil,
    log: (@Sendable (Data) throws -> Void)? = nil
  ) {
    self.seed = seed
    self.threads = threads
    self.replications = replications
    self.historyCustomers = historyCustomers
    self.truthCustomers = truthCustomers
    self.makeExternal = makeExternal
    self.readState = readState
    self.log = log
  }
}
