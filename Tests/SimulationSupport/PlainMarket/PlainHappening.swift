/// Something that happens in a market at a time; the order of the kinds is that at equal times.
struct PlainHappening: Comparable {
  enum Kind: Int {
    /// The experiment's rules of supply take the place of the warm-up's.
    case newRules
    case delivery
    /// An order to a supplier in its rhythm.
    case reorder
    case arrival
    /// A customer's visit to a stage is over.
    case visit
    /// The horizon cut a customer off.
    case cutOff
  }

  var time: Double
  var kind: Kind
  /// A customer or a product.
  var subject: Int
  var amount = 0
  var shelves = 0

  static func < (left: PlainHappening, right: PlainHappening) -> Bool {
    let first = (left.time, left.kind.rawValue, left.subject, left.amount, left.shelves)
    let second = (right.time, right.kind.rawValue, right.subject, right.amount, right.shelves)
    return first < second
  }
}
