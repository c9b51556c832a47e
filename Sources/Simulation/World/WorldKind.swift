import GSL
import Scenarios

/// Who lives under which arm in a world, and whose shelves they buy from.
enum WorldKind: Sendable, Equatable {
  case split
  case rollOut(arm: Int)
  case blocks(TimeBlocks)
  case dividedStock

  /// The arm of a customer who arrives at a time.
  func arm(of number: UInt64, arrival: Double, factory: borrowing CustomerFactory) -> Int {
    switch self {
    case .split, .dividedStock: factory.arm(of: number)
    case .rollOut(let arm): arm
    case .blocks(let blocks): blocks.arm(at: arrival)
    }
  }

  /// The worlds that customers live in: one for all, or one per arm where the stock is divided.
  func worlds(of compiled: borrowing CompiledScenario, key: RandomKey) -> [World] {
    let hasBegun = compiled.warmUpHours == 0
    return rules(of: compiled, inExperiment: hasBegun).map { World($0, key: key) }
  }

  /// The rules of each world: the control's in a warm-up, else those of its arm.
  func rules(of compiled: borrowing CompiledScenario, inExperiment: Bool) -> [WorldRules] {
    switch self {
    case .split: return [compiled.rules[0]]
    case .rollOut(let arm): return [compiled.rules[inExperiment ? arm : 0]]
    case .blocks(let blocks):
      return [compiled.rules[inExperiment ? blocks.arm(at: compiled.warmUpHours) : 0]]
    case .dividedStock:
      var lower = 0.0
      return compiled.scenario.experiment.arms.indices.map { arm in
        let share = compiled.scenario.experiment.arms[arm].share
        defer { lower += share }
        return compiled.rules[inExperiment ? arm : 0].part(from: lower, to: lower + share)
      }
    }
  }
}
