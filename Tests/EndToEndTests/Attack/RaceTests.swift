#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// Processes in namespaces of their own, as in containers, at work on one folder of results.
  @Suite(.serialized) struct `Two containers with one folder of results` {
    private static let unshare = "unshare --pid --mount --fork --kill-child "

    /// Whether this user may make namespaces.
    private static let isPossible: Bool = {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", unshare + "true 2>/dev/null"]
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }()

    /// Both are process 2 or so of their own world, so that a number says nothing about who lives.
    @Test(.enabled(if: isPossible, "no right to make namespaces"))
    func `end well both, and leave whole results and nothing else`() throws {
      try withTool { tool in
        try tool.write(.freeShipping)
        let seeds = ["1", "2"]
        var whole: [String: [String: Data]] = [:]
        for seed in seeds {
          let ending = try tool.run(
            "run", "sample.yaml", "-q", "--events", "--seed", seed, "--out", "whole/\(seed)")
          try #require(ending.status == 0, "\(ending.complaint)")
          whole[seed] = try tool.files(below: "whole/\(seed)")
        }
        let program = try Tool.executable().path
        var mutator = Mutator(seed: AttackSize.seed &+ 4242)
        for round in 0..<(2 * AttackSize.factor) {
          let picked = (0..<2).map { _ in mutator.pick(seeds) }
          let extra = (0..<2).map { _ in mutator.pick(["", " --force"]) }
          let isKilled = mutator.number(below: 3) == 0
          let command = { (index: Int) in
            "\(Self.unshare)'\(program)' run sample.yaml -q --events --seed \(picked[index])"
              + "\(extra[index]) --out out >out.\(index) 2>err.\(index) & p\(index)=$!"
          }
          let delay = Double(mutator.number(below: 150)) / 1000
          let cut = isKilled ? "sleep \(delay); kill -9 $p0; " : ""
          // A plain shell waits for a signal that a test process blocks; bash asks for the child.
          let ending = try tool.shell(
            """
            bash <<'END'
            \(command(0))
            \(command(1))
            \(cut)wait $p0; a=$?; wait $p1; echo $a $?
            END
            """)
          let place = Comment(
            rawValue: "round \(round): seeds \(picked)\(extra), killed \(isKilled)")
          let statuses = ending.output.split(whereSeparator: \.isWhitespace)
          #expect(statuses.last == "0" && (isKilled || statuses.first == "0"), place)
          // What was killed has left something at most for the next to clean up.
          for seed in Set(picked).union(isKilled ? [picked[0]] : []) {
            let again = try tool.run(
              "run", "sample.yaml", "-q", "--events", "--seed", seed, "--out", "out")
            #expect(again.status == 0, place)
          }
          var expected: [String: Data] = [:]
          for seed in Set(picked) { expected.merge(whole[seed] ?? [:]) { $1 } }
          #expect(try tool.files(below: "out") == expected, place)
          try FileManager.default.removeItem(at: tool.folder.appending(path: "out"))
        }
      }
    }
  }
#endif
