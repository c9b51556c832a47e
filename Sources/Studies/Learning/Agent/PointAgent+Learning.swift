import MetaLearning

extension PointAgent {
  private func row(_ decision: AgentDecision) -> Feedback {
    Feedback(
      task: task, action: decision.action, features: frame.features(of: decision.context),
      reward: decision.reward)
  }

  mutating func credited(_ decision: AgentDecision, number: Int) {
    guard learns, !waitsForEnd else { return }
    // What has come so far is what it means to get nothing more.
    pending.decided(UInt64(number), row(decision), at: decision.time)
  }

  mutating func finished(_ decision: AgentDecision, number: Int) {
    guard learns else { return }
    if waitsForEnd { pending.decided(UInt64(number), row(decision), at: decision.time) }
    pending.rewarded(UInt64(number), decision.reward)
  }

  /// Closes decisions whose window is over.
  mutating func expire(_ decisions: inout [AgentDecision], at time: Double) {
    if !isInOrder {
      // Decisions of one wave are not in the order of the market's time.
      let open = running[firstRunning...].sorted {
        (decisions[$0].time, $0) < (decisions[$1].time, $1)
      }
      running.replaceSubrange(firstRunning..., with: open)
      isInOrder = true
    }
    while firstRunning < running.count {
      let number = running[firstRunning]
      guard decisions[number].deadline < time else { break }
      firstRunning += 1
      guard !decisions[number].isFinal else { continue }
      decisions[number].isFinal = true
      finished(decisions[number], number: number)
    }
  }

  mutating func learn(from decisions: inout [AgentDecision], at time: Double) {
    sinceUpdate = 0
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
    expire(&decisions, at: .infinity)
    for number in running[min(firstRunning, running.count)...] where !decisions[number].isFinal {
      decisions[number].isFinal = true
      finished(decisions[number], number: number)
    }
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
