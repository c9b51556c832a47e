import GSL
import MetaLearning
import Support

/// The action of each cell of context, known in hindsight; the features are 1 and the raw context.
struct ContextPolicy: Policy {
  let cells: ContextCells
  let actions: [[UInt8]: Int]
  /// Action in cells that are not known.
  let fallback: Int

  var kind: String { "oracle" }

  mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let cell = cells.cell(of: context.features.dropFirst())
    context.choose(actions[cell] ?? fallback, into: &probabilities)
  }

  func checkState(_ bounds: StateBounds) throws(ArgumentError) {}
}
