import Foundation
import Support

extension ChildProcess {
  /// Finds a program's absolute path: by its path if it has a slash, else in the folders of PATH.
  static func locate(_ command: [String], in folder: String?) throws(ArgumentError) -> String {
    guard let name = command.first, !name.isEmpty else {
      throw ArgumentError(
        "command", found: "nothing", allowed: "a program and its arguments")
    }
    guard !command.contains(where: { $0.utf8.contains(0) }) else {
      throw ArgumentError(
        "command", found: "a zero byte in an argument", allowed: "text without zero bytes")
    }
    let base = URL(filePath: folder ?? FileManager.default.currentDirectoryPath)
    if name.contains("/") {
      let path = URL(filePath: name, relativeTo: base).standardizedFileURL.path
      if isProgram(path) { return path }
      let found = FileManager.default.fileExists(atPath: path)
      throw ArgumentError(
        "command", found: "\"\(name)\", \(found ? "which may not be run" : "which is not there")",
        allowed: "a program that can be run (looked at \(path))")
    }
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for directory in search.split(separator: ":") {
      let path = URL(filePath: String(directory), relativeTo: base)
        .appending(path: name).standardizedFileURL.path
      if isProgram(path) { return path }
    }
    throw ArgumentError(
      "command", found: "\"\(name)\", which no folder of PATH has",
      allowed: "a program that can be run")
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
