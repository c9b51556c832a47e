/// Applies changes written as `path=value`.
///
/// For messages, the changes are the lines of a file called `--set`.
struct CommandLineChanges {
  /// What messages call the place of such changes.
  static let file = "--set"

  let log: FaultLog

  /// The tree with the changes applied in order; those that are wrong are reported and left out.
  func apply(_ changes: [String], to tree: Tree, sources: inout Sources) -> Tree {
    guard !changes.isEmpty else { return tree }
    let lines = changes.map { String($0.map { $0.isNewline ? " " : $0 }) }
    sources.add(lines.joined(separator: "\n"), as: Self.file)
    var changed = tree
    for (index, line) in lines.enumerated() {
      guard let change = change(line, number: index + 1) else { continue }
      do throws(PathFault) {
        changed = try changed.setting(change)
      } catch {
        log.report(error.mark, error.message, note: error.note)
      }
    }
    return changed
  }

  private func change(_ line: String, number: Int) -> Change? {
    let whole = Mark(
      file: Self.file, line: number, column: 1, length: max(1, line.unicodeScalars.count))
    guard let sign = line.firstIndex(of: "=") else {
      log.report(
        whole, "a change has the form `path=value`", note: "e.g. `shipping.standard.fee=3.95`")
      return nil
    }
    let path = line[..<sign]
    let text = line[line.index(after: sign)...]
    let offset = path.unicodeScalars.count
    let origin = whole.part(from: offset + 1, length: 1)
    guard !text.trimmed.isEmpty else {
      log.report(
        whole.part(from: offset, length: 1),
        "the change of `\(String(path).shortened)` has no value")
      return nil
    }
    guard let value = TreeReader.read(String(text), origin: origin, log: log) else { return nil }
    return Change(
      path: String(path), mark: whole.part(from: 0, length: path.unicodeScalars.count),
      value: value)
  }
}
