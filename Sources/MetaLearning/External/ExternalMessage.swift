import Support

/// Messages to a child, written as bytes of one line.
enum ExternalMessage {
  static let version = 1

  static func hello(_ frame: ExternalFrame) -> [UInt8] {
    func texts(_ names: [String]) -> JSON { .array(names.map { .text($0) }) }
    return bytes(
      .object([
        "type": "hello",
        "protocol": .optional(version),
        "policy": .text(frame.policy),
        "point": .text(frame.point),
        "actions": .array(
          frame.actions.map { .object(["name": .text($0.name), "value": .optional($0.value)]) }),
        "status_quo": .optional(frame.statusQuo),
        "features": texts(frame.features),
        "task_features": texts(frame.taskFeatures),
        "horizon": .optional(frame.horizon),
        "window": .optional(frame.window),
        "reward": .text(frame.reward),
        "currency": .text(frame.currency),
        "units": .object([
          "time": "h", "money": .text(frame.currency),
          "reward": .text(frame.isMoney ? frame.currency : "1"),
        ]),
        "scale": .text(frame.moments == nil ? "raw" : "standardised"),
        "moments": frame.moments.map(moments) ?? .null,
        // As text: many languages read numbers as doubles, which hold 53 bits.
        "seed": .text("\(frame.seed)"),
      ]))
  }

  private static func moments(_ moments: ExternalFrame.Moments) -> JSON {
    func pair(_ moment: ExternalFrame.Moment) -> JSON {
      .object(["mean": .number(moment.mean), "deviation": .number(moment.deviation)])
    }
    return .object([
      "features": .array(moments.features.map(pair)),
      "task_features": .array(moments.taskFeatures.map(pair)), "reward": pair(moments.reward),
    ])
  }

  static func begin(task: Int, features: [Double]) -> [UInt8] {
    bytes(
      .object([
        "type": "begin", "task": .optional(task), "features": .array(features.map(JSON.number)),
      ]))
  }

  static func plain(_ type: String, _ key: String? = nil, _ number: Double = 0) -> [UInt8] {
    var members: JSON.Members = ["type": .text(type)]
    if let key { members[key] = .number(number) }
    return bytes(.object(members))
  }

  private static func bytes(_ value: JSON) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 512)
    value.write(to: &buffer)
    return Array(buffer.bytes)
  }

  /// Asks for decisions; written without a value in between, because these messages are long.
  static func decide(id: Int, _ contexts: ArraySlice<Context>) -> [UInt8] {
    var line = ByteBuffer(capacity: contexts.count * 256)
    line.append(#"{"type":"decide","id":"#)
    line.append(integer: Int64(id))
    line.append(#","decisions":["#)
    for (index, context) in contexts.enumerated() {
      line.append(index == 0 ? #"{"id":"# : #",{"id":"#)
      line.append(integer: Int64(index))
      line.append(#","task":"#)
      line.append(integer: Int64(context.task))
      line.append(#","features":"#)
      append(context.features, to: &line)
      line.append(#","allowed":["#)
      for (action, isAllowed) in context.allowed.enumerated() {
        if action > 0 { line.append(UInt8(ascii: ",")) }
        line.append(isAllowed ? "true" : "false")
      }
      line.append(UInt8(ascii: "]"))
      if !context.actionFeatures.isEmpty {
        line.append(#","action_features":["#)
        for action in 0..<context.actions {
          if action > 0 { line.append(UInt8(ascii: ",")) }
          append(context.row(for: action), to: &line)
        }
        line.append(UInt8(ascii: "]"))
      }
      if !context.adjustments.isEmpty {
        line.append(#","adjustments":"#)
        append(context.adjustments, to: &line)
      }
      line.append(UInt8(ascii: "}"))
    }
    line.append("]}")
    return Array(line.bytes)
  }

  /// Tells of rewards, final ones by "learn".
  static func events(_ type: String, _ events: [Feedback]) -> [UInt8] {
    var line = ByteBuffer(capacity: events.count * 256)
    line.append(#"{"type":"\#(type)","events":["#)
    for (index, event) in events.enumerated() {
      line.append(index == 0 ? #"{"task":"# : #",{"task":"#)
      line.append(integer: Int64(event.task))
      line.append(#","action":"#)
      line.append(integer: Int64(event.action))
      line.append(#","features":"#)
      append(event.features, to: &line)
      line.append(#","reward":"#)
      line.append(json: event.reward)
      line.append(#","weight":"#)
      line.append(json: event.weight)
      line.append(UInt8(ascii: "}"))
    }
    line.append("]}")
    return Array(line.bytes)
  }

  static func restore(_ state: [UInt8]) -> [UInt8] {
    Array(#"{"type":"restore","state":"#.utf8) + state + [UInt8(ascii: "}")]
  }

  private static func append(_ numbers: [Double], to line: inout ByteBuffer) {
    line.append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line.append(json: number)
    }
    line.append(UInt8(ascii: "]"))
  }
}
