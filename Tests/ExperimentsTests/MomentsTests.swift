import Testing

@testable import Experiments

@Suite struct MomentsTests {
  static let figures: [Double] = (0..<500).map { (index: Int) -> Double in
    let spread = Double((index * 7919) % 1009) / 7 - 30
    return index % 50 == 0 ? spread + 4_000 : spread
  }

  /// Certified values of NIST's StRD data sets NumAcc3 and NumAcc4: sd 0.1 around 1,000,000.2
  /// and 10,000,000.2.
  @Test(arguments: [10_000_002, 100_000_002] as [Int64])
  func `Exact sums reach the certified variance of NIST's hard data`(centre: Int64) {
    var values = [centre]
    for _ in 0..<500 { values += [centre - 1, centre + 1] }
    let moments = Moments(
      count: values.count, sum: values.reduce(0, +),
      sumOfSquares: values.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }, scale: 10)
    #expect(moments.mean == Double(centre) / 10)
    #expect(abs(moments.variance.squareRoot() - 0.1) < 1e-15)
  }

  @Test func `A variance far below the mean keeps its digits`() {
    let base: Int64 = 1_000_000_000_000_000
    let values = [base, base + 1, base + 2]
    let moments = Moments(
      count: 3, sum: values.reduce(0, +),
      sumOfSquares: values.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) })
    #expect(moments.variance == 1)
  }

  @Test func `Negative sums are centred like positive ones`() {
    let moments = Moments(count: 4, sum: -10, sumOfSquares: 30)
    #expect(moments.mean == -2.5)
    #expect(abs(moments.variance - 5.0 / 3) < 1e-15)
    let joint = JointMoments(
      count: 4, numeratorSum: -10, numeratorSumOfSquares: 30, denominatorSum: 10,
      denominatorSumOfSquares: 30, sumOfProducts: -30)
    #expect(abs(joint.covariance + 5.0 / 3) < 1e-15)
    #expect(joint.ratio == -1)
    #expect(joint.ratioVariance == 0)
  }

  @Test func `Sums near the end of 64 bits do not overflow`() {
    let large = Int64.max / 4
    let moments = Moments(
      count: 4, sum: 0, sumOfSquares: 4 * Int128(large) * Int128(large))
    #expect(abs(moments.variance / (Double(large) * Double(large) * 4 / 3) - 1) < 1e-15)
  }

  @Test(arguments: [0, 1, 2, 17, 250, 499, 500])
  func `Merged parts equal the whole`(split: Int) {
    var whole = MomentsAccumulator()
    var first = MomentsAccumulator()
    var second = MomentsAccumulator()
    var jointWhole = JointMomentsAccumulator()
    var jointFirst = JointMomentsAccumulator()
    var jointSecond = JointMomentsAccumulator()
    for (index, figure) in Self.figures.enumerated() {
      let other = Double(index % 13)
      whole.add(figure)
      jointWhole.add(numerator: figure, denominator: other)
      if index < split {
        first.add(figure)
        jointFirst.add(numerator: figure, denominator: other)
      } else {
        second.add(figure)
        jointSecond.add(numerator: figure, denominator: other)
      }
    }
    first.merge(second)
    jointFirst.merge(jointSecond)
    #expect(first.count == 500)
    #expect(isNear(first.moments.mean, whole.moments.mean))
    #expect(isNear(first.moments.variance, whole.moments.variance))
    #expect(isNear(jointFirst.moments.covariance, jointWhole.moments.covariance))
    #expect(isNear(jointFirst.moments.numerator.variance, whole.moments.variance))
  }

  @Test func `The order of figures does not matter`() {
    var forward = MomentsAccumulator()
    var backward = MomentsAccumulator()
    for figure in Self.figures { forward.add(figure) }
    for figure in Self.figures.reversed() { backward.add(figure) }
    #expect(isNear(forward.moments.mean, backward.moments.mean))
    #expect(isNear(forward.moments.variance, backward.moments.variance))
  }

  @Test func `Streamed whole numbers equal their exact sums`() {
    let values: [Int64] = (0..<300).map { Int64(($0 * 577) % 1_013) }
    let others: [Int64] = (0..<300).map { Int64($0 % 7) }
    var accumulator = JointMomentsAccumulator()
    for (value, other) in zip(values, others) {
      accumulator.add(numerator: Double(value) / 100, denominator: Double(other))
    }
    let exact = JointMoments(
      count: 300, numeratorSum: values.reduce(0, +),
      numeratorSumOfSquares: Int128(values.reduce(0) { $0 + $1 * $1 }),
      denominatorSum: others.reduce(0, +),
      denominatorSumOfSquares: Int128(others.reduce(0) { $0 + $1 * $1 }),
      sumOfProducts: Int128(zip(values, others).reduce(0) { $0 + $1.0 * $1.1 }),
      numeratorScale: 100)
    let streamed = accumulator.moments
    #expect(isNear(streamed.numerator.mean, exact.numerator.mean))
    #expect(isNear(streamed.numerator.variance, exact.numerator.variance))
    #expect(isNear(streamed.denominator.variance, exact.denominator.variance))
    #expect(abs(streamed.covariance - exact.covariance) < 1e-10)
  }

  private func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-12 * max(abs(left), abs(right))
  }
}
