import GSL

extension LinearPolicy {
  /// Writes means and deviations of all actions under the likeliest model.
  mutating func predict(_ context: Context) {
    let task = context.task
    let model = likeliestModel(of: task)
    if isPerAction {
      scoreTable.forget()
      scoreTable.moments(
        &means, &deviations, model: model, context.features, &tasks[task].panel)
      return
    }
    let size = settings.layout.features
    let number = tasks[task].models[model]
    for action in means.indices {
      let start = action * size
      means[action] = models[number].tasks[task].beliefs[0].mean(
        of: context.actionFeatures, from: start)
      deviations[action] = models[number].tasks[task].beliefs[0].deviation(
        of: context.actionFeatures, from: start)
    }
  }

  /// Lays out the table of scores for a task's models.
  mutating func beginScores(of task: Int) {
    scoreTable.begin(actions: blocks.count)
    for model in tasks[task].models { scoreTable.add(isJoint: models[model].isJoint) }
  }

  mutating func drawActions(
    _ context: Context, draws: Int, scale: Double, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let task = context.task
    let share = 1 / Double(draws)
    if isPerAction { scoreTable.forget() }
    for _ in 0..<draws {
      let model = drawModel(of: task, using: &stream)
      if isPerAction {
        scoreTable.draw(
          &scores, model: model, scale: scale, context.features, &tasks[task].panel,
          normals: &normals, with: ziggurat, using: &stream)
      } else {
        drawShared(context, model: model, scale: scale, using: &stream)
      }
      if !context.adjustments.isEmpty { adjust(&scores, by: context.adjustments) }
      probabilities[ChoiceRule.best(scores, allowed: context.allowed)] += share
    }
  }

  /// Draws the weights of a layout with one set of them, by the index of one of the task's models.
  mutating func drawWeights(
    task: Int, model: Int, scale: Double, using stream: inout RandomStream
  ) {
    models[tasks[task].models[model]].tasks[task].beliefs[0].draw(
      into: &weights, scale: scale, with: ziggurat, using: &stream)
  }

  mutating func drawShared(
    _ context: Context, model: Int, scale: Double, using stream: inout RandomStream
  ) {
    let size = settings.layout.features
    drawWeights(task: context.task, model: model, scale: scale, using: &stream)
    for action in scores.indices {
      scores[action] = DenseKernel.dot(
        weights, from: 0, context.actionFeatures, from: action * size, count: size)
    }
  }

  /// Draws weights around the batch's draw of the mean of all tasks, and with them the scores.
  mutating func drawByCommonMean(_ context: Context, using stream: inout RandomStream) {
    let size = settings.layout.features
    if commonDraws.isEmpty {
      models[0].pull(blocks, changes: tasks.map(\.changes))
      for block in blocks.indices {
        commonDraws.append(models[0].drawCommonMean(of: block, using: &stream))
      }
    }
    if !isPerAction {
      models[0].draw(
        0, task: context.task, around: commonDraws[0], into: &weights, using: &stream)
    }
    for action in scores.indices {
      if isPerAction {
        models[0].draw(
          action, task: context.task, around: commonDraws[action], into: &weights,
          using: &stream)
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
