import Testing

@testable import GSL

@Suite struct `Student's t` {
  @Test(
    arguments: [
      (0.001, 1, 0.49968169021991944),
      (0.5, 1, 0.35241638234956673),
      (1, 1, 0.25),
      (2, 1, 0.14758361765043327),
      (5, 1, 0.062832958189001184),
      (12, 1, 0.026464676059589875),
      (40, 1, 0.0079560899120258133),
      (0.001, 2.5, 0.49963819136039244),
      (0.5, 2.5, 0.32884895993485734),
      (1, 2.5, 0.20203051363913673),
      (2, 2.5, 0.078695747878982993),
      (5, 2.5, 0.011725594985430924),
      (12, 2.5, 0.0014181075150391619),
      (40, 2.5, 7.0978171452466915e-5),
      (0.001, 10, 0.49961089168737049),
      (0.5, 10, 0.31394680287148647),
      (1, 10, 0.17044656615102994),
      (2, 10, 0.036694017385370183),
      (5, 10, 0.00026866680137822631),
      (12, 10, 1.4607044123849935e-7),
      (40, 10, 1.1404288715428773e-12),
      (0.001, 29.5, 0.49960442372807786),
      (0.5, 29.5, 0.3103922453103366),
      (1, 29.5, 0.16272150265394404),
      (2, 29.5, 0.02739080629208454),
      (5, 29.5, 1.214873074626224e-5),
      (12, 29.5, 3.549868329060638e-13),
      (40, 29.5, 1.4726701710179352e-27),
      (0.001, 123.4, 0.49960186518941136),
      (0.5, 123.4, 0.30898276395433251),
      (1, 123.4, 0.15963369739809783),
      (2, 123.4, 0.023848040724195115),
      (5, 123.4, 9.5962623147442438e-7),
      (12, 123.4, 9.2074476660079861e-23),
      (40, 123.4, 8.3054406749998769e-73),
      (0.001, 4567.89, 0.49960107961955909),
      (0.5, 4567.89, 0.30854958112282694),
      (1, 4567.89, 0.15868173853167849),
      (2, 4567.89, 0.022779684201189698),
      (5, 4567.89, 2.9738781062144464e-7),
      (12, 4567.89, 5.4831496355001454e-33),
      (0.001, 1000000.0, 0.49960105788582454),
      (0.5, 1000000.0, 0.30853759373618569),
      (1, 1000000.0, 0.15865537491678906),
      (2, 1000000.0, 0.022750266925659604),
      (5, 1000000.0, 2.8669989354453708e-7),
      (12, 1000000.0, 1.7858425623825701e-33),
    ] as [(Double, Double, Double)])
  func `upper tail agrees with 40-digit arithmetic`(t: Double, degrees: Double, tail: Double) {
    expectClose(StudentT.upperTail(t, degreesOfFreedom: degrees), tail, within: 1e-12)
    expectClose(StudentT.cdf(-t, degreesOfFreedom: degrees), tail, within: 1e-12)
    expectClose(StudentT.cdf(t, degreesOfFreedom: degrees), 1 - tail, within: 1e-12)
  }

  @Test(
    arguments: [
      (0.025, 1, 12.706204736174704),
      (0.025, 10, 2.2281388519862747),
      (1e-10, 3, 2225.7692846830932),
      (0.4, 2.5, 0.28145951274854759),
      (1e-06, 1000000.0, 4.7534523482796808),
      (0.005, 123.4, 2.6162583641455756),
    ] as [(Double, Double, Double)])
  func `upper quantile agrees with 40-digit arithmetic`(q: Double, degrees: Double, t: Double) {
    expectClose(StudentT.upperQuantile(q, degreesOfFreedom: degrees), t, within: 1e-12)
    expectClose(StudentT.quantile(q, degreesOfFreedom: degrees), -t, within: 1e-12)
  }

  @Test(
    arguments: [0.3, 1, 2, 7.7, 29, 31, 1e4, 1e8, 1e12] as [Double], [1e-300, 1e-12, 0.01, 0.499])
  func `quantile and tail are inverse`(degrees: Double, q: Double) {
    let t = StudentT.upperQuantile(q, degreesOfFreedom: degrees)
    guard t.isFinite, t < 1e150 else { return }
    // The tail answers an error of t enlarged by its logarithmic slope.
    let slope = StudentT.density(t, degreesOfFreedom: degrees) / q * t
    expectClose(
      StudentT.upperTail(t, degreesOfFreedom: degrees), q, within: 1e-11 + 1e-14 * slope)
  }

  @Test func `many degrees of freedom are the normal distribution`() {
    for degrees in [1e13, 1e15, .infinity] {
      expectClose(
        StudentT.upperTail(1.96, degreesOfFreedom: degrees), StandardNormal.upperTail(1.96),
        within: 1e-11)
    }
  }

  @Test func `arguments outside the domain give NaN`() {
    #expect(StudentT.upperTail(1, degreesOfFreedom: 0).isNaN)
    #expect(StudentT.upperTail(.nan, degreesOfFreedom: 3).isNaN)
    #expect(StudentT.quantile(1.5, degreesOfFreedom: 3).isNaN)
    #expect(StudentT.upperTail(.infinity, degreesOfFreedom: 3) == 0)
    #expect(StudentT.upperTail(0, degreesOfFreedom: 3) == 0.5)
  }
}
