/// Whether arms were alike before the experiment began.
package struct BaselineBalance: Sendable, Equatable, Codable {
  /// One treatment and one pre-period value.
  package struct Part: Sendable, Equatable, Codable {
    /// Index of the arm.
    package var treatment: Int
    package var metricName: String
    package var test: Estimate<DifferenceTest>
    /// Difference over the pooled standard deviation; nil without spread.
    package var standardisedDifference: Double?
    /// Whether the arms differed before they could (p below `SampleRatioCheck.threshold`).
    package var isFailed: Bool {
      (test.value?.pValue ?? 1) < SampleRatioCheck.threshold
    }
  }

  /// Every treatment × value.
  package let parts: [Part]
  package var isFailed: Bool { parts.contains(where: \.isFailed) }

  /// Compares pre-period values, or any that treatment cannot have changed.
  ///
  /// Samples are by arm, then by name.
  init(samples: [[MetricSample]], names: [String], control: Int = 0, alpha: Double = 0.05) {
    guard samples.indices.contains(control) else {
      parts = []
      return
    }
    parts = samples.indices.filter { $0 != control }.flatMap { arm in
      zip(names, zip(samples[arm], samples[control])).map { name, pair in
        let (treated, baseline) = pair
        let test = DifferenceTest.compare(treatment: treated, control: baseline, alpha: alpha)
        var standardised: Double?
        if let difference = test.value?.difference, let first = treated.unitVariance,
          let second = baseline.unitVariance, first + second > 0
        {
          standardised = difference / ((first + second) / 2).squareRoot()
        }
        return Part(
          treatment: arm, metricName: name, test: test, standardisedDifference: standardised)
      }
    }
  }
}
