import Support

/// Two runs side by side: what differs in what went in, and in what came out.
package struct RunComparison: Sendable, Equatable {
  /// A place of the input at which the runs differ.
  package struct InputChange: Sendable, Equatable {
    /// Path into the scenario, or the name of a setting.
    package var path: String
    /// Nil where a run has nothing there.
    package var first: String?
    package var second: String?
  }

  /// The same number of both runs.
  package struct ValueChange: Sendable, Equatable {
    package var subject: String
    package var metric: String
    package var first: SavedRun.Value
    package var second: SavedRun.Value
    /// Second less first; nil where one of them has no value.
    package var difference: Double?
    /// Standard error of the difference, the runs taken as independent; nil where it is not known.
    package var standardError: Double?

    /// Whether the difference is beyond two of its standard errors; nil where that is not known.
    package var isClear: Bool? {
      guard let difference, let standardError else { return nil }
      return abs(difference) > 2 * standardError
    }
  }

  /// A measure of the customers whom both runs have in the same arm.
  package struct PairedChange: Sendable, Equatable {
    package var arm: String
    package var measure: String
    package var customers: Int
    /// How many of them differ.
    package var changed: Int
    /// Mean of second less first, with its standard error.
    package var difference: Double
    package var standardError: Double?
  }

  package let first: SavedRun
  package let second: SavedRun
  package let inputs: [InputChange]
  package let values: [ValueChange]
  package let paired: [PairedChange]

  package init(_ first: SavedRun, _ second: SavedRun) {
    self.first = first
    self.second = second
    inputs =
      Self.changes(.object(first.settings), .object(second.settings))
      + Self.changes(first.scenario, second.scenario)
    values = first.values.compactMap { one in
      guard
        let other = second.values.first(where: {
          $0.subject == one.subject && $0.metric == one.metric
        })
      else { return nil }
      return ValueChange(one, other)
    }
    paired = Self.paired(first, second)
  }

  /// Arms or policies of one run that the other does not have.
  package var onlyInFirst: [String] { Self.subjects(first, notIn: second) }
  package var onlyInSecond: [String] { Self.subjects(second, notIn: first) }

  private static func subjects(_ one: SavedRun, notIn other: SavedRun) -> [String] {
    let known = Set(other.values.map(\.subject))
    var seen: Set<String> = []
    return one.values.map(\.subject).filter { !known.contains($0) && seen.insert($0).inserted }
  }

  // MARK: - Input

  private static func changes(_ first: JSON, _ second: JSON) -> [InputChange] {
    let (left, right) = (leaves(first), leaves(second))
    let others = Dictionary(right, uniquingKeysWith: { first, _ in first })
    let own = Dictionary(left, uniquingKeysWith: { first, _ in first })
    let changed = left.compactMap { path, value -> InputChange? in
      let other = others[path]
      return other == value ? nil : InputChange(path: path, first: value, second: other)
    }
    return changed
      + right.filter { own[$0.0] == nil }
      .map { InputChange(path: $0.0, first: nil, second: $0.1) }
  }

  /// Each value of a tree with its path.
  private static func leaves(_ value: JSON, at path: String = "") -> [(String, String)] {
    func under(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .object(let members) where !members.entries.isEmpty:
      return members.entries.flatMap { leaves($0.value, at: under($0.key)) }
    case .array(let items) where !items.isEmpty:
      return items.enumerated().flatMap { leaves($0.element, at: under("\($0.offset)")) }
    case .text(let text): return [(path, text)]
    case .null: return []
    default: return [(path, value.rendered.trimmedEnd)]
    }
  }

  // MARK: - Customers

  private static func paired(_ first: SavedRun, _ second: SavedRun) -> [PairedChange] {
    let measures = first.measures.filter(second.measures.contains)
    let places = measures.compactMap { measure in
      first.measures.firstIndex(of: measure).flatMap { left in
        second.measures.firstIndex(of: measure).map { (measure: measure, left: left, right: $0) }
      }
    }
    var sums: [String: [Sums]] = [:]
    var order: [String] = []
    for (number, customer) in first.customers.sorted(by: { $0.key < $1.key }) {
      guard let other = second.customers[number], other.arm == customer.arm else { continue }
      if sums[customer.arm] == nil {
        sums[customer.arm] = places.map { _ in Sums() }
        order.append(customer.arm)
      }
      for (index, place) in places.enumerated() {
        sums[customer.arm]?[index].add(other.values[place.right] - customer.values[place.left])
      }
    }
    return order.flatMap { arm in
      zip(places, sums[arm] ?? []).map { place, sums in
        PairedChange(
          arm: arm, measure: place.measure, customers: sums.count, changed: sums.changed,
          difference: sums.mean, standardError: sums.standardError)
      }
    }
  }

  /// Running mean and spread of differences.
  ///
  /// B. P. Welford: Note on a method for calculating corrected sums of squares and products (1962),
  /// doi:10.1080/00401706.1962.10490022.
  private struct Sums {
    var count = 0
    var changed = 0
    var mean = 0.0
    var squares = 0.0

    mutating func add(_ value: Double) {
      count += 1
      if value != 0 { changed += 1 }
      let step = value - mean
      mean += step / Double(count)
      squares += step * (value - mean)
    }

    var standardError: Double? {
      count > 1 ? (squares / Double(count - 1) / Double(count)).squareRoot() : nil
    }
  }
}

extension RunComparison.ValueChange {
  fileprivate init(_ first: SavedRun.Value, _ second: SavedRun.Value) {
    subject = first.subject
    metric = first.metric
    self.first = first
    self.second = second
    if let left = first.value, let right = second.value { difference = right - left }
    if let left = first.standardError, let right = second.standardError {
      standardError = (left * left + right * right).squareRoot()
    }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
