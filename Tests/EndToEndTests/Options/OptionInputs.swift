import Foundation
import Synchronization
import TestSupport

/// The files that small runs read, and what those runs leave behind.
enum OptionInputs {
  /// What a run printed and wrote, without what names the input instead of the result.
  struct Trace: Equatable {
    var status: Int32
    var files: [String: String]
  }

  static let texts = [
    "sample.yaml": SampleScenario.freeShipping.text,
    "shop.yaml": SampleScenario.shop.text.replacing("customers: 3000", with: "customers: 400"),
    "answers.yaml": SampleScenario.halfAnswer.text, "stock.yaml": SampleScenario.scarceAnswer.text,
    "voucher.yaml": SampleScenario.vouchers.text,
    "program.yaml": SampleScenario.vouchers.text.replacing(
      "oracle: oracle", with: "theirs: {external: {command: [\"false\"]}}"),
    "lessons/tossing.md": """
    # Tossing: is it the coin?

    ```sh
    journeylab run scenarios/lessons/tossing.yaml --seed 3 --replications 1 -q
    ```

    **Look** at it.
    <details><summary>Answer</summary>
    No.
    </details>

    """,
    "lessons/tossing.yaml": SampleScenario.freeShipping.text,
    "below/child.yaml": "journeylab: 1\nextends: ../sample.yaml\n",
    "sent.csv": """
    sent,paid,chance,mail,at,who,place,by,visits,spent
    gift,4,0.5,m1,2026-03-01T09:00:00Z,ann,0,rule,3,20
    none,0,0.5,m2,2026-03-01T10:00:00Z,bob,1,model,1,0
    none,2,0.5,m3,2026-03-02T10:00:00Z,ann,0,rule,4,24

    """,
    "clicks.csv": OptionCase.clicks,
    "two.csv": "arm,x\na,1\na,2\na,4\nb,3\nb,5\nb,9\n",
    "gaps.csv": "arm,x\na,1\na,2\na,\nb,3\nb,5\nb,NA\n",
    "comma.csv": "arm;x\na;1,5\na;2\nb;3,25\nb;5\n",
    "events.csv": "user,arm,x\n1,a,1\n1,a,2\n2,a,3\n3,b,1\n4,b,2\n4,b,7\n",
    "heads.csv": "test,arm,shown,clicked\np,a,100,5\np,b,110,9\nq,a,90,3\nq,b,95,4\n",
  ]

  /// The folder of all inputs; those that the tool has to make are made once.
  private static let folder = Mutex<URL?>(nil)

  /// Traces of runs that several options start from.
  private static let traces = Mutex<[[String]: Trace]>([:])

  private static func prepare() throws -> URL {
    try folder.withLock { made in
      if let made { return made }
      let place = FileManager.default.temporaryDirectory.appending(
        path: "journeylab-options-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let tool = Tool(folder: place)
      for name in ["below", "lessons"] {
        try FileManager.default.createDirectory(
          at: place.appending(path: name), withIntermediateDirectories: true)
      }
      for (name, text) in texts { try tool.write(text, to: name) }
      try FileManager.default.copyItem(
        at: PackageFolder.file("Tests/ExperimentsTests/Golden/ab_small.csv"),
        to: place.appending(path: "ab.csv"))
      let ending = try tool.run("run", "voucher.yaml", "--decisions", "-q", "--out", "made")
      guard ending.status == 0, let run = tool.names(in: "made/voucher").first else {
        throw MissingValue("a run of voucher.yaml: \(ending.complaint)")
      }
      for name in ["decisions.jsonl", "policies/core.json"] {
        try FileManager.default.moveItem(
          at: place.appending(path: "made/voucher/\(run)/\(name)"),
          to: place.appending(path: URL(filePath: name).lastPathComponent))
      }
      try FileManager.default.removeItem(at: place.appending(path: "made"))
      made = place
      return place
    }
  }

  /// Runs the tool in a folder of its own that has all inputs.
  static func trace(_ command: String, _ arguments: [String], before: [[String]]) throws -> Trace {
    let key = before.flatMap { $0 + ["&&"] } + [command] + arguments
    if let known = traces.withLock({ $0[key] }) { return known }
    let source = try prepare()
    let trace = try withTemporaryFolder { folder in
      let tool = Tool(folder: folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: source.path)
      for name in names {
        try FileManager.default.copyItem(
          at: source.appending(path: name), to: folder.appending(path: name))
      }
      for first in before { _ = try tool.finish(tool.start(first)) }
      let ending = try tool.finish(tool.start([command] + arguments))
      var files = [
        "printed": plain(ending.output), "complained": plain(ending.complaint),
      ]
      for (path, data) in try tool.files(below: ".")
      where texts[path] == nil && !names.contains(path) {
        guard !path.hasSuffix("manifest.json") else { continue }
        files[plain(path)] = plain(String(decoding: data, as: UTF8.self))
      }
      return Trace(status: ending.status, files: files)
    }
    traces.withLock { $0[key] = trace }
    return trace
  }

  /// The text without a run's digest and seed, which name its input, and without how long anything took.
  private static func plain(_ text: String) -> String {
    text.replacing(#/\b[0-9a-f]{12}\b/#, with: "<run>")
      .replacing(#/\bseed"?:? \d+/#, with: "<seed>")
      .replacing(#/"digest": "[0-9a-f]+"/#, with: "<digest>")
      .replacing(#/(?s)Latency on this machine:.*?per\s+second\./#, with: "<latency>")
  }
}
