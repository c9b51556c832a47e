import ArgumentParser
import Foundation
import Terminal

/// Whether a file may be replaced.
struct ReplaceOption: ParsableArguments {
  @Flag(help: "Replace a file that is there already.")
  var force = false

  /// Refuses a file that is there already, unless it may be replaced.
  /// - Throws: `InputError` that names the file.
  func check(_ file: URL?) throws {
    guard let file, !force, FileManager.default.fileExists(atPath: file.path) else { return }
    throw InputError("\(file.relativePath) exists; choose another --out, or --force to replace it")
  }
}
