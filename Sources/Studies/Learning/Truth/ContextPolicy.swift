import GSL
import MetaLearning
import Support

/// The action of each cell of context, known in hindsight; the features are 1 and the raw context.
struct ContextPolicy: Policy {
  let cells: ContextCells
  let choice: ContextChoice

  var kind: String { "oracle" }

  mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let cell = cells.cell(of: context.features.dropFirst(), at: context.time)
    context.choose(choice.action(in: cell), into: &probabilities)
    guard let dearer = choice.dearer[cell], choice.share > 0, context.allowed[dearer] else {
      return
    }
    for action in probabilities.indices { probabilities[action] *= 1 - choice.share }
    probabilities[dearer] += choice.share
  }

  func checkState(_ bounds: StateBounds) throws(ArgumentError) {}
}
