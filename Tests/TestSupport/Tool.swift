package import Foundation

/// The built command-line tool, run as a process.
package struct Tool {
  /// What a run of the tool left behind.
  package struct Ending: Equatable {
    package var status: Int32
    package var output: String
    package var complaint: String

    /// Collects what a run left behind.
    package init(status: Int32, output: String, complaint: String) {
      self.status = status
      self.output = output
      self.complaint = complaint
    }
  }

  /// Folder in which the tool runs.
  package let folder: URL

  /// Runs the tool in a folder that is there.
  package init(folder: URL) { self.folder = folder }

  /// Runs the tool to its end.
  package func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Ending {
    try finish(start(arguments, environment: environment))
  }

  /// Runs a line of a POSIX shell, in which `J` at the start of a command is the tool.
  package func shell(_ line: String, environment: [String: String] = [:]) throws -> Ending {
    let tool = try Self.executable().path
    return try finish(
      start(
        executable: URL(filePath: "/bin/sh"), ["-c", "J() { '\(tool)' \"$@\"; }; \(line)"],
        environment: environment))
  }

  /// Starts the tool; its outputs go to files, so that no pipe can fill.
  package func start(
    _ arguments: [String], of program: String = "journeylab", environment: [String: String] = [:]
  ) throws -> Running {
    try start(executable: Self.executable(program), arguments, environment: environment)
  }

  private func start(
    executable: URL, _ arguments: [String], environment: [String: String]
  ) throws -> Running {
    let process = Process()
    process.executableURL = executable
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
  package func finish(_ running: Running) throws -> Ending {
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
  package struct Running {
    package let process: Process
    package let output: URL
    package let complaint: URL
  }

  /// A program of this package, which lies beside the bundle that the tests run from.
  package static func executable(_ program: String = "journeylab") throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let runner = URL(filePath: CommandLine.arguments[0])
    let candidates = (bundles + [runner]).map {
      $0.deletingLastPathComponent().appending(path: program)
    }
    return try MissingValue.unwrap(
      candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
      "\(program) beside \(runner.path)")
  }
}

/// Runs a test with a tool in a folder of its own, which is removed afterwards.
package func withTool(_ body: (Tool) throws -> Void) throws {
  try withTemporaryFolder { try body(Tool(folder: $0)) }
}

extension Tool {
  /// Writes a file into the folder.
  package func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Writes a scenario into the folder, under its own name.
  package func write(_ sample: SampleScenario) throws {
    try write(sample.text, to: sample.name)
  }

  /// The content of each file below a place, by its path from there.
  package func files(below place: String) throws -> [String: Data] {
    let root = folder.appending(path: place)
    var content: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let file = root.appending(path: path)
      if let data = try? Data(contentsOf: file) { content[path] = data }
    }
    return content
  }

  /// Names in a folder, hidden ones too; empty when there is no such folder.
  package func names(in place: String) -> [String] {
    let path = folder.appending(path: place).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
