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
    if isPerAction {
      if draws > 1, pairwiseChances(context, scale: scale, within: share, into: &probabilities) {
        return
      }
      scoreTable.forget()
    }
    for _ in 0..<draws {
      let model = drawModel(of: task, using: &stream)
      if isPerAction {
        scoreTable.draw(
          &scores, model: model, scale: scale, context.features, &tasks[task].panel,
          normals: &normals, with: ziggurat, using: &stream)
      } else {
        drawShared(context, model: model, scale: scale, using: &stream)
      }
      Self.adjust(&scores, by: context.adjustments, isLogistic: isLogistic)
      probabilities[ChoiceRule.best(scores, allowed: context.allowed)] += share
    }
  }

  /// Writes the chances that a draw would make each action the best, where no draw is needed.
  ///
  /// The leader is beaten by another action with a normal probability: of two actions, that is all.
  /// Of more, the sum of these probabilities bounds how often the leader is beaten at all, and what
  /// each of them is too great by (Bonferroni); they stand where the sum is at most what one draw
  /// counts for. False, with nothing written, where it is more.
  private mutating func pairwiseChances(
    _ context: Context, scale: Double, within limit: Double, into probabilities: inout [Double]
  ) -> Bool {
    // A logistic chance plus an amount is no normal draw.
    guard context.adjustments.isEmpty || !isLogistic else { return false }
    let task = context.task
    predict(context)
    Self.adjust(&means, by: context.adjustments, isLogistic: isLogistic)
    let leader = ChoiceRule.best(means, allowed: context.allowed)
    var rivals = 0
    for action in context.allowed.indices where context.allowed[action] && action != leader {
      rivals += 1
    }
    let adjustments = context.adjustments.count == context.actions ? context.adjustments : []
    var sum = 0.0
    for (model, weight) in tasks[task].weights.enumerated() {
      for action in context.allowed.indices where context.allowed[action] && action != leader {
        let chance = scoreTable.chance(
          of: action, over: leader,
          ahead: adjustments.isEmpty ? 0 : adjustments[action] - adjustments[leader],
          model: model, scale: scale, context.features, &tasks[task].panel)
        probabilities[action] += weight * chance
        sum += weight * chance
        guard rivals == 1 || sum <= limit else {
          ChoiceRule.clear(&probabilities, count: context.actions)
          return false
        }
      }
    }
    probabilities[leader] = 1 - min(sum, 1)
    return true
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
        commonDraws.append(
          models[0].drawCommonMean(of: block, scale: rule.drawScale, using: &stream))
      }
    }
    if !isPerAction {
      models[0].draw(
        0, task: context.task, around: commonDraws[0], scale: rule.drawScale, into: &weights,
        using: &stream)
    }
    for action in scores.indices {
      if isPerAction {
        models[0].draw(
          action, task: context.task, around: commonDraws[action], scale: rule.drawScale,
          into: &weights, using: &stream)
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
