/// Why a run ended without a result.
package struct RunError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    case cancelled
    /// A sum left the range of 64-bit integers.
    case numbersTooLarge
    case tooManyCustomers
    /// A journey went round a loop without end: it visited a stage more than so many times.
    case endlessJourney(stage: String, visits: Int)
    case noCustomers
    /// Rows of customers who share state that take more than so many bytes.
    case tooManyRows(bytes: Int)
    /// An arm would fill the shelves otherwise that all arms of a split buy from.
    case ownSupply(arm: String)
  }

  package var code: Code

  package init(code: Code) { self.code = code }

  package var description: String {
    switch code {
    case .cancelled: "interrupted; nothing was kept"
    case .numbersTooLarge:
      "the sums of money exceed 9.2e18 minor units; use smaller prices or fewer customers"
    case .tooManyCustomers: "more than 4,000,000,000 customers"
    case .endlessJourney(let stage, let visits):
      "a customer visited stage `\(stage)` more than \(visits) times; "
        + "give its loop a longer dwell or a way out"
    case .tooManyRows(let bytes):
      "rows of customers who share stock are kept until all journeys end, and take more than"
        + " \(bytes / 1_000_000) MB; run fewer customers, or without events.csv and customers.csv"
    case .noCustomers: "no customer arrives within the horizon"
    case .ownSupply(let arm):
      "arm `\(arm)` changes a stock, but the arms of a split buy from the same shelves, which are "
        + "filled as the control says; simulate each arm for everybody (`journeylab simulate` with "
        + "`--arm`), or make the stock part of the market (`--set`) and run it with each"
    }
  }
}
