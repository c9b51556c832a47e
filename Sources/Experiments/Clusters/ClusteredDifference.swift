/// A difference of means when whole clusters, not units, were assigned.
///
/// The mean over units is a ratio of sums over clusters, whose variance the delta method gives with
/// clusters as units: the cluster-robust sandwich of the regression on the treatment, with a
/// factor G/(G-1) by arm (Deng, Knoblich and Lu 2018, doi:10.1145/3219819.3219919).
struct ClusteredDifference: Sendable, Equatable, Codable {
  /// Treatment less control, with Welch's degrees of freedom over clusters.
  var estimate: EffectEstimate
  var controlClusters: Int
  var treatmentClusters: Int
  /// Variance over that of independent units: the design effect.
  var designEffect: Double

  /// Compares two arms; the same number in both arms means two clusters.
  /// - Returns: The comparison; undefined with fewer than two clusters in an arm or when clusters
  ///   do not differ.
  static func estimate(
    treatment: [ClusteredValue], control: [ClusteredValue]
  ) -> Estimate<ClusteredDifference> {
    guard let treated = moments(treatment), let baseline = moments(control) else {
      return .undefined(.tooFewUnits)
    }
    let found = EffectEstimate.welch(treatment: treated, control: baseline)
    guard let estimate = found.value else { return .undefined(found.reason ?? .notFinite) }
    let plain = EffectEstimate.welch(
      treatment: Moments(of: treatment.map(\.value)), control: Moments(of: control.map(\.value))
    ).value
    let ratio = plain.map { estimate.standardError / $0.standardError } ?? 1
    return .defined(
      ClusteredDifference(
        estimate: estimate, controlClusters: baseline.count, treatmentClusters: treated.count,
        designEffect: ratio * ratio))
  }

  /// Mean over units and the variance per cluster of that mean.
  private static func moments(_ values: [ClusteredValue]) -> Moments? {
    var clusters: [Int: (sum: CompensatedSum, count: Double)] = [:]
    for item in values {
      clusters[item.cluster, default: (CompensatedSum(), 0)].sum.add(item.value)
      clusters[item.cluster, default: (CompensatedSum(), 0)].count += 1
    }
    guard clusters.count > 1 else { return nil }
    let ordered = clusters.keys.sorted().compactMap { clusters[$0] }
    let joint = try? JointMoments(
      numerator: ordered.map(\.sum.value), denominator: ordered.map(\.count))
    return joint.flatMap { MetricSample.ratio($0).perUnit }
  }
}
