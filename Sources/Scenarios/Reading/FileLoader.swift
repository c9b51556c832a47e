import Foundation

/// Reads files and those that they extend, each laid over the other.
struct FileLoader {
  let log: FaultLog
  var sources = Sources()

  /// The content of a file; nil, and faults, where it cannot be read.
  mutating func load(file: URL, named name: String) -> Tree? {
    load(file: file, named: name, after: [], at: nil)
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
    return base.map { $0.merged(under: upper.withoutExtends) }
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
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
    let subject = isExtended ? "`extends` names `\(name)`, which" : "the file"
    guard exists else {
      log.report(mark, "\(subject) does not exist")
      return nil
    }
    let kind = try? FileManager.default.attributesOfItem(atPath: file.path)[.type]
    let isPlain = kind as? FileAttributeType == .typeRegular
    guard !isFolder.boolValue, isPlain || !isExtended else {
      log.report(mark, "\(subject) is not a file that can be read")
      return nil
    }
    // One byte more than allowed tells that there is too much, however long the file is.
    guard let handle = try? FileHandle(forReadingFrom: file),
      let data = try? handle.read(upToCount: Limits.bytes + 1) ?? Data()
    else {
      log.report(mark, "\(subject) cannot be read", note: "are its permissions right?")
      return nil
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      // A cut through the last character of a file that is too large is not its fault.
      log.report(
        mark,
        data.count > Limits.bytes
          ? "\(subject) is larger than 1 MB" : "\(subject) is not UTF-8 text")
      return nil
    }
    return text
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
