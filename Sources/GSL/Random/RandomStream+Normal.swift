import CKeyedRandom

extension RandomStream {
  /// Gives a draw of the normal distribution with mean 0 and variance 1.
  public mutating func standardNormal() -> Double {
    unsafe keyed_random_normal(&state, 0, 1)
  }

  /// Gives a draw of the beta distribution; shapes that are not above 0 count as the least number.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let least = Double.leastNormalMagnitude
    return unsafe keyed_random_beta(&state, max(a, least), max(b, least))
  }

  /// Gives a draw of the gamma distribution; parameters that are not above 0 count as the least
  /// number.
  package mutating func gamma(shape: Double, scale: Double) -> Double {
    let least = Double.leastNormalMagnitude
    return unsafe keyed_random_gamma(&state, max(shape, least), max(scale, least))
  }
}
