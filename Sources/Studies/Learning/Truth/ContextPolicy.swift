internal import GSL
import MetaLearning

/// The action of each cell of context, known in hindsight; the features are 1 and the raw context.
struct ContextPolicy: Policy {
  let cells: ContextCells
  let actions: [[UInt8]: Int]
  /// Action in cells that are not known.
  let fallback: Int

  /// "oracle".
  var kind: String { "oracle" }

  /// Writes 1 for the cell's action, or for the status quo where it is not allowed.
  mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let action = actions[cells.cell(of: context.features.dropFirst())] ?? fallback
    let isAllowed = context.allowed.indices.contains(action) && context.allowed[action]
    context.choose(isAllowed ? action : context.statusQuo, into: &probabilities)
  }
}
