import Foundation
import Support
import TestSupport
import Testing

@testable import MetaLearning

/// What PROTOCOL.md shows is what is said.
@Suite struct `The protocol's worked example` {
  private static func block(after mark: String) throws -> String {
    let text = try String(
      contentsOf: PackageFolder.file("notebooks-export/PROTOCOL.md"), encoding: .utf8)
    let parts = text.components(separatedBy: "<!-- \(mark) -->\n```")
    let body = try #require(parts.count == 2 ? parts.last : nil)
    let lines = body.components(separatedBy: "\n```")[0].split(separator: "\n")
    return lines.dropFirst(body.hasPrefix("\n") ? 0 : 1).joined(separator: "\n")
  }

  @Test func `is what the host sends`() throws {
    let talk = try Self.block(after: "talk").split(separator: "\n").map(String.init)
    var frame = ExternalFrame(
      policy: "mine", point: "message",
      actions: ["nothing", "reminder", "voucher 9"].map { .init(name: $0, value: nil) },
      features: ["constant", "log(basket_value)", "segment(regulars)", "visits"])
    frame.horizon = 480
    frame.window = 168
    frame.reward = "margin"
    frame.currency = "EUR"
    frame.isMoney = true
    let contexts = [
      Context(actions: 3, features: [1, 4.43, 0, 1]),
      Context(actions: 3, features: [1, 3.18, 1, 2]),
      Context(actions: 3, features: [1, 4.43, 0, 1], allowed: [true, true, false]),
    ]
    let sent = [
      ExternalMessage.hello(frame), ExternalMessage.begin(task: 0, features: []),
      ExternalMessage.decide(id: 1, contexts[...]), ExternalMessage.plain("bye"),
    ].map { "> " + String(decoding: $0, as: UTF8.self) }
    #expect(talk.filter { $0.hasPrefix("> ") } == sent)
  }

  @Test func `is what the program answers`() throws {
    let example = PackageFolder.file("notebooks-export/raw_columns_model.py")
    guard let python = try? ChildProcess.locate(["python3"], in: nil) else {
      print("python3 is not installed: its example is not tried")
      return
    }
    let talk = try Self.block(after: "talk").split(separator: "\n").map(String.init)
    let folder = FileManager.default.temporaryDirectory.appending(path: "protocol-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = folder.appending(path: "model.json")
    try Data(Self.block(after: "model").utf8).write(to: model)
    let input = folder.appending(path: "input")
    let output = folder.appending(path: "output")
    let questions = talk.filter { $0.hasPrefix("> ") }.map { $0.dropFirst(2) }
    try Data((questions.joined(separator: "\n") + "\n").utf8).write(to: input)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [example.path, model.path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    let answers = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    #expect(talk.filter { $0.hasPrefix("< ") } == answers.map { "< " + $0 })
  }
}
