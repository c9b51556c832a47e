import Testing

@testable import GSL

struct QuantileSamplerTests {
  private static let count = 20_000

  private static func seats(_ number: Int) -> Seats {
    Seats(
      key: RandomKey(seed: 3), customer: UInt64(number), place: Place("test", "sampler"),
      purpose: .trait)
  }

  private func draws(_ distribution: Distribution) -> [Double] {
    let sampler = QuantileSampler(distribution)
    return (0..<Self.count).map { sampler.value(Self.seats($0), 0, part: 1) }
  }

  @Test(arguments: DistributionCase.continuous)
  func `draws follow the distribution function`(example: DistributionCase) throws {
    let distribution = try example.make()
    let sorted = draws(distribution).sorted()
    var distance = 0.0
    for (index, x) in sorted.enumerated() {
      let cdf = distribution.cdf(x)
      distance = max(distance, cdf - Double(index) / Double(Self.count))
      distance = max(distance, Double(index + 1) / Double(Self.count) - cdf)
    }
    #expect(distance < 1.95 / Double(Self.count).squareRoot())
  }

  @Test(arguments: DistributionCase.discrete)
  func `draws of counts have the probabilities`(example: DistributionCase) throws {
    let distribution = try example.make()
    let draws = draws(distribution)
    for value in Set(draws) {
      let chance = distribution.density(value)
      let share = Double(draws.count { $0 == value }) / Double(Self.count)
      #expect(abs(share - chance) < 4.5 * (chance / Double(Self.count)).squareRoot() + 2e-4)
    }
  }

  @Test(arguments: DistributionCase.all)
  func `a draw is the quantile at its word, and rises with the word`(
    example: DistributionCase
  ) throws {
    let distribution = try example.make()
    if case .mixture = distribution { return }
    let sampler = QuantileSampler(distribution)
    var words = (0..<300).map { Self.seats($0).word(0) } + [0, .max, 1 << 63, 1 << 63 - 1]
    words.sort()
    let spread = distribution.upperQuantile(0.25) - distribution.quantile(0.25)
    var values = [Double](repeating: 0, count: words.count)
    #expect(unsafe sampler.fill(&values, from: words, count: words.count))
    var last = -Double.infinity
    for (word, value) in zip(words, values) {
      #expect(sampler.value(of: word, Self.seats(0), 0, part: 1) == value)
      let level = (Double(word >> 12) + 0.5) * 0x1p-52
      let right =
        level < 0.5 ? distribution.quantile(level) : distribution.upperQuantile(1 - level)
      #expect(abs(value - right) <= 1e-9 * (spread + abs(right)))
      #expect(value >= last - 1e-9 * (spread + abs(last)) || last == -.infinity)
      last = value
    }
  }

  /// Variance of the difference of two distributions on the same words, as a share of that on
  /// different words; the shares are those of a separate C program.
  @Test(arguments: [
    (first: (2.6, 0.9), second: (2.0, 0.9), share: 0.0011), ((1, 1), (1, 1.3), 0.040),
  ])
  func `two distributions on the same words are paired`(
    first: (Double, Double), second: (Double, Double), share: Double
  ) throws {
    let pair = [
      draws(try .gamma(mean: first.0, sd: first.1)),
      draws(try .gamma(mean: second.0, sd: second.1)),
    ]
    func variance(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
    let difference = variance(zip(pair[0], pair[1]).map { $0 - $1 })
    let found = difference / (variance(pair[0]) + variance(pair[1]))
    #expect(abs(found - share) < 0.15 * share)
  }

  @Test func `a distribution with infinite quantiles is sampled from the seat's own blocks`() throws
  {
    let distribution = try Distribution.pareto(shape: 0.1, min: 1e150)
    #expect(!distribution.upperQuantile(0x1p-53).isFinite)
    let sampler = QuantileSampler(distribution)
    var own = Self.seats(4).stream(of: 1)
    #expect(sampler.value(Self.seats(4), 1, part: 2) == distribution.sample(using: &own))
    var value = 0.0
    #expect(unsafe !sampler.fill(&value, from: [7], count: 1))
  }

  @Test func `the second word tells the part of a mixture, also of a mixture within`() throws {
    let inner = try Distribution.mixture([(1, .constant(2)), (3, .constant(3))])
    let sampler = QuantileSampler(try .mixture([(1, .constant(1)), (4, inner)]))
    let values = (0..<Self.count).map { sampler.value(Self.seats($0), 0, part: 1) }
    for (value, share) in [(1.0, 0.2), (2, 0.2), (3, 0.6)] {
      let found = Double(values.count { $0 == value }) / Double(Self.count)
      #expect(abs(found - share) < 4 * 0.5 / Double(Self.count).squareRoot())
    }
    for number in 0..<50 {
      let point = Double(Self.seats(number).word(1) >> 11) * 0x1p-53
      #expect(values[number] == (point < 0.2 ? 1 : point < 0.4 ? 2 : 3))
    }
  }
}
