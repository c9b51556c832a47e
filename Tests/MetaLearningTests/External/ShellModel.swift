import Foundation

@testable import MetaLearning

/// Programs of a few lines of shell that answer, or fail to.
enum ShellModel {
  /// A program that does something on each message; `$id` is the number of a question.
  static func command(
    decide: String = answer("[[0.25,0.75]]"), learn: String = ":", restore: String = ":",
    snapshot: String = #"echo "{\"type\":\"snapshot\",\"id\":$id,\"state\":$$}""#,
    hello: String = #"echo '{"type":"hello","protocol":1}'"#, bye: String = "exit 0"
  ) -> [String] {
    let script = """
      while read -r line; do
        id=${line#*'"id":'}; id=${id%%[,\\}]*}
        case "$line" in
        '{"type":"hello"'*) \(hello);;
        '{"type":"decide"'*) \(decide);;
        '{"type":"learn"'*) \(learn);;
        '{"type":"snapshot"'*) \(snapshot);;
        '{"type":"restore"'*) \(restore);;
        '{"type":"bye"'*) \(bye);;
        esac
      done
      """
    return ["sh", "-c", script]
  }

  /// A command that answers a question for decisions.
  static func answer(_ rows: String) -> String {
    #"echo "{\"type\":\"decisions\",\"id\":$id,\"probabilities\":\#(rows)}""#
  }

  /// A policy on a program, with little patience.
  static func policy(
    _ command: [String], timeout: Double = 20, batch: Int = 128, record: ExternalRecord? = nil,
    _ change: (inout ExternalLimits) -> Void = { _ in }
  ) -> ExternalPolicy {
    var frame = ExternalFrame(
      policy: "mine", point: "incentive",
      actions: [.init(name: "none", value: 0), .init(name: "gift", value: nil)],
      features: ["constant", "basket_value"], taskFeatures: ["income"])
    frame.horizon = 960
    frame.reward = "margin"
    frame.currency = "EUR"
    frame.isMoney = true
    var launch = ExternalLaunch(
      command: command, folder: nil, hello: ExternalMessage.hello(frame), timeout: timeout,
      batch: batch)
    change(&launch.limits)
    return ExternalPolicy(launch: launch, record: record)
  }
}

extension ExternalPolicy {
  /// The answer to one question; the status quo is the first action.
  mutating func row(allowed: [Bool] = [true, true], task: Int = 0) -> [Double] {
    rows([Context(task: task, actions: 2, features: [1, 24.5], allowed: allowed)]).first ?? []
  }

  /// The answers to several questions.
  mutating func rows(_ contexts: [Context]) -> [[Double]] {
    var rows: [[Double]] = []
    answer(contexts, into: &rows)
    return rows
  }
}
