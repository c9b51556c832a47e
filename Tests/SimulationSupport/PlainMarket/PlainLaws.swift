import GSL
import Scenarios

/// The words of a market's draws, each by its address and seat.
struct PlainWords {
  let key: RandomKey

  /// An address: whose draw it is, where, at which visit, and what it decides.
  struct Address {
    var customer: UInt64
    var place: Place
    var visit = 0
    var purpose: Purpose
  }

  private func stream(_ address: Address, dropping words: Int) -> RandomStream {
    var stream = RandomStream(
      key: key, customer: address.customer, place: address.place, visit: UInt32(address.visit),
      purpose: address.purpose)
    for _ in 0..<words { _ = stream.nextWord() }
    return stream
  }

  func word(_ address: Address, seat: Int) -> UInt64 {
    var stream = stream(address, dropping: seat)
    return stream.nextWord()
  }

  /// A number in [0, 1).
  func uniform(_ address: Address, seat: Int) -> Double {
    Double(word(address, seat: seat) >> 11) / 9_007_199_254_740_992
  }

  /// A number in (0, 1).
  func level(_ address: Address, seat: Int) -> Double {
    (Double(word(address, seat: seat) >> 12) + 0.5) / 4_503_599_627_370_496
  }

  /// A draw by the quantile, taken from the nearer end; the part of a mixture has a seat of its own.
  func draw(_ law: Distribution, _ address: Address, seat: Int, part: Int) -> Double {
    var law = law
    if case .mixture = law {
      let parts = Self.parts(of: law, 1)
      law = parts[PlainMarket.pick(parts.map(\.share), at: uniform(address, seat: part))].law
    }
    guard law.quantile(0x1p-53).isFinite, law.upperQuantile(0x1p-53).isFinite else {
      // From block 256 (seat + 1) on, of two words each.
      var stream = stream(address, dropping: 512 * (seat + 1))
      return law.sample(using: &stream)
    }
    let level = level(address, seat: seat)
    return level < 0.5 ? law.quantile(level) : law.upperQuantile(1 - level)
  }

  /// The parts of a mixture, those of mixtures within included, with their shares of all.
  private static func parts(
    of law: Distribution, _ share: Double
  ) -> [(share: Double, law: Distribution)] {
    guard case .mixture(let mixture) = law else { return [(share, law)] }
    return zip(mixture.components, mixture.probabilities).flatMap {
      parts(of: $0, share * $1)
    }
  }
}

/// The distributions of a market, each made once.
struct PlainLaws {
  /// By segment and trait.
  let traits: [[Distribution]]
  /// By arm and stage; nil where time is no law.
  let dwells: [[Distribution?]]
  /// By arm and shipping option.
  let deliveries: [[Distribution]]

  init(base: Scenario, arms: [Scenario]) throws {
    traits = try base.population.segments.indices.map { segment in
      try base.population.traits.map { try $0.distributions[segment].made() }
    }
    dwells = try arms.map { arm in
      try arm.journey.stages.map { stage in
        guard case .time(let law, _) = stage.dwell else { return nil }
        return try law.made()
      }
    }
    deliveries = try arms.map { arm in try arm.shipping.map { try $0.actual.made() } }
  }
}
