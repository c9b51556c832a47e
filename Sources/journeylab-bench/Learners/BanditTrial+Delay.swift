import MetaLearning

extension BanditTrial {
  /// Runs a policy on customers whose conversion is seen late, and never within a task's last steps.
  ///
  /// When a task ends, all outcomes become known, as after the close of a campaign.
  static func runDelayed(
    _ environment: LogisticCustomers, _ policy: some Policy, batch: Int, meanDelay: Double,
    rule: PendingRewards.Rule, earlyDecisions: Int = 30
  ) throws -> BanditTrial {
    var environment = environment
    var policy = policy
    var trial = BanditTrial(tasks: environment.tasks)
    var context = Context(actions: environment.actions)
    var probabilities: [Double] = []
    var stream = environment.key.policy(0)
    var pending = try PendingRewards(rule)
    /// Conversions to come: event and when they are seen.
    var conversions: [(event: Int, time: Int)] = []
    for step in 0..<environment.steps {
      let round = step % LogisticCustomers.rounds
      environment.advance(to: step, &context)
      if round > 0, round % batch == 0 {
        conversions.removeAll { conversion in
          guard conversion.time <= step else { return false }
          pending.rewarded(UInt64(conversion.event), 1)
          return true
        }
        let (final, provisional) = pending.settle(at: Double(step))
        policy.update(final)
        policy.replaceProvisional(provisional)
      }
      policy.probabilities(for: context, into: &probabilities, using: &stream)
      let action = choose(probabilities, using: &stream)
      pending.decided(
        UInt64(step), Feedback(context, action: action, reward: 0), at: Double(step))
      if environment.reward(action, at: step) > 0 {
        conversions.append((step, step + environment.delay(mean: meanDelay, at: step)))
      }
      let regret = environment.best - environment.expected(action)
      trial.regret[context.task] += regret
      if round < earlyDecisions { trial.early[context.task] += regret }
      if round == LogisticCustomers.rounds - 1 {
        for conversion in conversions { pending.rewarded(UInt64(conversion.event), 1) }
        conversions.removeAll()
        policy.replaceProvisional([])
        policy.update(pending.close())
        policy.close(task: context.task)
      }
    }
    return trial
  }
}
