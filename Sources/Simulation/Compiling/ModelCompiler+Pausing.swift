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
}
