import Foundation
import TestSupport
import Testing

/// What a program of the user's is told in a run: only what a business could know, and as it is.
@Suite struct `A program in a run` {
  /// Notes each message from the host in a file, and decides evenly.
  private static let spy = """
    import sys, json
    log = open('spy.log', 'a')
    for line in sys.stdin:
        m = json.loads(line); t = m['type']; log.write(line); log.flush()
        if t == 'hello':
            print(json.dumps({'type': 'hello', 'protocol': 1, 'accepts': ['provisional']}), flush=True)
        elif t == 'decide':
            rows = [[1.0 / sum(d['allowed']) if a else 0.0 for a in d['allowed']]
                    for d in m['decisions']]
            print(json.dumps({'type': 'decisions', 'id': m['id'], 'probabilities': rows}), flush=True)
        elif t == 'snapshot':
            print(json.dumps({'type': 'snapshot', 'id': m['id'], 'state': None}), flush=True)
        elif t == 'bye':
            break
    """

  private struct Message: Decodable {
    struct Event: Decodable {
      var reward: Double
      var weight: Double
    }
    struct Decision: Decodable { var features: [Double] }
    struct Named: Decodable { var name: String }
    struct Moment: Decodable {
      var mean: Double
      var deviation: Double
    }
    struct Moments: Decodable {
      var features: [Moment]
      var reward: Moment
    }
    var type: String
    var events: [Event]?
    var decisions: [Decision]?
    var features: [JSONValue]?
    var actions: [Named]?
    var horizon: Double?
    var window: Double?
    var reward: String?
    var currency: String?
    var units: [String: String]?
    var scale: String?
    var moments: Moments?
  }

  /// A feature's name or number.
  private enum JSONValue: Decodable {
    case text(String), number(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  private static let hasPython = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
    .appending(ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init))
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

  /// The example with vouchers for those who left, small, with one program for a policy.
  private static func scenario(horizon: String, external: String) throws -> String {
    let text = try String(
      contentsOf: PackageFolder.file("scenarios/cart-rescue.yaml"), encoding: .utf8)
    let parts = text.components(separatedBy: "\n  policies:\n")
    return parts[0].replacing("horizon: 45 days", with: "horizon: \(horizon)")
      .replacing(
        "{train: 20, test: 10, customers: 900}", with: "{train: 1, test: 1, customers: 150}")
      + "\n  policies:\n    spy: {external: {\(external)}}\n"
  }

  private func messages(
    horizon: String, external: String = "command: [python3, spy.py]",
    _ arguments: [String] = []
  ) throws -> (told: [Message], lines: [String], ending: Tool.Ending) {
    var told: [Message] = []
    var lines: [String] = []
    var ending = Tool.Ending(status: 0, output: "", complaint: "")
    try withTool { tool in
      try tool.write(Self.spy, to: "spy.py")
      try tool.write(Self.scenario(horizon: horizon, external: external), to: "spy.yaml")
      ending = try tool.finish(
        tool.start(
          [
            "run", "spy.yaml", "--allow-external", "--replications", "1", "--policies", "spy", "-q",
          ] + arguments))
      lines = try String(
        contentsOf: tool.folder.appending(path: "spy.log"), encoding: .utf8
      ).split(separator: "\n").map(String.init)
      told = try lines.map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
    }
    return (told, lines, ending)
  }

  /// The window of 7 days is longer than the market: before its end only decisions that a later one
  /// took over from may be final.
  @Test(.enabled(if: hasPython)) func `is not told that a customer left for good`() throws {
    let (told, _, ending) = try messages(horizon: "6 days")
    #expect(ending.status == 0, "\(ending.complaint)")
    var before = 0
    var atEnd = 0
    var decisions = 0
    for (index, message) in told.enumerated() {
      decisions += message.decisions?.count ?? 0
      guard message.type == "learn" else { continue }
      let isEnd = told.dropFirst(index + 1).first?.type == "close"
      if isEnd { atEnd += message.events?.count ?? 0 } else { before += message.events?.count ?? 0 }
    }
    #expect(decisions > 100 && before + atEnd == decisions)
    #expect(before < decisions / 20, "\(before) of \(decisions)")
  }

  @Test(.enabled(if: hasPython)) func `has rewards that came counted in full, and silence by age`()
    throws
  {
    let (told, _, _) = try messages(horizon: "20 days")
    let events = told.filter { $0.type == "provisional" }.flatMap { $0.events ?? [] }
    let come = events.filter { $0.reward > 0.3 }
    #expect(come.count > 20 && come.allSatisfy { $0.weight == 1 })
    let silent = events.filter { $0.reward <= 0 }
    #expect(silent.count > 100 && silent.allSatisfy { $0.weight < 1 })
  }

  @Test(.enabled(if: hasPython))
  func `gets features and rewards as they are, and is told their units`()
    throws
  {
    let (told, lines, _) = try messages(horizon: "20 days")
    let hello = try #require(told.first)
    #expect(hello.scale == "raw" && hello.moments == nil && lines[0].contains(#""moments":null"#))
    #expect(hello.horizon == 480 && hello.window == 168)
    #expect(hello.reward == "margin" && hello.currency == "EUR")
    #expect(hello.units == ["time": "h", "money": "EUR", "reward": "EUR"])
    #expect(hello.actions?.map(\.name) == ["nothing", "reminder", "voucher 4", "voucher 9"])
    let rows = told.flatMap { $0.decisions ?? [] }.map(\.features)
    // A constant, the logarithm of 24, 59, 84 EUR or their sums, an indicator, a count from 1.
    let baskets = Set(rows.map { (exp($0[1]) * 100).rounded() / 100 })
    #expect(baskets.isSuperset(of: [24, 59, 84]))
    #expect(rows.allSatisfy { $0[0] == 1 && [0, 1].contains($0[2]) && $0[3] >= 1 })
    #expect(rows.allSatisfy { $0[3] == $0[3].rounded() })
    let cents = told.flatMap { $0.events ?? [] }.map { $0.reward * 100 }
    #expect(cents.allSatisfy { abs($0 - $0.rounded()) < 1e-9 })
  }

  @Test(.enabled(if: hasPython))
  func `gets them standardised if it asks, with the moments to undo it`()
    throws
  {
    let raw = try messages(horizon: "20 days").told
    let told = try messages(
      horizon: "20 days", external: "command: [python3, spy.py], standardised: yes"
    ).told
    let hello = try #require(told.first)
    let moments = try #require(hello.moments)
    #expect(hello.scale == "standardised")
    #expect(moments.features.count == 4)
    let plain = raw.flatMap { $0.decisions ?? [] }.map(\.features)
    let scaled = told.flatMap { $0.decisions ?? [] }.map(\.features)
    // The first market's decisions do not depend on the scale: probabilities are even.
    #expect(scaled.count == plain.count && scaled != plain)
    for (left, right) in zip(plain, scaled) {
      for (value, (number, moment)) in zip(left, zip(right, moments.features)) {
        #expect(abs(number * moment.deviation + moment.mean - value) < 1e-9)
      }
    }
    let rewards = told.filter { $0.type == "learn" }.flatMap { $0.events ?? [] }.map {
      ($0.reward * moments.reward.deviation + moments.reward.mean) * 100
    }
    #expect(rewards.allSatisfy { abs($0 - $0.rounded()) < 1e-6 })
  }

  @Test(.enabled(if: hasPython))
  func `is found beside the scenario, or where the command is given`()
    throws
  {
    try withTool { tool in
      let text = SampleScenario.vouchers.text.replacing(
        "pooled: pooled", with: "mine: {external: {command: [python3, models/spy.py]}}")
      let market = tool.folder.appending(path: "market")
      for folder in [market, tool.folder.appending(path: "models")] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      try tool.write(text, to: "market/voucher.yaml")
      try tool.write(Self.spy, to: "models/spy.py")
      let arguments = [
        "run", "market/voucher.yaml", "--allow-external", "--policies", "mine", "-q",
      ]
      let here = try tool.finish(tool.start(arguments))
      #expect(here.status == 0, "\(here.complaint)")
      #expect(!here.output.contains("refused"))
      // Moved beside the scenario it is found there, and wins over the one where the command is.
      try FileManager.default.moveItem(
        at: tool.folder.appending(path: "models"), to: market.appending(path: "models"))
      let beside = try tool.finish(tool.start(arguments + ["--force"]))
      #expect(beside.status == 0, "\(beside.complaint)")
      try FileManager.default.removeItem(at: market.appending(path: "models"))
      let gone = try tool.finish(tool.start(arguments + ["--force"]))
      #expect(gone.status == 1)
      #expect(
        gone.complaint.contains("error: policy \"mine\": not one of "), "\(gone.complaint)")
      #expect(gone.complaint.contains("was answered rightly (died: "), "\(gone.complaint)")
    }
  }

  /// A model trained on raw columns decides in a run as it would by itself.
  @Test(.enabled(if: hasPython)) func `decides as its model would on the log's own columns`() throws
  {
    try withTool { tool in
      let example = PackageFolder.file("notebooks-export/raw_columns_model.py").path
      let weights = [
        "nothing": [0.5, 0.4, -0.2], "reminder": [-0.9, 0.8, -0.3],
        "voucher 4": [-2.0, 1.0, 0.0], "voucher 9": [-3.0, 1.2, 0.1],
      ]
      let model: [String: Any] = ["columns": ["log(basket_value)", "visits"], "actions": weights]
      try tool.write(
        String(decoding: try JSONSerialization.data(withJSONObject: model), as: UTF8.self),
        to: "model.json")
      let text = try Self.scenario(
        horizon: "20 days", external: "command: [python3, '\(example)', model.json]")
      try tool.write(text, to: "spy.yaml")
      let ending = try tool.run(
        "run", "spy.yaml", "--allow-external", "--decisions", "--replications", "1", "--policies",
        "spy", "-q")
      #expect(ending.status == 0, "\(ending.complaint)")
      let run = try #require(tool.names(in: "results/spy").first)
      let lines = try String(
        contentsOf: tool.folder.appending(path: "results/spy/\(run)/decisions.jsonl"),
        encoding: .utf8
      ).split(separator: "\n")
      var capped = 0
      for line in lines {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let context = try #require(object?["context"] as? [String: Double])
        let chances = try #require(object?["probs"] as? [Double])
        let values = [1, context["log(basket_value)"] ?? 0, context["visits"] ?? 0]
        let scores = ["nothing", "reminder", "voucher 4", "voucher 9"].map { name in
          zip(weights[name] ?? [], values).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        if chances[best] != 1 {
          // Beyond the frequency cap only nothing is allowed.
          #expect(chances == [1, 0, 0, 0] && values[2] > 2, "\(line)")
          capped += 1
        }
      }
      #expect(lines.count > 50 && capped < lines.count / 4)
    }
  }
}

extension [String] {
  fileprivate func appending(_ others: [String]?) -> [String] { self + (others ?? []) }
}
