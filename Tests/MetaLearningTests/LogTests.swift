import Foundation
import MetaLearning
import Support
import TestSupport
import Testing

@Suite struct `A log of decisions` {
  private func log() throws -> DecisionLog {
    try DecisionLog(Data(try GoldenFile.text("decisions.jsonl").utf8))
  }

  @Test func `becomes the text that the reference converter writes for Vowpal Wabbit`() throws {
    let data = try LogExport.vw.data(of: log())
    #expect(String(decoding: data, as: UTF8.self) == (try GoldenFile.text("decisions.vw")))
  }

  @Test func `becomes the same JSON as the reference converter's`() throws {
    let data = try LogExport.dsjson.data(of: log())
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    let expected = try GoldenFile.text("decisions.dsjson").split(separator: "\n")
    #expect(lines.count == expected.count)
    for (line, wanted) in zip(lines, expected) {
      let left = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary
      let right = try JSONSerialization.jsonObject(with: Data(wanted.utf8)) as? NSDictionary
      #expect(left != nil && left == right)
    }
  }

  @Test func `has no text that would end a feature or a line for Vowpal Wabbit`() throws {
    let line =
      #"{"event_id":1,"context":{"a b|c":"x: y\r\nz\t"},"probs":[1],"action_index":0,"reward":1}"#
    let log = try DecisionLog(Data(line.utf8))
    let text = String(decoding: try LogExport.vw.data(of: log), as: UTF8.self)
    #expect(text == "shared |C a_b_c=x__y__z_\n0:-1:1 |A id=0\n\n")
  }

  @Test func `becomes obp's columns`() throws {
    let data = try LogExport.obp.data(of: log())
    let content = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let golden = try GoldenFile("decisions_obp.json")
    #expect((content["context"] as? [[Double]]) == (try golden.rows("context")))
    #expect((content["pscore"] as? [Double]) == (try golden.vector("pscore")))
    #expect((content["reward"] as? [Double]) == (try golden.vector("reward")))
  }

  @Test func `tells the true value and warns of a policy that learned`() throws {
    let evaluation = try LogEvaluation(log(), target: .uniform)
    #expect(abs(try #require(evaluation.truth) - 0.2) < 1e-12)
    #expect(evaluation.health.warnings.contains { $0.text.contains("adaptive") })
  }

  @Test func `warns where the log could not take what the policy would`() throws {
    let lines = (0..<200).map { index in
      #"{"event_id":\#(index),"probs":[0.5,0.5,0],"action_index":\#(index % 2),"reward":1}"#
    }
    let log = try DecisionLog(Data(lines.joined(separator: "\n").utf8))
    let evaluation = try LogEvaluation(log, target: .uniform)
    #expect(
      evaluation.health.warnings.contains {
        $0.text.hasPrefix("no support") && $0.text.contains("33.3 %")
      }
    )
    // Half of the rows' weight is 2/3: the rest of the policy has no row at all.
    #expect(abs(evaluation.result.meanWeight - 2.0 / 3) < 1e-12)
  }

  @Test(
    arguments: [
      ("", "log"), ("[1]", "line"), ("{", "column 2"), ("{}", "event_id"),
      (#"{"event_id":1,"probs":[0.5,0.6],"action_index":0,"reward":1}"#, "probs"),
      (#"{"event_id":1,"probs":[0,1],"action_index":0,"reward":1}"#, "probs"),
      (#"{"event_id":1,"probs":[1],"action_index":1,"reward":1}"#, "action_index"),
      (#"{"event_id":1,"probs":[1],"action_index":1e300,"reward":1}"#, "action_index"),
      (#"{"event_id":1,"probs":[1],"action_index":0,"reward":null}"#, "reward"),
      (#"{"event_id":1,"probs":[1],"action_index":0,"reward":1e999}"#, "column"),
      (#"{"event_id":"\ud800","probs":[1],"action_index":0,"reward":1}"#, "column"),
    ])
  func `names what is wrong`(text: String, part: String) {
    let error = #expect(throws: ArgumentError.self) { try DecisionLog(Data(text.utf8)) }
    #expect(error?.argument.contains(part) == true, "\(String(describing: error))")
  }
}
