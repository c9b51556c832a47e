import Testing

/// One option of a command, or one key of a scenario's plan, in a small run that it must change.
struct OptionCase: Sendable, CustomTestStringConvertible {
  enum Effect: Sendable {
    /// What the tool prints or writes is another.
    case differs
    /// Nothing changes, as is promised; these arguments instead are refused.
    case same(refused: [String])
  }

  var command: String
  /// Long name without dashes, or the name of an argument; a path of keys for a plan.
  var option: String
  /// Arguments without the option, and with it.
  var plain: [String]
  var changed: [String]
  /// Runs of the tool that come first.
  var before: [[String]] = []
  var effect = Effect.differs
  /// Only files whose names end so count; all that is printed and written without one.
  var file: String?

  var testDescription: String { "\(command) \(option)" }
}

/// Small runs of one command that share their other arguments.
struct OptionGroup {
  var command: String
  var plain: [String]
  var before: [[String]] = []
  var file: String?

  /// The option is added to the arguments.
  func adding(_ option: String, _ arguments: String..., to others: [String] = []) -> OptionCase {
    OptionCase(
      command: command, option: option, plain: plain + others,
      changed: plain + others + arguments, before: before, file: file)
  }

  /// The option stands with one value on one side and with another on the other.
  func replacing(_ option: String, _ first: [String], by second: [String]) -> OptionCase {
    OptionCase(
      command: command, option: option, plain: plain + first, changed: plain + second,
      before: before, file: file)
  }

  /// The option promises to change nothing, and refuses a bad value.
  func keeping(_ option: String, _ arguments: [String], refused: [String] = []) -> OptionCase {
    OptionCase(
      command: command, option: option, plain: plain, changed: plain + arguments, before: before,
      effect: .same(refused: refused.isEmpty ? [] : plain + refused))
  }

  /// A key of the scenario file is set.
  func setting(_ path: String, _ value: String, to others: [String] = []) -> OptionCase {
    let others = others.flatMap { ["--set", $0] }
    return OptionCase(
      command: command, option: path, plain: plain + others,
      changed: plain + others + ["--set", "\(path)=\(value)"], before: before, file: file)
  }
}
