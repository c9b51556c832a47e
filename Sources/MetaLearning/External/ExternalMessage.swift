/// Messages to a child, written as bytes of one line.
enum ExternalMessage {
  /// Version of the messages.
  static let version = 1

  /// Tells the child what it will be asked.
  static func hello(_ frame: ExternalFrame) -> [UInt8] {
    func texts(_ names: [String]) -> LogValue { .array(names.map { .text($0) }) }
    let value = LogValue.object([
      .init("type", .text("hello")),
      .init("protocol", .number(Double(version))),
      .init("policy", .text(frame.policy)),
      .init("point", .text(frame.point)),
      .init(
        "actions",
        .array(
          frame.actions.map {
            .object([
              .init("name", .text($0.name)), .init("value", $0.value.map { .number($0) } ?? .null),
            ])
          })),
      .init("status_quo", .number(Double(frame.statusQuo))),
      .init("features", texts(frame.features)),
      .init("task_features", texts(frame.taskFeatures)),
      // As text: many languages read numbers as doubles, which hold 53 bits.
      .init("seed", .text("\(frame.seed)")),
    ])
    return Array(value.compact.utf8)
  }

  /// Opens a task.
  static func begin(task: Int, features: [Double]) -> [UInt8] {
    var line = Array(#"{"type":"begin","task":"#.utf8)
    append(task, to: &line)
    line += #","features":"#.utf8
    append(features, to: &line)
    line.append(UInt8(ascii: "}"))
    return line
  }

  /// A message that is only its type and a number.
  static func plain(_ type: String, _ key: String? = nil, _ number: Double = 0) -> [UInt8] {
    let rest = key.map { #","\#($0)":"# + LogNumber.text(number) } ?? ""
    return Array((#"{"type":"\#(type)"\#(rest)}"#).utf8)
  }

  /// Asks for decisions.
  static func decide(id: Int, _ contexts: ArraySlice<Context>) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(contexts.count * 256)
    line += #"{"type":"decide","id":"#.utf8
    append(id, to: &line)
    line += #","decisions":["#.utf8
    for (index, context) in contexts.enumerated() {
      line += (index == 0 ? #"{"id":"# : #",{"id":"#).utf8
      append(index, to: &line)
      line += #","task":"#.utf8
      append(context.task, to: &line)
      line += #","features":"#.utf8
      append(context.features, to: &line)
      line += #","allowed":["#.utf8
      for (action, isAllowed) in context.allowed.enumerated() {
        if action > 0 { line.append(UInt8(ascii: ",")) }
        line += (isAllowed ? "true" : "false").utf8
      }
      line.append(UInt8(ascii: "]"))
      if !context.actionFeatures.isEmpty {
        line += #","action_features":"#.utf8
        append((0..<context.actions).map { context.row(for: $0) }, to: &line)
      }
      if !context.adjustments.isEmpty {
        line += #","adjustments":"#.utf8
        append(context.adjustments, to: &line)
      }
      line.append(UInt8(ascii: "}"))
    }
    line += "]}".utf8
    return line
  }

  /// Tells of rewards, final ones by "learn".
  static func events(_ type: String, _ events: [Feedback]) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(events.count * 256)
    line += #"{"type":"\#(type)","events":["#.utf8
    for (index, event) in events.enumerated() {
      line += (index == 0 ? #"{"task":"# : #",{"task":"#).utf8
      append(event.task, to: &line)
      line += #","action":"#.utf8
      append(event.action, to: &line)
      line += #","features":"#.utf8
      append(event.features, to: &line)
      line += #","reward":"#.utf8
      append(event.reward, to: &line)
      line += #","weight":"#.utf8
      append(event.weight, to: &line)
      line.append(UInt8(ascii: "}"))
    }
    line += "]}".utf8
    return line
  }

  /// Hands back a state.
  static func restore(_ state: [UInt8]) -> [UInt8] {
    Array(#"{"type":"restore","state":"#.utf8) + state + [UInt8(ascii: "}")]
  }

  private static func append(_ number: Int, to line: inout [UInt8]) {
    line += String(number).utf8
  }

  private static func append(_ number: Double, to line: inout [UInt8]) {
    line += LogNumber.text(number).utf8
  }

  private static func append(_ numbers: [Double], to line: inout [UInt8]) {
    line.append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      append(number, to: &line)
    }
    line.append(UInt8(ascii: "]"))
  }

  private static func append(_ rows: [[Double]], to line: inout [UInt8]) {
    line.append(UInt8(ascii: "["))
    for (index, row) in rows.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      append(row, to: &line)
    }
    line.append(UInt8(ascii: "]"))
  }
}
