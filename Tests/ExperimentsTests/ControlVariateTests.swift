import GSL
import Testing

@testable import Experiments

@Suite struct ControlVariateTests {
  /// Batches of a value that follows another one, whose mean is known from more batches.
  private static func batches(noise: Double, count: Int) -> (values: [Double], others: [Double]) {
    var stream = RandomStream(
      key: RandomKey(seed: 4), customer: 0, place: Place("test", "batches"), purpose: .trait)
    var (values, others): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      let other = StandardNormal.upperQuantile(stream.uniformOpen())
      others.append(other)
      values.append(3 + 2 * other + noise * StandardNormal.upperQuantile(stream.uniformOpen()))
    }
    return (values, others)
  }

  @Test func `A value that follows the other exactly has the other's error alone`() throws {
    let (values, others) = Self.batches(noise: 0, count: 400)
    let first = Array(values.prefix(40))
    let mean = first.reduce(0, +) / 40
    let found = try #require(ControlVariate(estimate: mean, values: first, others: others))
    let known = others.reduce(0, +) / 400
    #expect(abs(found.estimate - (3 + 2 * known)) < 1e-12)
    let error = try #require(BatchError(others)).standardError
    #expect(abs(found.error.standardError - 2 * error) < 1e-12)
  }

  @Test func `With all batches it is the plain mean and its error`() throws {
    let (values, others) = Self.batches(noise: 1, count: 200)
    let mean = values.reduce(0, +) / 200
    let found = try #require(ControlVariate(estimate: mean, values: values, others: others))
    #expect(abs(found.estimate - mean) < 1e-12)
    let plain = try #require(BatchError(values)).standardError
    #expect(abs(found.error.standardError - plain) < 1e-9)
    #expect(ControlVariate(estimate: 0, values: [1, 2], others: others) == nil)
  }
}
