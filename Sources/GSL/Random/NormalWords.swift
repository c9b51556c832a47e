/// Normal draws from the first two words of a stream, for the three in four that need no more.
///
/// Leva: A fast normal random number generator (1992), doi:10.1145/138351.138364, as
/// `gsl_ran_gaussian_ratio_method` does it: the same numbers.
@frozen
public struct NormalWords: Sendable {
  @usableFromInline let mean: Double
  @usableFromInline let sd: Double

  package init(mean: Double, sd: Double) {
    self.mean = mean
    self.sd = sd
  }

  /// The draw, or NaN where the stream has to be sampled from its first of these words on.
  @inlinable
  @inline(__always)
  public func value(_ first: UInt64, _ second: UInt64) -> Double {
    let u = 1 - Double(first >> 11) * 0x1p-53
    let v = (Double(second >> 11) * 0x1p-53 - 0.5) * 1.7156
    let x = u - 0.449871
    let y = abs(v) + 0.386595
    let form = x * x + y * (0.19600 * y - 0.25472 * x)
    return form < 0.27597 ? mean + sd * (v / u) : .nan
  }
}
