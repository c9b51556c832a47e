import Foundation
import Support
import Yams

/// Turns YAML text into a tree, within limits.
struct TreeReader {
  private let origin: Mark
  private var anchors: [String: Tree] = [:]
  private var sizes: [String: Int] = [:]
  private var heights: [String: Int] = [:]
  private var count = 0
  private var deepest = 0

  /// Reads one document; nil, and one fault in the log, if that is not possible.
  ///
  /// The text begins at `start`, which is not the top of a file for `--set`.
  static func read(_ text: String, origin start: Mark, log: FaultLog) -> Tree? {
    guard text.utf8.count <= Limits.bytes else {
      log.report(
        start, "the file is larger than 1 MB",
        note: "a scenario is at most \(Limits.bytes) bytes long")
      return nil
    }
    if let index = Disguise.intruder(in: text) {
      let offset = text.utf8.distance(from: text.startIndex, to: index)
      let place = Sources.place(ofByte: offset, in: text)
      log.report(
        start.moved(toLine: place.line, column: place.column),
        "the characters U+E000 to U+E002 are not allowed")
      return nil
    }
    let hidden = Disguise.hide(text)
    do {
      let parser = try Parser(yaml: hidden, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        log.report(start, "the file is empty", note: "a scenario begins with `journeylab: 1`")
        return nil
      }
      var reader = TreeReader(origin: start)
      // Anchors live only as long as the parser.
      return try withExtendedLifetime(parser) { try reader.tree(of: root, depth: 1) }
    } catch let fault as Refusal {
      log.report(fault.mark, fault.message, note: fault.note)
    } catch let error as YamlError {
      let (mark, message, note) = describe(error, in: hidden, from: start)
      log.report(mark, message, note: note)
    } catch {
      log.report(start, "the file could not be read: \(error)")
    }
    return nil
  }

  private struct Refusal: Error {
    var mark: Mark
    var message: String
    var note: String?
  }

  private mutating func tree(of node: Node, depth: Int) throws -> Tree {
    let mark = mark(of: node)
    try reach(depth, at: mark)
    try count(1, at: mark)
    let before = count
    let outside = deepest
    deepest = depth
    defer { deepest = max(deepest, outside) }
    let tree: Tree
    let anchor: String?
    switch node {
    case .scalar(let scalar):
      if scalar.style == .plain, scalar.string.unicodeScalars.first == Disguise.star {
        let name = String(scalar.string.unicodeScalars.dropFirst())
        return try anchored(name, at: mark, depth: depth)
      }
      tree = .scalar(
        Tree.Scalar(
          text: Disguise.restore(scalar.string), isPlain: [.plain, .any].contains(scalar.style),
          mark: mark))
      anchor = scalar.anchor?.rawValue
    case .sequence(let sequence):
      tree = .sequence(try sequence.map { try self.tree(of: $0, depth: depth + 1) }, mark)
      anchor = sequence.anchor?.rawValue
    case .mapping(let mapping):
      var entries: [Tree.Entry] = []
      for (key, value) in mapping {
        let keyMark = self.mark(of: key)
        guard case .scalar(let scalar) = key,
          scalar.style != .plain || scalar.string.unicodeScalars.first != Disguise.star
        else {
          throw Refusal(mark: keyMark, message: "a key must be plain text")
        }
        entries.append(
          Tree.Entry(
            key: Disguise.restore(scalar.string), keyMark: keyMark,
            value: try self.tree(of: value, depth: depth + 1)))
      }
      tree = .mapping(Tree.Mapping(entries), mark)
      anchor = mapping.anchor?.rawValue
    case .alias:
      throw Refusal(mark: mark, message: "an alias could not be resolved")
    }
    if let anchor {
      anchors[anchor] = tree
      sizes[anchor] = count - before + 1
      heights[anchor] = deepest - depth
    }
    return tree
  }

  private mutating func reach(_ depth: Int, at mark: Mark) throws {
    deepest = max(deepest, depth)
    guard depth <= Limits.nesting else {
      throw Refusal(
        mark: mark, message: "values are nested more than \(Limits.nesting) deep")
    }
  }

  private mutating func anchored(_ name: String, at mark: Mark, depth: Int) throws -> Tree {
    guard let tree = anchors[name], let size = sizes[name], let height = heights[name] else {
      throw Refusal(
        mark: mark, message: "`*\(name.shortened)` names no anchor",
        note: anchors.isEmpty
          ? "quote the text if it is not an alias"
          : NearestName.note(for: name, among: anchors.keys.sorted()))
    }
    // The alias itself has been counted as one value.
    try count(size - 1, at: mark)
    try reach(depth + height, at: mark)
    return tree
  }

  private mutating func count(_ number: Int, at mark: Mark) throws {
    count += number
    guard count <= Limits.nodes else {
      throw Refusal(
        mark: mark, message: "the file holds more than \(Limits.nodes) values",
        note: "aliases count as often as they are used")
    }
  }

  private func mark(of node: Node) -> Mark {
    let length =
      switch node {
      case .scalar(let scalar):
        switch scalar.style {
        case .singleQuoted, .doubleQuoted: scalar.string.unicodeScalars.count + 2
        case .literal, .folded: 1
        default: scalar.string.unicodeScalars.count
        }
      default: 1
      }
    return origin.moved(
      toLine: node.mark?.line ?? 1, column: node.mark?.column ?? 1, length: max(1, length))
  }

  private static func describe(
    _ error: YamlError, in text: String, from origin: Mark
  ) -> (Mark, String, String?) {
    func mark(_ mark: Yams.Mark) -> Mark {
      origin.moved(toLine: max(1, mark.line), column: max(1, mark.column))
    }
    switch error {
    case .scanner(let context, let problem, let place, _),
      .parser(let context, let problem, let place, _),
      .composer(let context, let problem, let place, _):
      let during = context.map { ", \($0.text.trimmingCharacters(in: .whitespaces))" } ?? ""
      let begun = context.map { $0.mark.line > 0 ? " begun in line \($0.mark.line)" : "" } ?? ""
      return (mark(place), "not valid YAML: \(problem)\(during)\(begun)", nil)
    case .reader(let problem, let offset, _, _):
      let index = offset.flatMap {
        text.index(text.startIndex, offsetBy: $0, limitedBy: text.endIndex)
      }
      let bytes = index.map { text.utf8.distance(from: text.startIndex, to: $0) } ?? 0
      let place = Sources.place(ofByte: bytes, in: text)
      return (
        origin.moved(toLine: place.line, column: place.column),
        "not valid YAML: \(problem)", nil
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = Disguise.restore(duplicates.min() ?? "")
      var place = mark(context.mark)
      place.length = max(1, key.unicodeScalars.count)
      return (place, "duplicate key `\(key.shortened)`", "it appears more than once in this map")
    default:
      return (
        origin,
        "not valid YAML: \(error.description.shortened)", nil
      )
    }
  }
}
