import TestSupport

#if os(Linux)
  import Foundation
  import Testing

  /// Runs the tool on a terminal of its own, which `script` of util-linux makes.
  @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  struct ColourTests {
    private func onTerminal(_ tool: Tool, environment: [String: String]) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/script")
      let command = "\(try Tool.executable().path) run \(SampleScenario.freeShipping.name)"
      process.arguments = ["--quiet", "--command", command, "log"]
      process.currentDirectoryURL = tool.folder
      var variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      variables["TERM"] = "xterm"
      process.environment = variables
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return try String(contentsOf: tool.folder.appending(path: "log"), encoding: .utf8)
    }

    @Test func `a terminal gets colour, unless NO_COLOR is set`() throws {
      try withTool { tool in
        try tool.write(.freeShipping)
        let heading = "\u{1b}[1mWhat to do\u{1b}[0m"
        let coloured = try onTerminal(tool, environment: ["NO_COLOR": ""])
        #expect(coloured.contains(heading))
        let plain = try onTerminal(tool, environment: ["NO_COLOR": "1"])
        #expect(plain.contains("What to do"))
        #expect(!plain.contains("\u{1b}["))
      }
    }
  }
#endif
