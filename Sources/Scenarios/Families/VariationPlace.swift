import GSL
import Support

/// The number of a scenario file that a family varies.
struct VariationPlace: Sendable {
  /// The path as written, followed by a parameter's name for a number within a distribution.
  var name: String
  var mark: Mark
  /// The keys from the top of the file to the value.
  var path: [String]
  /// The keys of the number as a change names them, a formula's constant included.
  var target: [String]
  /// The value as the file has it.
  var scalar: Tree.Scalar
  /// What the value may be.
  var kind: ScalarKind
  /// The number within the value.
  var number: Assumption
  /// Whether only whole numbers make sense.
  var isWhole: Bool

  /// Whether it is one of several shares that sum to 1.
  var isShare: Bool {
    path.count == 4 && path[3] == "share"
      && Self.shareMaps.contains([path[0], path[1]])
  }

  /// Maps whose entries have shares that sum to 1.
  static let shareMaps = [["market", "channels"], ["population", "segments"]]

  /// Finds the number that a variation names.
  ///
  /// - Throws: the part of the name that leads nowhere, with the nearest one that does.
  static func find(_ name: String, _ mark: Mark, in tree: Tree) throws(PathFault) -> Self {
    var walk = Walk(tree: tree)
    let parts = Change(path: name, mark: mark, value: tree).parts
    for part in parts { try walk.enter(part, isLast: part.mark == parts.last?.mark) }
    let last = parts.last?.mark ?? mark
    guard case .scalar(let scalar) = walk.tree, let kind = walk.kind(of: scalar) else {
      throw PathFault(
        mark: last, message: "\(walk.place) is \(walk.tree.summary) here, not a number",
        note: walk.tree.mapping.map { "it holds \(NearestName.list($0.keys))" })
    }
    let numbers = AssumptionFinder.numbers(in: scalar, at: walk.path.joined(separator: "."))
    let number = try number(walk.parameter, among: numbers, scalar, walk.place, last)
    return VariationPlace(
      name: name, mark: mark, path: walk.path,
      target: walk.isConstant ? walk.path + ["constant"] : walk.path, scalar: scalar, kind: kind,
      number: number, isWhole: isWhole(kind, scalar, number))
  }

  private static func isWhole(
    _ kind: ScalarKind, _ scalar: Tree.Scalar, _ number: Assumption
  ) -> Bool {
    switch kind {
    case .whole: true
    case .stockAmount: !scalar.text.contains("/")
    default: scalar.text.trimmed.hasPrefix("binomial") && number.standardName == "n"
    }
  }

  private static func number(
    _ parameter: String?, among numbers: [Assumption], _ scalar: Tree.Scalar, _ place: String,
    _ mark: Mark
  ) throws(PathFault) -> Assumption {
    guard scalar.text.contains("(") else {
      guard parameter == nil else {
        throw PathFault(
          mark: mark, message: "\(place) is a single value, which has no parameters")
      }
      guard let number = numbers.first else {
        throw PathFault(
          mark: mark, message: "\(place) is \(Tree.scalar(scalar).summary) here, not a number")
      }
      return number
    }
    var names: [String] = []
    for number in numbers where !names.contains(number.standardName) {
      names.append(number.standardName)
    }
    guard let parameter else {
      throw PathFault(
        mark: mark, message: "\(place) is a distribution, not a number",
        note: "name one of its parameters after a space: \(NearestName.list(names))")
    }
    let found = numbers.filter { [$0.standardName, $0.parameterName].contains(parameter) }
    guard let number = found.first else {
      throw PathFault(
        mark: mark, message: "the distribution of \(place) gives no `\(parameter.shortened)`",
        note: NearestName.note(for: parameter, among: names))
    }
    guard found.count == 1 else {
      throw PathFault(
        mark: mark,
        message: "the distribution of \(place) has \(found.count) numbers called "
          + "`\(parameter)`", note: "only a number with a name of its own can be varied")
    }
    return number
  }
}

/// The way along a path through the content of a file and its form.
private struct Walk {
  var tree: Tree
  var shape = FileShape.file
  var place = "the scenario"
  var path: [String] = []
  var parameter: String?
  var isConstant = false

  /// Goes into one part; the last one may be followed by a parameter.
  mutating func enter(_ part: Change.Part, isLast: Bool) throws(PathFault) {
    if case .scalar(let scalar) = tree, shape.isFormula, isLast, part.name == "constant",
      WrittenNumber(scalar.text) != nil
    {
      isConstant = true
      return
    }
    guard let form = shape.asMap, case .mapping(let mapping, _) = tree else {
      throw PathFault(
        mark: part.mark, message: "\(place) is \(tree.summary) here, not a map")
    }
    var key = part.name
    if isLast, mapping[key] == nil,
      let split = Self.splits(key).first(where: { mapping[$0.0] != nil })
    {
      key = split.0
      parameter = split.1
    }
    guard let entry = mapping[key] else { throw missing(key, part.mark, form, mapping) }
    switch form {
    case .object(let object):
      guard let field = object[key] else { throw missing(key, part.mark, form, mapping) }
      shape = field.shape
      place = "`\(key)`"
    case .map(let map):
      shape = map.value
      place = "\(map.noun) `\(key)`"
    default: break
    }
    tree = entry.value
    path.append(key)
    if case .scalar(let scalar) = tree, isLast, shape.isFormula {
      isConstant = WrittenNumber(scalar.text) != nil
    }
  }

  private func missing(
    _ key: String, _ mark: Mark, _ form: Shape, _ mapping: Tree.Mapping
  ) -> PathFault {
    switch form {
    case .object(let object) where object[key] != nil:
      return PathFault(
        mark: mark, message: "\(place) has no `\(key)` in this file",
        note: "write the number that the family replaces")
    case .object(let object): return .missing(key, mark, object, in: place)
    case .map(let map): return .missing(key, mark, map, mapping, in: place)
    default: return PathFault(mark: mark, message: "\(place) has no parts")
    }
  }

  /// The ways to read text as a key and a parameter, the longest key first.
  private static func splits(_ text: String) -> [(String, String)] {
    text.indices.reversed().filter { text[$0] == " " }.map { space in
      (String(text[..<space]), String(text[text.index(after: space)...]))
    }
  }

  /// What a single value may be here, if it may be a number.
  func kind(of scalar: Tree.Scalar) -> ScalarKind? {
    guard case .scalar(let kind)? = shape.alternative(for: .scalar(scalar)) else { return nil }
    switch kind {
    case .number, .whole, .share, .money, .threshold, .time, .rate, .stockAmount, .distribution,
      .dwell:
      return kind
    case .text, .word, .yesNo, .date, .currency, .version, .update, .metric: return nil
    }
  }
}

extension Assumption {
  /// The parameter as it is called in the file, or by its place where it has no name.
  fileprivate var parameterName: String {
    String(name.dropFirst(path.count + 1))
  }

  /// The parameter's usual name, also where the file gives it by its place.
  fileprivate var standardName: String {
    let family = String(text.trimmed.prefix { $0 != "(" }).trimmed
    guard parameterName.hasPrefix("parameter "),
      let place = Int(parameterName.dropFirst("parameter ".count)),
      let names = DistributionFamily.named(family)?.ways.first?.names,
      names.indices.contains(place - 1)
    else { return parameterName }
    return names[place - 1]
  }
}
