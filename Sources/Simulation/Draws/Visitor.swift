/// Who comes and when, apart from traits.
struct Visitor: Sendable {
  var number: UInt64
  var segment: Int
  var channel: Int
  var arrival: Double
}
