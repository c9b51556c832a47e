import GSL

extension LinearPolicy {
  /// Makes all that was computed from the rows so far be computed again.
  mutating func changed() {
    preparedTask = -1
    commonDraws.removeAll(keepingCapacity: true)
  }

  /// Brings the noise variance up to date, and with it what all tasks tell.
  mutating func refreshNoise() {
    guard var noise else { return }
    var hasChanged = false
    for block in blocks.indices where blocks[block].refreshResiduals() { hasChanged = true }
    guard hasChanged else { return }
    let hasMoved = noise.pool(blocks.lazy.flatMap(\.residuals))
    self.noise = noise
    if hasMoved { setNoise(variance: noise.variance) }
  }

  mutating func setNoise(variance: Double) {
    preparedTask = -1
    for block in blocks.indices { blocks[block].setNoise(variance: variance) }
  }

  /// Brings the beliefs about a task up to date, and lays them out for decisions.
  mutating func refreshBeliefs(of task: Int, using stream: inout RandomStream) {
    refreshNoise()
    while panels.count <= task { panels.append(nil) }
    for block in blocks.indices where blocks[block].isStale(task: task) {
      blocks[block].prepare(task: task)
      if blocks[block].needsPrior(task: task) {
        blocks[block].settlePrior(task: task, using: &stream)
      }
      blocks[block].refresh(task: task)
      panels[task] = nil
    }
    if isPerAction, panels[task] == nil {
      let models = blocks[0].models.count
      panels[task] = QuadraticPanel(
        (0..<models).flatMap { model in
          blocks.map { $0.beliefs[$0.index(task, model)] }
        })
    }
    preparedTask = task
  }

  mutating func predict(_ context: Context, model: Int) {
    if isPerAction {
      let first = model * blocks.count
      panels[context.task]?.evaluate(
        context.features, rows: first..<(first + means.count), means: &means,
        deviations: &deviations)
      return
    }
    let size = settings.layout.features
    let position = context.task * blocks[0].models.count + model
    for action in means.indices {
      let start = action * size
      means[action] = blocks[0].beliefs[position].mean(of: context.actionFeatures, from: start)
      deviations[action] = blocks[0].beliefs[position].deviation(
        of: context.actionFeatures, from: start)
    }
  }

  mutating func drawActions(
    _ context: Context, draws: Int, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let models = blocks[0].models.count
    let share = 1 / Double(draws)
    let actions = context.actions
    if isPerAction {
      let rows = models * blocks.count
      if centres.count != rows {
        centres = Array(repeating: 0, count: rows)
        spreads = centres
      }
      panels[context.task]?.evaluate(
        context.features, rows: 0..<rows, means: &centres, deviations: &spreads)
    }
    for _ in 0..<draws {
      let model = models > 1 ? drawModel(using: &stream) : 0
      if isPerAction {
        let first = model * blocks.count
        for action in 0..<actions {
          scores[action] =
            centres[first + action] + spreads[first + action] * ziggurat.draw(using: &stream)
        }
      } else {
        drawShared(context, model: model, using: &stream)
      }
      if !context.adjustments.isEmpty { adjust(&scores, by: context.adjustments) }
      probabilities[ChoiceRule.best(scores, allowed: context.allowed)] += share
    }
  }

  mutating func drawWeights(task: Int, model: Int, using stream: inout RandomStream) {
    let position = task * blocks[0].models.count + model
    blocks[0].beliefs[position].draw(into: &weights, with: ziggurat, using: &stream)
  }

  mutating func drawShared(
    _ context: Context, model: Int, using stream: inout RandomStream
  ) {
    let size = settings.layout.features
    drawWeights(task: context.task, model: model, using: &stream)
    for action in scores.indices {
      scores[action] = DenseKernel.dot(
        weights, from: 0, context.actionFeatures, from: action * size, count: size)
    }
  }

  /// Draws weights around the batch's draw of the mean of all tasks, and with them the scores.
  mutating func drawByCommonMean(_ context: Context, using stream: inout RandomStream) {
    let size = settings.layout.features
    if commonDraws.isEmpty {
      for block in blocks.indices {
        commonDraws.append(blocks[block].drawCommonMean(using: &stream))
      }
    }
    if !isPerAction {
      blocks[0].draw(
        task: context.task, around: commonDraws[0], into: &weights, using: &stream)
    }
    for action in scores.indices {
      if isPerAction {
        blocks[action].draw(
          task: context.task, around: commonDraws[action], into: &weights, using: &stream)
      }
      let start = isPerAction ? 0 : action * size
      var sum = 0.0
      for index in 0..<size {
        let value =
          isPerAction ? context.features[index] : context.actionFeatures[start + index]
        sum += weights[index] * value
      }
      scores[action] = sum
    }
  }
}
