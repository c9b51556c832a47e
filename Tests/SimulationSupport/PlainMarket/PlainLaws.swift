import GSL
import Scenarios

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
