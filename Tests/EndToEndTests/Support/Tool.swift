import Foundation
import Testing

/// The built command-line tool, run as a process.
struct Tool {
  /// What a run of the tool left behind.
  struct Ending: Equatable {
    var status: Int32
    var output: String
    var complaint: String
  }

  /// Folder in which the tool runs.
  let folder: URL

  /// Runs the tool to its end.
  func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Ending {
    try finish(start(arguments, environment: environment))
  }

  /// Starts the tool; its outputs go to files, so that no pipe can fill.
  func start(
    _ arguments: [String], of program: String = "journeylab", environment: [String: String] = [:]
  ) throws -> Running {
    let process = Process()
    process.executableURL = try Self.executable(program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let mark = UUID().uuidString
    let temporary = FileManager.default.temporaryDirectory
    let running = Running(
      process: process, output: temporary.appending(path: "journeylab-\(mark).out"),
      complaint: temporary.appending(path: "journeylab-\(mark).err"))
    for place in [running.output, running.complaint] { try Data().write(to: place) }
    process.standardOutput = try FileHandle(forWritingTo: running.output)
    process.standardError = try FileHandle(forWritingTo: running.complaint)
    try process.run()
    return running
  }

  /// Waits for the end.
  func finish(_ running: Running) throws -> Ending {
    running.process.waitUntilExit()
    defer {
      try? FileManager.default.removeItem(at: running.output)
      try? FileManager.default.removeItem(at: running.complaint)
    }
    return Ending(
      status: running.process.terminationStatus,
      output: try String(contentsOf: running.output, encoding: .utf8),
      complaint: try String(contentsOf: running.complaint, encoding: .utf8))
  }

  /// A process under way.
  struct Running {
    let process: Process
    let output: URL
    let complaint: URL
  }

  /// A program of this package, which lies beside the bundle that the tests run from.
  static func executable(_ program: String = "journeylab") throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let runner = URL(filePath: CommandLine.arguments[0])
    let candidates = (bundles + [runner]).map {
      $0.deletingLastPathComponent().appending(path: program)
    }
    return try #require(
      candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
      "no \(program) beside \(runner.path)")
  }
}

/// Runs a test in a folder of its own, which is removed afterwards.
func withTool(_ body: (Tool) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "journeylab-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(Tool(folder: folder))
}

extension Tool {
  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// The content of each file below a place, by its path from there.
  func files(below place: String) throws -> [String: Data] {
    let root = folder.appending(path: place)
    var content: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let file = root.appending(path: path)
      if let data = try? Data(contentsOf: file) { content[path] = data }
    }
    return content
  }

  /// Names in a folder, hidden ones too; empty when there is no such folder.
  func names(in place: String) -> [String] {
    let path = folder.appending(path: place).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
