extension Walk {
  /// Whether a customer who takes a turn waits before a stage for a decision.
  func meetsDecision(_ customer: Int32) -> Bool {
    let place = Int(customer)
    guard block.isBefore[place] else { return false }
    return models[Int(block.variant[place])].decisions[Int(block.stage[place])] >= 0
  }

  /// The decision that a customer meets who waits before a stage, as a business sees it.
  ///
  /// Context is evaluated as the customer stands before the stage: the visit to come is counted, and
  /// nothing of it has happened.
  mutating func decisionMoment(of customer: Int32) -> DecisionMoment {
    let place = Int(customer)
    let (variant, stage) = (Int(block.variant[place]), Int(block.stage[place]))
    let point = Int(models[variant].decisions[stage])
    let visits = block.visits(stage)
    scratch.list[0] = customer
    visits[place] += 1
    var context: [Double] = []
    context.reserveCapacity(models[variant].contexts[point].count)
    for index in models[variant].contexts[point].range {
      let form = models[variant].contextForms[index]
      refresh(form.refresh, variant, stage, 1)
      context.append(value(of: form, variant, place))
    }
    let moment = DecisionMoment(
      customer: UInt64(block.number[place]), point: point, visit: visits[place],
      time: block.now[place], segment: Int(block.segment[place]), context: context)
    visits[place] -= 1
    return moment
  }
}
