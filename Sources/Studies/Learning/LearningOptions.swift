package import Foundation

/// How policies are judged, and what a scenario may take from outside of it.
package struct LearningOptions: Sendable {
  package var seed: UInt64
  /// Threads at work; the result does not depend on it.
  package var threads: Int
  /// Draws of the whole family; nil takes the scenario's, or 10.
  package var replications: Int?
  package var customers: Int?
  /// Customers of the status quo's history, from which features and rewards are standardised.
  var historyCustomers: Int
  /// Fewest customers of the roll-out of each variant by which the best is found, but no more than
  /// 20 times the market's own.
  var truthCustomers: Int
  /// Whether fewer draws of the family and customers must do, for a first look; says so.
  package var isQuick: Bool
  /// Whether decisions are logged, also where the scenario does not ask for it.
  package var logsDecisions: Bool
  /// Reads a file that the scenario names, such as a saved state; nil where there is none.
  var readFile: @Sendable (String) -> Data?
  /// Folders in which files of the user's programs are looked for; empty where none may be started.
  ///
  /// A program runs in the first that has a file which its command names, else in the last.
  var programFolders: [String]

  /// Most draws of the family of a quick look.
  static let quickReplications = 2

  package init(
    seed: UInt64 = 1, threads: Int = 1, replications: Int? = nil, customers: Int? = nil,
    historyCustomers: Int = 2_000, truthCustomers: Int? = nil, isQuick: Bool = false,
    logsDecisions: Bool = false, programFolders: [String] = [],
    readFile: @escaping @Sendable (String) -> Data? = { _ in nil }
  ) {
    self.seed = seed
    self.threads = threads
    self.replications = replications
    self.customers = customers
    self.historyCustomers = historyCustomers
    self.truthCustomers = truthCustomers ?? (isQuick ? 1_000 : 5_000)
    self.isQuick = isQuick
    self.logsDecisions = logsDecisions
    self.programFolders = programFolders
    self.readFile = readFile
  }
}
