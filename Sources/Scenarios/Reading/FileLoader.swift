import Foundation
import Support

/// Reads files and those that they extend, each laid over the other.
struct FileLoader {
  let log: FaultLog
  /// Folders that files may be extended from besides the scenario's own, as the user names them.
  var folders: [URL] = []
  var sources = Sources()

  /// The content of a file; nil, and faults, where it cannot be read.
  mutating func load(file: URL, named name: String) -> Tree? {
    folders.append(file.deletingLastPathComponent())
    return load(file: file, named: name, after: [], at: nil)
  }

  /// The content of a text that extends nothing.
  mutating func load(text: String, named name: String) -> Tree? {
    guard let tree = read(text, named: name) else { return nil }
    if let entry = tree.mapping?["extends"] {
      log.report(
        entry.keyMark, "`extends` is not possible here", note: "only a scenario in a file can")
    }
    return tree.withoutExtends
  }

  private mutating func load(
    file: URL, named name: String, after earlier: [String], at place: Mark?
  ) -> Tree? {
    let identity = file.standardizedFileURL.resolvingSymlinksInPath().path
    let mark = place ?? Mark(file: name, line: 1, column: 1, length: 1)
    if earlier.contains(identity) {
      log.report(mark, "`extends` leads back to `\(name)`")
      return nil
    }
    guard place == nil || isWithinFolders(identity) else {
      // Nothing is said of the file, not even whether there is one.
      log.report(
        mark, "`extends` names `\(name)`, which is not below the scenario's own folder",
        note: "--extends-from FOLDER allows another")
      return nil
    }
    guard earlier.count <= Limits.extending else {
      log.report(mark, "`extends` leads through more than \(Limits.extending) files")
      return nil
    }
    guard let text = content(of: file, named: name, isExtended: place != nil, mark),
      let upper = read(text, named: name)
    else { return nil }
    guard let entry = upper.mapping?["extends"] else { return upper }
    guard case .scalar(let scalar) = entry.value, !scalar.isNull else {
      log.report(entry.keyMark, "`extends` must be the name of a file")
      return upper.withoutExtends
    }
    guard !scalar.text.hasPrefix("/") else {
      log.report(scalar.mark, "`extends` must be a path relative to this file")
      return upper.withoutExtends
    }
    let base = load(
      file: file.deletingLastPathComponent().appendingPathComponent(scalar.text),
      named: Self.join(name, scalar.text), after: earlier + [identity], at: scalar.mark)
    return base.map { $0.merged(under: upper.withoutExtends, log: log) }
  }

  private mutating func read(_ text: String, named name: String) -> Tree? {
    let bare =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    // What is too large is not kept for messages either.
    if bare.utf8.count <= Limits.bytes { sources.add(bare, as: name) }
    return TreeReader.read(
      bare, origin: Mark(file: name, line: 1, column: 1, length: 1), log: log)
  }

  private func content(
    of file: URL, named name: String, isExtended: Bool, _ mark: Mark
  ) -> String? {
    let subject = isExtended ? "`extends` names `\(name)`, which" : "the file"
    let data: Data
    do {
      data = try PlainFile.read(file.path, atMost: Limits.bytes, allowsPipes: !isExtended)
    } catch {
      let note = error == .unreadable ? "are its permissions right?" : nil
      log.report(mark, "\(subject) \(error)", note: note)
      return nil
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      log.report(mark, "\(subject) is not UTF-8 text")
      return nil
    }
    return text
  }

  /// Whether a path without links lies in or below one of the folders that may be read.
  private func isWithinFolders(_ path: String) -> Bool {
    folders.contains { folder in
      let root = folder.standardizedFileURL.resolvingSymlinksInPath().path
      return path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }
  }

  private static func join(_ name: String, _ relative: String) -> String {
    guard let slash = name.lastIndex(of: "/") else { return relative }
    return String(name[...slash]) + relative
  }
}

extension Tree {
  fileprivate var withoutExtends: Tree {
    guard case .mapping(var mapping, let mark) = self else { return self }
    mapping.remove(["extends"])
    return .mapping(mapping, mark)
  }
}
