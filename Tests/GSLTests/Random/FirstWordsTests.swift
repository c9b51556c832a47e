import Testing

@testable import GSL

/// Draws from a stream's first words are those of its sampler.
struct FirstWordsTests {
  private static let distributions: [(String, [String: Double])] = [
    ("normal", ["mean": 3, "sd": 2]), ("lognormal", ["mu": 0.2, "sigma": 0.5]),
    ("gamma", ["shape": 1, "scale": 2]), ("gamma", ["shape": 1.7, "scale": 0.3]),
    ("gamma", ["shape": 40, "scale": 1]), ("beta", ["a": 4, "b": 2]),
    ("beta", ["a": 1.2, "b": 30]),
  ]

  @Test(arguments: distributions)
  func `they equal what the sampler gives, or say that it is needed`(
    name: String, parameters: [String: Double]
  ) throws {
    let distribution = try Distribution.named(
      name, parameters: parameters, points: [], components: [])
    guard case .primitive(let primitive) = distribution, let words = FirstWords(primitive) else {
      Issue.record("\(name) is not found from first words")
      return
    }
    let key = RandomKey(seed: 11)
    var decided = 0
    for customer in 0..<20_000 as Range<UInt64> {
      func stream() -> RandomStream {
        RandomStream(key: key, customer: customer, place: Place("t", name), purpose: .trait)
      }
      var first = stream()
      var whole = stream()
      let (a, b, c, d) = (first.nextWord(), first.nextWord(), first.nextWord(), first.nextWord())
      let value = words.value(a, b, c, d)
      guard !value.isNaN else { continue }
      decided += 1
      let sampled = primitive.sample(using: &whole)
      // Elsewhere GSL may be built to round a product and a sum at once.
      #expect(abs(value - sampled) <= 4 * sampled.ulp, "customer \(customer)")
    }
    #expect(decided > 12_000 && decided < 20_000)
  }

  @Test func `a shape below 1 needs the sampler`() throws {
    let gamma = try Distribution.named(
      "gamma", parameters: ["shape": 0.5, "scale": 1], points: [], components: [])
    guard case .primitive(let primitive) = gamma else { return }
    #expect(FirstWords(primitive) == nil)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 8, 33])
  func `words of many customers are those of their streams`(count: Int) {
    let key = RandomKey(seed: 5, replication: 2)
    let customers = (0..<count).map { UInt32(truncatingIfNeeded: $0 &* 0x9E37_79B9) }
    let visits = (0..<count).map { UInt32(1 + 3 * $0) }
    let place = Place("stage", "cart")
    var first = [UInt64](repeating: 0, count: count)
    var second = first
    for block in 0..<2 as Range<UInt32> {
      unsafe Philox.fill(
        key: key, customers: customers, place: place, visits: visits, purpose: .visit,
        block: block, count: count, first: &first, second: &second)
      for index in 0..<count {
        var stream = RandomStream(
          key: key, customer: UInt64(customers[index]), place: place, visit: visits[index],
          purpose: .visit)
        for _ in 0..<2 * block { _ = stream.nextWord() }
        #expect(first[index] == stream.nextWord() && second[index] == stream.nextWord())
      }
    }
  }
}
