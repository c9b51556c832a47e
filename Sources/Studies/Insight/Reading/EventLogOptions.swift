package import Experiments

/// How an event log is read: which column tells what, and which events are orders.
package struct EventLogOptions: Sendable, Equatable {
  /// Events that are meant: all of an activity, or all with a value in a column.
  package enum Mark: Sendable, Equatable {
    case activity(String)
    case cell(column: String, value: String)

    /// Reads `purchase` or `event=order`.
    package init(_ text: String) {
      guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
        self = .activity(text)
        return
      }
      self = .cell(
        column: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
    }
  }

  /// Column of a role in place of the guess; an empty name for none.
  package var columns: [LogRole: String] = [:]
  /// Columns by which customers or events differ, in place of the guess.
  package var segments: [String]?
  package var timeForm = TimeText.iso
  package var numbers = NumberForm.plain
  /// What counts as an order, in place of the guess.
  package var orders: [Mark] = []
  /// Events that do not count.
  package var leftOut: [Mark] = []

  package init() {}

  /// Activities that are orders where nobody says so, the surest first.
  static let usualOrders = [
    "order", "purchase", "buy", "bought", "ordered", "payment", "paid", "transaction", "sale",
    "conversion",
  ]
}
