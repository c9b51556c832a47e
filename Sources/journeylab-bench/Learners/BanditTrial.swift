import GSL
import MetaLearning

/// What one policy loses in one world against the best action of each decision.
struct BanditTrial: Sendable, Hashable {
  var regret: [Double]
  /// The part of it in the task's first decisions.
  var early: [Double]
  /// Sum of regret after the first quarter of all steps.
  var afterQuarter = 0.0
  /// Sum of regret after the first half of all steps.
  var afterHalf = 0.0

  var total: Double { regret.reduce(0, +) }

  /// Runs a policy through a world, with rewards known at once and learned batch by batch.
  static func run(
    _ environment: some BanditEnvironment, _ policy: some Policy, batch: Int = 1,
    earlyDecisions: Int = 20, closesTasks: Bool = true
  ) -> BanditTrial {
    var environment = environment
    var policy = policy
    var trial = BanditTrial(tasks: environment.tasks)
    var context = Context(actions: environment.actions)
    var probabilities: [Double] = []
    var rows: [Feedback] = []
    var counts = [Int](repeating: 0, count: environment.tasks)
    var sum = 0.0
    let steps = environment.steps
    // One stream for the whole run: tasks may alternate.
    var stream = environment.key.policy(0)
    var last = 0
    for step in 0..<steps {
      environment.advance(to: step, &context)
      let task = context.task
      if task != last, closesTasks {
        policy.update(rows)
        rows.removeAll(keepingCapacity: true)
        policy.close(task: last)
      }
      last = task
      policy.probabilities(for: context, into: &probabilities, using: &stream)
      let action = choose(probabilities, using: &stream)
      rows.append(Feedback(context, action: action, reward: environment.reward(action, at: step)))
      if rows.count >= batch {
        policy.update(rows)
        rows.removeAll(keepingCapacity: true)
      }
      let regret = environment.best - environment.expected(action)
      trial.regret[task] += regret
      if counts[task] < earlyDecisions { trial.early[task] += regret }
      counts[task] += 1
      sum += regret
      if step == steps / 4 - 1 { trial.afterQuarter = sum }
      if step == steps / 2 - 1 { trial.afterHalf = sum }
    }
    return trial
  }

  init(tasks: Int) {
    regret = Array(repeating: 0, count: tasks)
    early = regret
  }

  /// The action of a vector that leaves no choice, else a draw.
  static func choose(_ probabilities: [Double], using stream: inout RandomStream) -> Int {
    for action in probabilities.indices where probabilities[action] >= 1 { return action }
    return StatusQuoPolicy.draw(probabilities, using: &stream)
  }
}
