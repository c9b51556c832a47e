import Foundation
import TestSupport
import Testing

/// Calls to the file system that fail one after another, and processes that are killed.
@Suite(.serialized) struct `Whatever fails, results` {
  /// A library that lets calls fail, built from `faults.c`; nil where that cannot be.
  private static let library: String? = {
    #if os(Linux)
      let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "faults.c")
      let place = FileManager.default.temporaryDirectory.appending(
        path: "journeylab-faults-\(UUID().uuidString).so")
      for compiler in ["clang", "cc", "gcc"] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
          compiler, "-shared", "-fPIC", "-o", place.path, source.path, "-ldl",
        ]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { continue }
        process.waitUntilExit()
        if process.terminationStatus == 0 { return place.path }
      }
    #endif
    return nil
  }()

  private struct Command {
    var arguments: [String]
    /// What the output folder holds before, by other arguments; nil for nothing.
    var before: [String]?
  }

  private static let mark = "marked-out"
  private static let commands = [
    Command(arguments: ["run", "sample.yaml", "-q", "--events", "--out", mark]),
    Command(
      arguments: ["run", "sample.yaml", "-q", "--force", "--out", mark],
      before: ["run", "sample.yaml", "-q", "--out", mark]),
    Command(
      arguments: ["simulate", "sample.yaml", "-q", "--customers-file", "--force", "--out", mark],
      before: [
        "simulate", "sample.yaml", "-q", "--customers-file", "--seed", "5", "--out", mark,
      ]),
    Command(
      arguments: [
        "analyze", "units.csv", "--arm", "arm", "--metric", "x=mean:x", "--details",
        "\(mark)/details.csv",
      ]),
  ]

  private func prepare(_ tool: Tool, _ command: Command) throws {
    try? FileManager.default.removeItem(at: tool.folder.appending(path: Self.mark))
    if command.arguments.contains("analyze") {
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: Self.mark), withIntermediateDirectories: true)
    }
    guard let before = command.before else { return }
    let ending = try tool.finish(tool.start(before))
    try #require(ending.status == 0, "\(ending.complaint)")
  }

  private func files(_ tool: Tool) -> [String: Data] {
    (try? tool.files(below: Self.mark)) ?? [:]
  }

  /// Every call of every command fails in every way; a usual test run tries some of them.
  @Test(.enabled(if: library != nil, "no C compiler"), arguments: commands.indices)
  func `are whole or not there when a call to the file system fails`(index: Int) throws {
    let library = try #require(Self.library)
    let command = Self.commands[index]
    try withTool { tool in
      try tool.write(.freeShipping)
      let units = (0..<40).map { "\($0 % 2 == 0 ? "control" : "new"),\($0 * 7 % 11)\n" }.joined()
      try tool.write("arm,x\n" + units, to: "units.csv")
      try prepare(tool, command)
      let old = files(tool)
      let faulty = ["LD_PRELOAD": library, "FAULT_MARK": Self.mark]
      let counted = try tool.finish(
        tool.start(
          command.arguments,
          environment: faulty.merging(["FAULT_COUNT": tool.folder.path + "/calls"]) { $1 }))
      try #require(counted.status == 0, "\(counted.complaint)")
      let new = files(tool)
      let text = try String(contentsOf: tool.folder.appending(path: "calls"), encoding: .utf8)
      let calls = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      try #require(calls > 5)
      var mutator = Mutator(seed: AttackSize.seed &+ UInt64(index))
      let step = max(1, calls / AttackSize.factor)
      for kind in ["nospace", "io", "short", "kill"] {
        let first = 1 + mutator.number(below: step)
        // The last one is what comes when the results are in their place.
        for call in Set(stride(from: first, through: calls, by: step)).union([calls]).sorted() {
          try prepare(tool, command)
          let ending = try tool.finish(
            tool.start(
              command.arguments,
              environment: faulty.merging(["FAULT_AT": "\(call)", "FAULT_KIND": kind]) { $1 }))
          let place = Comment(rawValue: "\(command.arguments[0]) \(index), \(kind) at call \(call)")
          check(ending, of: command, kind: kind, found: files(tool), old: old, new: new, place)
          // Whatever was left, the next one finds its way and cleans up.
          let again = try tool.finish(tool.start(command.arguments))
          #expect(again.status == 0, place)
          #expect(files(tool) == new, place)
        }
      }
    }
  }

  private func check(
    _ ending: Tool.Ending, of command: Command, kind: String, found: [String: Data],
    old: [String: Data], new: [String: Data], _ place: Comment
  ) {
    switch (kind, ending.status) {
    case ("kill", _):
      // Each file is the old or the new one; what is neither is in a hidden folder.
      for (name, data) in found
      where !name.split(separator: "/").contains(where: { $0.first == "." }) {
        #expect(data == old[name] || data == new[name], place)
      }
    case (_, 0):
      let isHidden = { (name: String) in name.contains("/.journeylab-") || name.first == "." }
      // A hidden folder that could not be removed goes with the next command.
      #expect(found.filter { !isHidden($0.key) } == new, place)
    default:
      #expect(ending.status == 1 && kind != "short", place)
      #expect(ending.complaint.hasPrefix("error: cannot "), place)
      #expect(ending.complaint.split(separator: "\n").count == 1, place)
      let visible = found.filter { !$0.key.contains(".journeylab-") }
      #expect(visible == old, place)
    }
  }

  @Test func `are the same bytes after any number of kills at any time`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let arguments = ["run", "sample.yaml", "-q", "--events", "--customers", "20000"]
      let start = ContinuousClock.now
      let whole = try tool.finish(tool.start(arguments + ["--out", "whole"]))
      let needed = (ContinuousClock.now - start) / .microseconds(1)
      try #require(whole.status == 0)
      let expected = try tool.files(below: "whole")
      var mutator = Mutator(seed: AttackSize.seed &+ 77)
      for number in 0..<(4 * AttackSize.factor) {
        let running = try tool.start(
          arguments + ["--out", "out"] + (number % 2 > 0 ? ["--force"] : []))
        usleep(UInt32(mutator.number(below: Int(needed * 1.1))))
        kill(running.process.processIdentifier, SIGKILL)
        _ = try tool.finish(running)
        guard number % 4 == 3 else { continue }
        let ending = try tool.finish(tool.start(arguments + ["--out", "out"]))
        #expect(ending == whole)
        #expect(try tool.files(below: "out") == expected)
      }
    }
  }
}
