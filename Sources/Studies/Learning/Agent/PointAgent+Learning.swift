import MetaLearning

extension PointAgent {
  mutating func credited(_ decision: AgentDecision, number: Int) {
    guard learns else { return }
    pending.credited(UInt64(number), decision.reward, isArrival: decision.arrival != nil)
  }

  mutating func finished(_ decision: AgentDecision, number: Int) {
    guard learns else { return }
    pending.rewarded(UInt64(number), decision.reward)
  }

  /// Makes decisions final of which nothing can change any more: those over at a time, or all.
  private mutating func expire(_ decisions: inout [AgentDecision], at time: Double?) {
    let open = running
    running.removeAll(keepingCapacity: true)
    for number in open where !decisions[number].isFinal {
      if let time, decisions[number].deadline >= time {
        running.append(number)
      } else {
        decisions[number].isFinal = true
        finished(decisions[number], number: number)
      }
    }
  }

  mutating func learn(from decisions: inout [AgentDecision], at time: Double) {
    sinceUpdate = 0
    fairness?.startPeriod()
    guard learns else { return }
    expire(&decisions, at: time)
    let (final, provisional) = pending.settle(at: time)
    guard !final.isEmpty || !provisional.isEmpty || hasProvisional else { return }
    if !final.isEmpty {
      budget?.update(final)
      free?.update(final)
    }
    replaceProvisional(provisional)
    version += 1
  }

  /// Ends the market: what has not come by now will not come any more.
  mutating func close(_ decisions: inout [AgentDecision]) {
    expire(&decisions, at: nil)
    if learns {
      replaceProvisional([])
      let rows = pending.close()
      if !rows.isEmpty {
        budget?.update(rows)
        free?.update(rows)
      }
      version += 1
    }
    let task = task
    budget?.close(task: task)
    free?.close(task: task)
  }

  private mutating func replaceProvisional(_ rows: [Feedback]) {
    guard hasProvisional || !rows.isEmpty else { return }
    hasProvisional = !rows.isEmpty
    budget?.replaceProvisional(rows)
    free?.replaceProvisional(rows)
  }
}
