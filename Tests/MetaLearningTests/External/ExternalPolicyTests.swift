import Foundation
import TestSupport
import Testing

@testable import MetaLearning

@Suite struct `A program that decides` {
  @Test func `has its probabilities taken as they are`() {
    var policy = ShellModel.policy(ShellModel.command())
    #expect(policy.row() == [0.25, 0.75])
    #expect(policy.counts.total == 0)
    #expect(policy.counts.decisions == 1 && policy.counts.replaced == 0)
  }

  @Test func `is asked for no more than a batch at a time`() {
    // As many vectors as the greatest batch are right only for batches of that size.
    var policy = ShellModel.policy(
      ShellModel.command(decide: ShellModel.answer("[[0,1],[0.5,0.5]]")), batch: 2)
    let rows = policy.rows(Array(repeating: Context(actions: 2), count: 5))
    #expect(rows == [[0, 1], [0.5, 0.5], [0, 1], [0.5, 0.5], [1, 0]])
    #expect(policy.counts.wrongLength == 1 && policy.counts.total == 1)
    #expect(policy.counts.replaced == 1)
  }

  @Test(
    arguments: [
      ("[[NaN,1]]", "not finite"), ("[[1e999,0]]", "not finite"),
      ("[[null,1]]", "not finite"), ("[[1]]", "wrong length"),
      ("[[0.5,0.25,0.25]]", "wrong length"),
      ("[]", "wrong length"), ("[[]]", "wrong length"), ("[[0.5,0.5],[0.5,0.5]]", "wrong length"),
      ("[[-0.5,1.5]]", "negative"), ("[[0.5,0.499]]", "does not sum to 1"),
      ("[[0,0]]", "does not sum to 1"),
      ("[0.5,0.5]", "not a message"), ("[[true,1]]", "not a message"), ("7", "not a message"),
    ])
  func `falls to the status quo with an impossible vector`(
    rows: String, kind: String
  ) {
    var policy = ShellModel.policy(ShellModel.command(decide: ShellModel.answer(rows)))
    #expect(policy.row() == [1, 0])
    #expect(policy.counts.violations.filter { $0.count > 0 }.map(\.kind) == [kind])
    #expect(policy.counts.total == 1)
    #expect(policy.counts.replaced == 1)
  }

  @Test func `may not take an action that is not allowed`() {
    var policy = ShellModel.policy(ShellModel.command())
    #expect(policy.row(allowed: [true, false]) == [1, 0])
    #expect(policy.row(allowed: [false, true]) == [0, 1])
    #expect(policy.counts.masked == 2 && policy.counts.total == 2)
  }

  @Test func `loses only a vector, not the batch`() {
    var policy = ShellModel.policy(
      ShellModel.command(decide: ShellModel.answer("[[0.5,0.5],[2,-1],[0,1]]")))
    let rows = policy.rows(Array(repeating: Context(actions: 2, statusQuo: 1), count: 3))
    #expect(rows == [[0.5, 0.5], [0, 1], [0, 1]])
    #expect(policy.counts.negative == 1 && policy.counts.replaced == 1)
  }

  @Test func `is told what happens, in order and to the letter`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "told-\(UUID()).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    var policy = ShellModel.policy(
      ["sh", "-c", #"tee "$0" | "$@""#, file.path] + ShellModel.command())
    policy.begin(task: 3, features: [0.2])
    _ = policy.row(allowed: [true, true], task: 3)
    policy.update([Feedback(task: 3, action: 1, features: [1, -24.5e-9], reward: 2, weight: 0.5)])
    policy.replaceProvisional([])
    policy.close(task: 3)
    policy.end()
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(
      String.init)
    #expect(
      lines == [
        #"{"type":"hello","protocol":1,"policy":"mine","point":"incentive","actions":"#
          + #"[{"name":"none","value":0},{"name":"gift","value":null}],"status_quo":0,"#
          + #""features":["constant","basket_value"],"task_features":["income"],"horizon":960,"#
          + #""window":null,"reward":"margin","currency":"EUR","#
          + #""units":{"time":"h","money":"EUR","reward":"EUR"},"scale":"raw","moments":null,"#
          + #""seed":"1"}"#,
        #"{"type":"begin","task":3,"features":[0.2]}"#,
        #"{"type":"decide","id":1,"decisions":[{"id":0,"task":3,"features":[1,24.5],"#
          + #""allowed":[true,true]}]}"#,
        #"{"type":"learn","events":[{"task":3,"action":1,"features":[1,-2.45e-08],"reward":2,"#
          + #""weight":0.5}]}"#,
        #"{"type":"close","task":3}"#,
        #"{"type":"bye"}"#,
      ])
  }

  @Test func `is told by what its numbers are standardised`() throws {
    var frame = ExternalFrame(
      policy: "mine", point: "price", actions: [.init(name: "a", value: nil)],
      features: ["constant", "age"])
    frame.moments = ExternalFrame.Moments(
      features: [.init(mean: 0, deviation: 1), .init(mean: 40, deviation: 12.5)],
      taskFeatures: [], reward: .init(mean: 2, deviation: 4))
    let text = String(decoding: ExternalMessage.hello(frame), as: UTF8.self)
    #expect(
      text.contains(
        #""scale":"standardised","moments":{"features":[{"mean":0,"deviation":1},"#
          + #"{"mean":40,"deviation":12.5}],"task_features":[],"reward":{"mean":2,"deviation":4}}"#
      ), "\(text)")
  }

  @Test func `is told of provisional rewards if it takes such`() {
    let file = #"'{"type":"provisional"'*) p=1;; '{"type":"learn"'*) :"#
    var policy = ShellModel.policy(
      ShellModel.command(
        decide: ShellModel.answer("[[0.${p:-0},0.$((10 - ${p:-0}))]]"), learn: ":;; " + file,
        hello: #"echo '{"type":"hello","protocol":1,"accepts":["provisional"]}'"#))
    policy.replaceProvisional([Feedback(action: 0, reward: 1)])
    #expect(policy.row() == [0.1, 0.9])
  }

  @Test func `branches into two that go their own ways`() throws {
    // The state is the number of learning messages, which the answer shows in tenths.
    let command = ShellModel.command(
      decide: ShellModel.answer("[[0.${n:-0},0.$((10 - ${n:-0}))]]"), learn: "n=$((n + 1))",
      restore: #"n=${line#*'"state":'}; n=${n%\}}"#,
      snapshot: #"echo "{\"type\":\"snapshot\", \"id\" : $id, \"state\": ${n:-0} }""#)
    var trunk = ShellModel.policy(command)
    let event = [Feedback(action: 0, reward: 1)]
    trunk.update(event)
    trunk.update(event)
    var branch = try trunk.branched()
    branch.update(event)
    #expect(trunk.row() == [0.2, 0.8])
    #expect(branch.row() == [0.3, 0.7])
    let data = try JSONEncoder().encode(branch)
    let saved = try JSONDecoder().decode(ExternalPolicy.self, from: data)
    // A saved policy runs nothing until it is given a program.
    var idle = saved
    #expect(idle.row() == [1, 0])
    var resumed = ShellModel.policy(command)
    resumed = ExternalPolicy(launch: try #require(resumed.launch), saved: saved.state)
    #expect(resumed.row() == [0.3, 0.7])
    #expect(trunk.counts.total + branch.counts.total + resumed.counts.total == 0)
  }

  @Test func `in Python learns which action is best`() throws {
    let example = PackageFolder.file("notebooks-export/external_model.py")
    let command = ["python3", example.path]
    guard (try? ChildProcess.locate(command, in: nil)) != nil else {
      print("python3 is not installed: its example is not tried")
      return
    }
    var policy = ShellModel.policy(command)
    policy.begin(task: 0, features: [0.5])
    policy.update(
      (0..<40).map { index in
        Feedback(action: index % 2, features: [1, 24.5], reward: index % 2 == 1 ? 3 : 1)
      })
    let row = policy.row()
    #expect(abs(row[0] - 0.05) < 1e-12 && abs(row[1] - 0.95) < 1e-12)
    // A reward that may still change counts until it is replaced.
    policy.replaceProvisional(
      (0..<400).map { _ in Feedback(action: 0, features: [1, 24.5], reward: 9) })
    let swayed = policy.row()
    #expect(abs(swayed[0] - 0.95) < 1e-12)
    policy.replaceProvisional([])
    #expect(policy.row() == row)
    // What was learned goes on to a new task, and to another process.
    policy.close(task: 0)
    var branch = try policy.branched()
    policy.end()
    #expect(branch.row(task: 1) == row)
    #expect(branch.row(allowed: [true, false], task: 1) == [1, 0])
    #expect(branch.counts.total + policy.counts.total == 0)
  }
}
