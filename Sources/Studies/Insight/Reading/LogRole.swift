/// What a column of an event log tells, with the names by which it is known.
package enum LogRole: String, Sendable, CaseIterable, Codable {
  case customer, activity, time, channel, value, basket, product, phase

  /// Names that other programs give to such a column, the surest first; in lower case, with `_`
  /// for every mark between words.
  var usualNames: [String] {
    switch self {
    case .customer:
      [
        "case_id", "case_concept_name", "customer_id", "user_id", "client_id", "visitor_id",
        "user_pseudo_id", "customer", "user", "visitor", "client", "case", "id",
      ]
    case .activity:
      [
        "activity", "concept_name", "event_name", "event", "action", "event_type", "touchpoint",
        "page",
      ]
    case .time:
      [
        "timestamp", "time_timestamp", "event_time", "event_timestamp", "time", "datetime",
        "date_time", "occurred_at", "created_at", "date",
      ]
    case .channel:
      [
        "channel", "acquisition_channel", "traffic_source", "utm_source", "source", "medium",
        "campaign",
      ]
    case .value: ["amount", "value", "revenue", "order_value", "total", "price", "spend"]
    case .basket: ["basket_value", "cart_value", "basket", "cart"]
    case .product: ["product", "product_id", "product_name", "sku", "item", "item_id", "item_name"]
    case .phase: ["phase", "stage", "step"]
    }
  }

  /// Whether a log is of no use without it.
  var isNeeded: Bool { [.customer, .activity, .time].contains(self) }

  /// Names of columns by which customers or events differ.
  static let usualSegments = [
    "segment", "platform", "device", "device_category", "customer_type", "user_lifecycle",
    "lifecycle", "arm", "country", "region",
  ]

  /// A column's name as the usual ones are written.
  static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}
