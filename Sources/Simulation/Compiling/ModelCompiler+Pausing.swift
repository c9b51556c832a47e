import Scenarios

extension ModelCompiler {
  /// Decision points by stage, and what is seen there as forms over slots.
  mutating func compileDecisions(_ decisions: [DecisionPoint]) throws(CompileError) {
    model.decisions = [Int32](repeating: -1, count: model.stages.count)
    for (index, decision) in decisions.enumerated() {
      if model.decisions[decision.stage] >= 0 {
        let other = decisions[Int(model.decisions[decision.stage])].name
        let stage = scenario.journey.stages[decision.stage].name
        throw CompileError(
          path: ["learning", "decisions", decision.name],
          message: "stage `\(stage)` is met by `\(other)` already; one decision point per stage")
      }
      model.decisions[decision.stage] = Int32(index)
      let first = model.contextForms.count
      for term in decision.context {
        let compiled = formulas.compile(Formula(terms: [term]), into: &model)
        model.contextForms.append(compiled.form)
      }
      model.contexts.append(Span32(first, model.contextForms.count))
    }
  }

  /// Makes the models of an experiment's arms fit for a warm-up under the first of them.
  ///
  /// The visit that brings a customer into the experiment follows a choice under the control, which
  /// thus must be in the market's time order wherever any arm's entry must.
  static func prepare(_ models: inout [Model], forWarmUp hours: Double) {
    for index in models.indices { models[index].warmUp = hours }
    let shared = models[0].stages.indices.map { stage in
      models.contains { $0.stages[stage].entryTouchesSharedState }
    }
    for stage in models[0].stages.indices {
      let edges = models[0].stages[stage].edges.range
      if models[0].edges[edges].contains(where: { shared[Int($0.target)] }) {
        models[0].stages[stage].decisionTouchesSharedState = true
      }
    }
  }
}
