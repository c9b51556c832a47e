/// Draws from a distribution by its quantile at one word: a greater word, no smaller draw.
///
/// So the draws of two distributions on the same words are as alike as can be. A mixture takes the
/// part that a second word tells. A distribution with infinite quantiles is sampled from the seat's
/// own blocks.
package struct QuantileSampler: Sendable, Equatable {
  /// How the quantile is found.
  private enum Rule: Sendable {
    case constant(Double)
    case uniform(minimum: Double, width: Double)
    /// A multiple of a tabulated quantile.
    case table(QuantileTable, scale: Double)
    /// mean + sd · z of a normal quantile z.
    case normal(QuantileTable, mean: Double, sd: Double)
    /// The exponential of such.
    case lognormal(QuantileTable, mu: Double, sigma: Double)
    case exact(Distribution)
    case sampled(Distribution)
  }

  package let distribution: Distribution
  private let rules: [Rule]
  /// Shares of the parts of a mixture, cumulated; empty for what is none.
  private let bounds: [Double]

  package init(_ distribution: Distribution) {
    self.distribution = distribution
    var parts: [(share: Double, rule: Rule)] = []
    Self.add(distribution, 1, to: &parts)
    rules = parts.map(\.rule)
    var sum = 0.0
    bounds =
      parts.count == 1
      ? []
      : parts.map { part in
        sum += part.share
        return sum
      }
  }

  package static func == (left: QuantileSampler, right: QuantileSampler) -> Bool {
    left.distribution == right.distribution
  }

  /// Adds a distribution, or the parts of a mixture, with the shares that they have of all.
  private static func add(
    _ distribution: Distribution, _ share: Double, to parts: inout [(share: Double, rule: Rule)]
  ) {
    guard case .mixture(let mixture) = distribution else {
      return parts.append((share, rule(of: distribution)))
    }
    for (component, probability) in zip(mixture.components, mixture.probabilities) {
      add(component, share * probability, to: &parts)
    }
  }

  private static func rule(of distribution: Distribution) -> Rule {
    if case .primitive(let primitive) = distribution, let rule = rule(of: primitive) { return rule }
    if let table = QuantileTable.of(distribution) { return .table(table, scale: 1) }
    let isFinite =
      distribution.quantile(0x1p-53).isFinite && distribution.upperQuantile(0x1p-53).isFinite
    return isFinite ? .exact(distribution) : .sampled(distribution)
  }

  /// Families whose quantiles follow from those of a standard member; nil for others.
  private static func rule(of primitive: PrimitiveDistribution) -> Rule? {
    switch primitive {
    case .constant(let family): return .constant(family.value)
    case .uniform(let family):
      return .uniform(minimum: family.minimum, width: family.maximum - family.minimum)
    case .normal(let family):
      return QuantileTable.standardNormal.map {
        .normal($0, mean: family.mean, sd: family.standardDeviation)
      }
    case .lognormal(let family):
      return QuantileTable.standardNormal.map {
        .lognormal($0, mu: family.mu, sigma: family.sigma)
      }
    case .exponential(let family):
      return QuantileTable.standardExponential.map { .table($0, scale: family.mean) }
    case .gamma(let family):
      guard let standard = try? GammaDistribution(shape: family.shape, scale: 1) else { return nil }
      return QuantileTable.of(.primitive(.gamma(standard))).map { .table($0, scale: family.scale) }
    default: return nil
    }
  }

  /// Whether a second word tells the part of a mixture.
  private var isMixture: Bool { !bounds.isEmpty }

  /// The draw of a seat; another seat has the word for the part of a mixture.
  package func value(_ seats: Seats, _ seat: Int, part: Int) -> Double {
    value(of: seats.word(seat), seats, seat, part: part)
  }

  /// The draw of a seat whose word is known.
  package func value(of word: UInt64, _ seats: @autoclosure () -> Seats, _ seat: Int, part: Int)
    -> Double
  {
    var rule = rules[0]
    if isMixture {
      let point = Double(seats().word(part) >> 11) * 0x1p-53
      rule = rules[bounds.firstIndex { point < $0 } ?? rules.count - 1]
    }
    if case .sampled(let distribution) = rule {
      var stream = seats().stream(of: seat)
      return distribution.sample(using: &stream)
    }
    return Self.value(of: word, rule)
  }

  private static func value(of word: UInt64, _ rule: Rule) -> Double {
    switch rule {
    case .constant(let value): return value
    case .uniform(let minimum, let width): return minimum + width * level(of: word)
    case .table(let table, let scale): return scale * table.value(of: word)
    case .normal(let table, let mean, let sd): return mean + sd * table.value(of: word)
    case .lognormal(let table, let mu, let sigma):
      return Elementary.exp(mu + sigma * table.value(of: word))
    case .exact(let distribution), .sampled(let distribution):
      return distribution.quantile(of: word)
    }
  }

  /// The level in (0, 1) of a word.
  fileprivate static func level(of word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }

  /// Draws many at once, each from its own word, scaled tables in one loop.
  ///
  /// - Returns: False, with nothing drawn, where more than the words decide.
  @unsafe
  package func fill(
    _ values: UnsafeMutablePointer<Double>, from words: UnsafePointer<UInt64>, count: Int
  ) -> Bool {
    if isMixture { return false }
    switch rules[0] {
    case .sampled: return false
    case .constant(let value):
      for index in 0..<count { unsafe values[index] = value }
    case .uniform(let minimum, let width):
      for index in 0..<count {
        unsafe values[index] = minimum + width * Self.level(of: words[index])
      }
    case .table(let table, let scale):
      for index in 0..<count { unsafe values[index] = scale * table.value(of: words[index]) }
    case .normal(let table, let mean, let sd):
      for index in 0..<count { unsafe values[index] = mean + sd * table.value(of: words[index]) }
    case .lognormal(let table, let mu, let sigma):
      for index in 0..<count { unsafe values[index] = mu + sigma * table.value(of: words[index]) }
      for index in 0..<count { unsafe values[index] = Elementary.exp(values[index]) }
    case .exact:
      for index in 0..<count { unsafe values[index] = Self.value(of: words[index], rules[0]) }
    }
    return true
  }
}

extension Distribution {
  /// The normal distribution with mean 0 and variance 1.
  package static let standardNormal = Distribution.primitive(.normal(.standard))

  /// The quantile at a word, taken from the nearer end.
  package func quantile(of word: UInt64) -> Double {
    let level = QuantileSampler.level(of: word)
    let value = level < 0.5 ? quantile(level) : upperQuantile(1 - level)
    return isContinuous ? value.settled : value
  }

  /// The quantile at the level that a standard normal has at z, taken from the tail that is known
  /// more exactly.
  package func value(atNormal z: Double) -> Double {
    z < 0 ? quantile(StandardNormal.cdf(z)) : upperQuantile(StandardNormal.upperTail(z))
  }
}
