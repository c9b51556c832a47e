import Foundation
package import Support

/// A user's program that decides in place of a policy.
package struct ExternalProgram: Sendable, Hashable {
  package var policy: String
  package var command: [String]
  /// Seconds that it has for a batch.
  var timeout: Double
  var batch: Int

  package init(policy: String, command: [String], timeout: Double = 2, batch: Int = 128) {
    self.policy = policy
    self.command = command
    self.timeout = timeout
    self.batch = batch
  }

  /// The folder to run in: the first that has a file which the command names, else the last.
  package func folder(among folders: [String]) -> String? {
    folders.first { folder in
      zip(command, paths(in: folder)).contains { word, path in
        guard !word.isEmpty, !word.hasPrefix("/") else { return false }
        let values = try? URL(filePath: path).resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile == true
      }
    } ?? folders.last
  }

  /// The command's words as paths from a folder.
  package func paths(in folder: String) -> [String] {
    let base = URL(filePath: folder, directoryHint: .isDirectory)
    return command.map { URL(filePath: $0, relativeTo: base).path }
  }

  /// Checks before a run that the program may run and is there; a nil folder is the host's own.
  package func check(isAllowed: Bool, folder: String? = nil) throws(ArgumentError) {
    guard isAllowed else {
      throw ArgumentError(
        "policy \"\(policy)\"", found: "the program \"\(command.first ?? "")\"",
        allowed: "a program of one's own only with --allow-external")
    }
    try ArgumentError.check("timeout", timeout, "a time above 0, at most a day") {
      $0 > 0 && $0 <= 86_400
    }
    try ArgumentError.check("batch", Double(batch), "1 to 1,000,000") {
      $0 >= 1 && $0 <= 1_000_000
    }
    do {
      _ = try ChildProcess.locate(command, in: folder)
    } catch {
      throw ArgumentError(
        "policy \"\(policy)\", \(error.argument)", found: error.found, allowed: error.allowed)
    }
  }
}
