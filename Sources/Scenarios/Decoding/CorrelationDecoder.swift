import GSL

/// Decodes `population.correlations` and checks that the whole matrix is possible.
struct CorrelationDecoder {
  let context: DecodingContext
  let traits: [Trait]

  func decode(_ cursor: Cursor) -> [Correlation] {
    var correlations: [Correlation] = []
    var isComplete = true
    for entry in cursor.entries {
      guard let pair = pair(entry) else {
        isComplete = false
        continue
      }
      let isKnown = correlations.contains { Set([$0.first, $0.second]) == Set([pair.0, pair.1]) }
      guard !isKnown else {
        context.log.report(entry.mark, "`\(pair.0)` and `\(pair.1)` are correlated twice")
        isComplete = false
        continue
      }
      guard let value = entry.number, abs(value) < 1 else {
        isComplete = false
        continue
      }
      correlations.append(Correlation(first: pair.0, second: pair.1, value: value))
    }
    if isComplete, !correlations.isEmpty, !isPositiveDefinite(correlations) {
      context.log.report(
        cursor.mark, "`correlations` contradict each other: their matrix is not positive definite",
        note: "pairs that are not named count as 0")
    }
    return correlations
  }

  private func pair(_ entry: Cursor) -> (String, String)? {
    let parts = entry.key.split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.trimmed.isEmpty }) else {
      context.log.report(
        entry.mark, "`\(entry.key.shortened)` is not a pair of traits", note: "write `a ~ b: 0.3`")
      return nil
    }
    var found: [String] = []
    var offset = 0
    for part in parts {
      let name = part.trimmed
      let spaces = part.prefix { $0.isWhitespace }.unicodeScalars.count
      let mark = entry.mark.part(from: offset + spaces, length: name.unicodeScalars.count)
      offset += part.unicodeScalars.count + 1
      let names = traits.map(\.name)
      guard let index = context.index(of: name, among: names, noun: "trait", at: mark) else {
        continue
      }
      guard traits[index].distributions.allSatisfy(\.isContinuous) else {
        context.log.report(
          mark, "trait `\(name)` has a discrete distribution and cannot be correlated",
          note: "only traits with continuous distributions can")
        continue
      }
      found.append(name)
    }
    guard found.count == 2 else { return nil }
    guard found[0] != found[1] else {
      context.log.report(entry.mark, "trait `\(found[0])` is correlated with itself")
      return nil
    }
    return (found[0], found[1])
  }

  /// Whether normals can have the correlations: their matrix has a Cholesky factorisation.
  private func isPositiveDefinite(_ correlations: [Correlation]) -> Bool {
    let names = traits.map(\.name)
      .filter { name in correlations.contains { $0.first == name || $0.second == name } }
    var matrix = names.indices.map { row in
      names.indices.map { row == $0 ? 1.0 : 0.0 }
    }
    for correlation in correlations {
      guard let row = names.firstIndex(of: correlation.first),
        let column = names.firstIndex(of: correlation.second)
      else { continue }
      matrix[row][column] = correlation.ofNormals
      matrix[column][row] = correlation.ofNormals
    }
    guard let factor = try? CholeskyFactor(Matrix(matrix)).lower else { return false }
    return names.indices.allSatisfy { factor[$0, $0] * factor[$0, $0] > 1e-12 }
  }
}
