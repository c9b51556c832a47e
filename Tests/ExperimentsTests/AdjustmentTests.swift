import Support
import Testing

@testable import Experiments

@Suite struct AdjustmentTests {
  /// Longley's employment data (1967), with the values that NIST certifies for them.
  static let longley: [[Double]] = [
    [
      83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2,
      115.7, 116.9,
    ],
    [
      234_289, 259_426, 258_054, 284_599, 328_975, 346_999, 365_385, 363_112, 397_469, 419_180,
      442_769, 444_546, 482_704, 502_601, 518_173, 554_894,
    ],
    [
      2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806,
      4007,
    ],
    [
      1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572,
      2827,
    ],
    [
      107_608, 108_632, 109_773, 110_929, 112_075, 113_270, 115_094, 116_219, 117_388, 118_734,
      120_445, 121_950, 123_366, 125_368, 127_852, 130_081,
    ],
    (1947...1962).map(Double.init),
  ]
  static let employed: [Double] = [
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655,
    69564, 69331, 70551,
  ]

  @Test func `Least squares give the certified values of Longley's data`() throws {
    let columns = [Array(repeating: 1.0, count: 16)] + Self.longley
    let fit = try #require(
      try LeastSquares.fit(columns: columns, outcome: Self.employed).value)
    let certified = [
      (-3_482_258.634_595_82, 890_420.383_607_373), (15.061_872_271_373_3, 84.914_925_774_766_9),
      (-0.035_819_179_292_591_0, 0.033_491_007_772_243_2),
      (-2.020_229_803_816_83, 0.488_399_681_651_699),
      (-1.033_226_867_173_59, 0.214_274_163_161_675),
      (-0.051_104_105_653_580_7, 0.226_073_200_069_370),
      (1829.151_464_613_55, 455.478_499_142_212),
    ]
    for (index, (coefficient, error)) in certified.enumerated() {
      #expect(abs(fit.coefficients[index] / coefficient - 1) < 1e-9)
      #expect(abs((fit.standardError(of: index, .classical) ?? 0) / error - 1) < 1e-9)
    }
    #expect(abs(fit.leverages.reduce(0, +) - 7) < 1e-12)
  }

  @Test func `A column that repeats others is named as the fault`() throws {
    let ones = Array(repeating: 1.0, count: 16)
    let twice = Self.longley[0].map { 3 * $0 - 2 }
    #expect(
      try LeastSquares.fit(columns: [ones, Self.longley[0], twice], outcome: Self.employed)
        == .undefined(.collinearCovariates))
    #expect(throws: ArgumentError.self) {
      try LeastSquares.fit(columns: [[1, 2]], outcome: Self.employed)
    }
    let sample = try CovariateSample(
      outcome: Self.employed, covariates: [Self.longley[0], twice])
    #expect(
      try MultipleCUPED.adjust(treatment: sample, control: sample)
        == .undefined(.collinearCovariates))
  }

  private static func arm(_ shift: Double, _ step: Int) throws -> CovariateSample {
    let before = (0..<40).map { Double(($0 * step) % 41) }
    let other = (0..<40).map { Double(($0 * 17 + step) % 13) }
    let outcome = (0..<40).map { unit in
      shift + 2 * before[unit] - 3 * other[unit] + Double((unit * 29) % 7)
    }
    return try CovariateSample(outcome: outcome, covariates: [before, other])
  }

  @Test func `One covariate in the version for several is plain CUPED`() throws {
    let (control, treatment) = (try Self.arm(0, 5), try Self.arm(4, 11))
    func first(_ sample: CovariateSample) throws -> (CovariateSample, JointMoments) {
      (
        try CovariateSample(outcome: sample.outcome, covariates: [sample.covariates[0]]),
        try JointMoments(numerator: sample.outcome, denominator: sample.covariates[0])
      )
    }
    let (c, t) = (try first(control), try first(treatment))
    let plain = try #require(CUPED.adjust(treatment: t.1, control: c.1).value)
    let several = try #require(try MultipleCUPED.adjust(treatment: t.0, control: c.0).value)
    #expect(abs(several.theta[0] - plain.theta) < 1e-12)
    #expect(abs(several.treatment.mean - plain.treatment.mean) < 1e-12)
    #expect(abs(several.treatment.variance / plain.treatment.variance - 1) < 1e-12)
    #expect(abs(several.varianceReduction - plain.varianceReduction) < 1e-12)
  }

  @Test func `More covariates of the outcome leave less variance and the same effect`() throws {
    let (control, treatment) = (try Self.arm(0, 5), try Self.arm(4, 11))
    let both = try #require(
      try MultipleCUPED.adjust(treatment: treatment, control: control).value)
    #expect(both.varianceReduction > 0.9)
    #expect(abs(both.theta[0] - 2) < 0.2)
    #expect(abs(both.theta[1] + 3) < 0.2)
    let effect = try #require(both.difference.value)
    #expect(effect.interval(alpha: 0.01).contains(4))
  }

  @Test func `A ratio over one order each is adjusted as a mean`() throws {
    let (control, treatment) = (try Self.arm(0, 5), try Self.arm(4, 11))
    let ones = Array(repeating: 1.0, count: 40)
    func ratio(_ values: [Double]) throws -> RatioValues {
      try RatioValues(numerator: values, denominator: ones)
    }
    let found = try #require(
      try CUPED.adjust(
        treatment: (try ratio(treatment.outcome), try ratio(treatment.covariates[0])),
        control: (try ratio(control.outcome), try ratio(control.covariates[0]))
      ).value)
    let plain = try #require(
      CUPED.adjust(
        treatment: try JointMoments(
          numerator: treatment.outcome, denominator: treatment.covariates[0]),
        control: try JointMoments(
          numerator: control.outcome, denominator: control.covariates[0])
      ).value)
    #expect(abs(found.theta - plain.theta) < 1e-12)
    #expect(abs(found.treatment.mean - plain.treatment.mean) < 1e-12)
  }

  @Test func `A linearised ratio has the delta method's mean and variance`() throws {
    let values = try RatioValues(
      numerator: [3, 0, 8, 2, 7, 1], denominator: [1, 0, 3, 1, 2, 1])
    let joint = try JointMoments(numerator: values.numerator, denominator: values.denominator)
    let moments = Moments(of: try #require(values.linearised))
    #expect(abs(moments.mean - (joint.ratio ?? 0)) < 1e-14)
    #expect(abs(moments.variance / (joint.ratioVariance ?? 0) - 1) < 1e-13)
    #expect(try RatioValues(numerator: [1], denominator: [0]).linearised == nil)
  }

  @Test func `Pooled moments are those of all units together`() throws {
    let parts = [([1.0, 5, 2], [4.0, 4, 9]), ([7.0, 3], [1.0, 0]), ([6.0], [2.0])]
    let pooled = JointMoments.pooled(
      try parts.map { try JointMoments(numerator: $0.0, denominator: $0.1) })
    let whole = try JointMoments(
      numerator: parts.flatMap(\.0), denominator: parts.flatMap(\.1))
    #expect(pooled.count == 6)
    #expect(abs(pooled.covariance - whole.covariance) < 1e-14)
    #expect(abs(pooled.numerator.variance - whole.numerator.variance) < 1e-14)
    #expect(abs(pooled.denominator.mean - whole.denominator.mean) < 1e-15)
  }
}
