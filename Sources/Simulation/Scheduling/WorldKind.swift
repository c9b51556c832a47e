import GSL
import Scenarios

/// Who lives under which arm in a world, and whose shelves they buy from.
enum WorldKind: Sendable, Equatable {
  /// The experiment: each customer under the assigned arm.
  case split
  /// One arm for everybody.
  case rollOut(arm: Int)
  /// Everybody under the arm of the block of time in which they arrive.
  case blocks(TimeBlocks)
  /// Each customer under the assigned arm, and each arm with its share of the supply.
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
    switch self {
    case .split: return [World(supply: compiled.supply[0], key: key)]
    case .rollOut(let arm): return [World(supply: compiled.supply[arm], key: key)]
    case .blocks(let blocks):
      return [World(supply: compiled.supply[blocks.arm(at: 0)], key: key)]
    case .dividedStock:
      var lower = 0.0
      return zip(compiled.supply, compiled.scenario.experiment.arms).map { supply, arm in
        defer { lower += arm.share }
        return World(supply: supply.part(from: lower, to: lower + arm.share), key: key)
      }
    }
  }
}
