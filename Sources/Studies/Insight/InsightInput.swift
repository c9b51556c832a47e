import Foundation
import Insight
package import Support

/// How the parts are asked.
package struct InsightOptions: Sendable, Equatable {
  /// Names of the parts; all by default.
  package var only: [String] = []
  package var seed: UInt64 = 1
  /// Hours within which an order counts as near.
  package var within = 24.0
  /// Days for which customers' worth is foretold.
  package var ahead = 365.0
  /// Last day, such as 1997-09-30, that the forecast of lifetimes learns from before it is judged
  /// by the days after; the middle of the log by default.
  package var split: String?
  /// Activities that are complaints, in place of the guess by their names.
  package var complaints: [String] = []

  package init() {}
}

/// What every part is given: the log, what is asked, and what only a simulation knows.
struct InsightInput: Sendable {
  let log: EventLog
  let account: LogAccount
  let options: InsightOptions
  let truth: RunTruth?

  /// Fewest events of a kind by which a question is answered.
  static let fewest = 30

  /// Refuses where too few events are orders.
  func checkOrders() throws(InsightRefusal) {
    guard !account.orders.isEmpty else {
      throw InsightRefusal(
        """
        No activity of the log is known to be an order; name it by --order, such as --order \
        \(Sentence.words(log.activities.names.first ?? "purchase")).
        """)
    }
    try InsightRefusal.check(log.orders, of: "orders", atLeast: Self.fewest)
  }

  /// A day of the log as text.
  static func date(_ day: Int) -> String { TimeStamp(daysSinceEpoch: day).date(day: 0) }
}

extension Sentence {
  /// A name as it is, between quotation marks where it holds a space.
  package static func words(_ name: String) -> Sentence {
    Sentence(name.contains(" ") ? "\"\(name)\"" : name)
  }
}
