/// A number that a scenario takes for granted: a coefficient, a price, a parameter of a trait.
package struct Assumption: Sendable, Equatable, Codable {
  /// The path that a change of it names.
  package let path: String
  /// The path, followed by the parameter's name for a number within a distribution.
  package let name: String
  /// The number as written, in its unit.
  package let value: Double
  /// What follows the number, such as `days`; empty without a unit.
  package let unit: String
  /// Decimals that a moved value is written with.
  package var decimals = Self.precisions[0]

  /// Decimals to try, from the finest to whole numbers, for places that take no more.
  package static let precisions = [6, 3, 2, 0]

  /// The whole text, and which of its characters are the number.
  let text: String
  let digits: Range<Int>
  let isQuoted: Bool

  /// The nearest value that can be written with these decimals.
  package func rounded(_ value: Double) -> Double {
    Double(written(value)) ?? value
  }

  /// Changes that move some assumptions to new values, as a reader takes them.
  ///
  /// Numbers of one distribution are moved together in one change.
  package static func changes(_ moves: [(assumption: Assumption, value: Double)]) -> [String] {
    var paths: [String] = []
    var byPath: [String: [(assumption: Assumption, value: Double)]] = [:]
    for move in moves {
      if byPath[move.assumption.path] == nil { paths.append(move.assumption.path) }
      byPath[move.assumption.path, default: []].append(move)
    }
    return paths.compactMap { path in
      guard let moves = byPath[path], let first = moves.first?.assumption else { return nil }
      var characters = Array(first.text)
      // From the last to the first, so that places before stay where they are.
      for move in moves.sorted(by: {
        $0.assumption.digits.lowerBound > $1.assumption.digits.lowerBound
      }) {
        characters.replaceSubrange(
          move.assumption.digits, with: move.assumption.written(move.value))
      }
      let text = String(characters)
      return first.isQuoted ? "\(path)=\"\(text)\"" : "\(path)=\(text)"
    }
  }

  /// A value with at most so many decimals and no exponent.
  private func written(_ value: Double) -> String {
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let number = Int(scaled)
    var fraction = String(number % Int(scale))
    fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let sign = value < 0 && number > 0 ? "-" : ""
    return sign + String(number / Int(scale)) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
