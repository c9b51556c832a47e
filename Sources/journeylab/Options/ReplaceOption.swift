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
    guard let file, !force else { return }
    // A pipe or a device, such as /dev/stdout, is written to and not replaced.
    let place = file.resolvingSymlinksInPath().path
    let kind = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
    guard kind == .typeRegular || kind == .typeDirectory else { return }
    throw InputError("\(file.relativePath) exists; choose another --out, or --force to replace it")
  }
}
