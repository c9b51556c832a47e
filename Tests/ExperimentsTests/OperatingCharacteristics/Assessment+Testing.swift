@testable import Experiments

extension Assessment {
  /// The test of one comparison as replicates make it, for any two samples.
  /// - Returns: The outcome; undefined without variance in either arm.
  static func test(
    kind: MetricKind, treatment: MetricSample, control: MetricSample, alpha: Double
  ) -> Replicates.Outcome {
    let test = RapidTest(
      kind: kind, treatment: ArmStatistic(treatment), control: ArmStatistic(control))
    guard test.isDefined else { return .undefined }
    return Replicates.Outcome(
      estimate: test.difference, standardError: test.error,
      halfWidth: CriticalValue(alpha: alpha)(test.freedom) * test.error, pValue: test.pValue)
  }

  /// The two-sided critical value of Student's t as replicates use it.
  static func criticalValue(alpha: Double, degreesOfFreedom: Double) -> Double {
    CriticalValue(alpha: alpha)(degreesOfFreedom)
  }
}

extension ArmStatistic {
  init(_ sample: MetricSample) {
    self.init(
      count: Double(sample.count), value: sample.value ?? .nan,
      variance: sample.unitVariance ?? .nan)
  }
}
