/// Whether segments tell another story than the whole.
///
/// When arms differ in their mix of segments or days (as after a change of shares during
/// ramp-up), the difference over all units can have the opposite sign of every segment's.
package struct SimpsonReversal: Sendable, Equatable, Codable {
  package let pooled: Double
  /// Difference weighted by each segment's share of both arms' units (post-stratified).
  package let stratified: Double
  package let stratifiedStandardError: Double
  /// Segments whose difference has the opposite sign of the pooled one.
  package let opposed: [String]
  /// Number of segments with both arms present.
  package let segments: Int

  /// Whether the segments, taken together or one by one, contradict the whole.
  package var isReversed: Bool {
    segments > 1
      && (pooled * stratified < 0 && abs(stratified) > stratifiedStandardError
        || opposed.count == segments)
  }

  /// Both arms' moments are by segment, in the names' order.
  init(treatment: [Moments], control: [Moments], names: [String]) {
    func mean(_ parts: [Moments]) -> Double {
      let count = parts.reduce(0) { $0 + $1.count }
      return parts.reduce(0) { $0 + $1.mean * Double($1.count) } / Double(max(1, count))
    }
    pooled = mean(treatment) - mean(control)
    var opposed: [String] = []
    var units = 0.0
    var sum = 0.0
    var variance = 0.0
    var seen = 0
    for ((treated, baseline), name) in zip(zip(treatment, control), names)
    where treated.count > 1 && baseline.count > 1 {
      let weight = Double(treated.count + baseline.count)
      let difference = treated.mean - baseline.mean
      units += weight
      sum += weight * difference
      variance +=
        weight * weight
        * (treated.variance / Double(treated.count) + baseline.variance / Double(baseline.count))
      seen += 1
      if difference * pooled < 0 { opposed.append(name) }
    }
    stratified = units > 0 ? sum / units : 0
    stratifiedStandardError = units > 0 ? variance.squareRoot() / units : 0
    self.opposed = opposed
    segments = seen
  }
}
