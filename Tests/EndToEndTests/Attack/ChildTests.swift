#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// Programs outside that try to outlive the run that started them.
  @Suite struct `A program that decides, and all that it starts` {
    /// Leaves a process in its group, one in a session of its own, and one that nobody waits for.
    private static func program(_ mark: String, decides: String) -> String {
      """
      #!/bin/sh
      env > env.txt
      sleep 9\(mark) &
      setsid sleep 9\(mark) &
      (setsid sh -c 'sleep 9\(mark) & sleep 9\(mark)' &)
      while read -r line; do
        id=${line#*'"id":'}; id=${id%%[,\\}]*}
        case "$line" in
        '{"type":"hello"'*) echo '{"type":"hello","protocol":1}';;
        '{"type":"decide"'*) touch asked; \(decides);;
        '{"type":"snapshot"'*) echo "{\\"type\\":\\"snapshot\\",\\"id\\":$id,\\"state\\":1}";;
        '{"type":"bye"'*) exit 0;;
        esac
      done
      """
    }

    /// Processes whose command line has a mark.
    private static func processes(_ mark: String) -> [Int] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap(Int.init).filter { process in
        let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        return String(decoding: words, as: UTF8.self).contains("9" + mark)
      }
    }

    /// Whether they end within a second, which is a hundred times what it takes.
    private static func isGone(_ mark: String) -> Bool {
      for _ in 0..<50 {
        if processes(mark).isEmpty { return true }
        usleep(20_000)
      }
      return false
    }

    private func write(_ tool: Tool, _ mark: String, decides: String) throws {
      try tool.write(Self.program(mark, decides: decides), to: "model.sh")
      try tool.write(
        SampleScenario.vouchers.text.replacing(
          "pooled: pooled",
          with: "mine: {external: {command: [sh, model.sh], timeout: 10 min}}"),
        to: SampleScenario.vouchers.name)
    }

    private static func mark() -> String { String(UInt32.random(in: 100_000_000..<999_999_999)) }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
    func `end with the run however that ends, and no wait is waited out`(number: Int32) throws {
      try withTool { tool in
        let mark = Self.mark()
        try write(tool, mark, decides: "sleep 5000")
        let running = try tool.start([
          "run", SampleScenario.vouchers.name, "--allow-external", "--policies", "mine", "-q",
        ])
        for _ in 0..<2000 where !tool.names(in: ".").contains("asked") { usleep(20_000) }
        #expect(Self.processes(mark).count >= 4)
        kill(running.process.processIdentifier, number)
        let ending = try tool.finish(running)
        #expect(ending.status == (number == SIGKILL ? SIGKILL : 130))
        #expect(Self.isGone(mark))
      }
    }

    @Test func `end with a run that is done, and see no more of the environment than is said`()
      throws
    {
      try withTool { tool in
        let mark = Self.mark()
        try write(
          tool, mark,
          decides:
            "echo \"{\\\"type\\\":\\\"decisions\\\",\\\"id\\\":$id,\\\"probabilities\\\":[]}\"")
        let ending = try tool.run(
          "run", SampleScenario.vouchers.name, "--allow-external", "--policies", "mine,agnostic",
          "-q", environment: ["SECRET_KEY": "x", "JOURNEYLAB_MODEL": "y", "LC_ALL": "C"])
        _ = ending
        #expect(Self.isGone(mark))
        let text = try String(
          contentsOf: tool.folder.appending(path: "env.txt"), encoding: .utf8)
        let names = Set(text.split(separator: "\n").compactMap { $0.split(separator: "=").first })
        #expect(names.isSuperset(of: ["PATH", "JOURNEYLAB_MODEL", "LC_ALL"]))
        let documented: Set<Substring> = [
          "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ", "LANG", "JOURNEYLAB_MODEL",
        ]
        // A shell adds its own.
        let extra = names.subtracting(documented).filter { !$0.hasPrefix("LC_") }
        #expect(Set(extra).isSubset(of: ["PWD", "OLDPWD", "SHLVL", "_"]))
      }
    }
  }
#endif
