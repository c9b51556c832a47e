/// Draws of a distribution from the first words of a stream, where its sampler mostly needs no
/// more; the same numbers.
package enum FirstWords: Sendable {
  /// Two words.
  case normal(NormalWords)
  /// Two words; the exponential of a normal draw.
  case lognormal(NormalWords)
  /// Two words.
  case gamma(GammaWords)
  /// Four words; the share of the first of two gamma draws.
  case beta(GammaWords, GammaWords)

  /// Prepares a distribution; nil for one whose draws are not found this way.
  package init?(_ distribution: PrimitiveDistribution) {
    switch distribution {
    case .normal(let family):
      self = .normal(NormalWords(mean: family.mean, sd: family.standardDeviation))
    case .lognormal(let family):
      self = .lognormal(NormalWords(mean: family.mu, sd: family.sigma))
    case .gamma(let family):
      guard let words = GammaWords(shape: family.shape, scale: family.scale) else { return nil }
      self = .gamma(words)
    case .beta(let family):
      guard let a = GammaWords(shape: family.a, scale: 1),
        let b = GammaWords(shape: family.b, scale: 1)
      else { return nil }
      self = .beta(a, b)
    default: return nil
    }
  }

  /// Whether the third and fourth word decide, too.
  package var needsSecondBlock: Bool {
    if case .beta = self { true } else { false }
  }

  /// The draw, or NaN where the stream has to be sampled.
  package func value(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) -> Double
  {
    switch self {
    case .normal(let words): return words.value(first, second)
    case .lognormal(let words): return Elementary.exp(words.value(first, second))
    case .gamma(let words): return words.value(first, second)
    case .beta(let a, let b):
      let (x, y) = (a.value(first, second), b.value(third, fourth))
      return x / (x + y)
    }
  }
}
