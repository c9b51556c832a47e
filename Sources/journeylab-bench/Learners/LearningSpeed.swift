import GSL
import MetaLearning
import Reports
import Support

/// Decisions and updates per second on one thread, for 5 actions and 16 features.
enum LearningSpeed {
  static func measure() throws(ArgumentError) -> Document {
    let actions = 5
    let features = 16
    var table = Table("policy", ["decisions/s", "rows learned/s", "first action"])
    let own = LinearSettings.Layout.perAction(actions: actions, features: features)
    let joint = [0.001, 0.01, 0.1].map {
      LinearSettings.JointCovariance(
        common: Array(repeating: 0.02, count: features),
        own: Array(repeating: $0, count: features))
    }
    for (name, layout, draws, joint) in [
      ("own weights per action, 1 draw", own, 1, []),
      ("own weights per action, 64 draws", own, 64, []),
      ("six structures, three of them joint, 1 draw", own, 1, joint),
      ("six structures, three of them joint, 64 draws", own, 64, joint),
      ("shared weights, 1 draw", LinearSettings.Layout.shared(features: features), 1, []),
    ] {
      var settings = LinearSettings(
        layout: layout, likelihood: .gaussian(noiseVariance: 1), sharing: .everyBatch,
        hyperVariance: 1, taskVariances: joint.isEmpty ? [0.1] : [0.001, 0.01, 0.1])
      settings.jointCovariances = joint
      var policy = try LinearPolicy(
        settings,
        rule: .thompson(draws: draws), floor: draws > 1 ? 0.05 : 0)
      var stream = RandomStream(
        key: RandomKey(seed: 1), customer: 0, place: Place("learning", "speed"), purpose: .policy)
      var context = Context(
        actions: actions, features: (0..<features).map { _ in stream.standardNormal() })
      if case .shared = layout {
        context.actionFeatures = (0..<(actions * features)).map { _ in stream.standardNormal() }
      }
      var probabilities: [Double] = []
      let clock = ContinuousClock()
      let rows = (0..<2000).map { index in
        Feedback(context, action: index % actions, reward: stream.standardNormal())
      }
      let updates = 200
      let learning = clock.measure { for _ in 0..<updates { policy.update(rows) } }
      let decisions = draws > 1 ? 100_000 : 1_000_000
      var taken = 0.0
      let deciding = clock.measure {
        for step in 0..<decisions {
          context.features[0] = Double(step & 7)
          policy.probabilities(for: context, into: &probabilities, using: &stream)
          taken += probabilities[0]
        }
      }
      let perSecond = Int(Double(decisions) / (deciding / .seconds(1)))
      let updatesPerSecond = Int(Double(updates * rows.count) / (learning / .seconds(1)))
      table.add([
        Sentence(name), .value(.count(perSecond)), .value(.count(updatesPerSecond)),
        .value(.share(taken / Double(decisions), decimals: 0)),
      ])
    }
    return Document(
      title: "Speed of learners, \(.count(actions)) actions, \(.count(features)) features",
      sections: [
        Document.Section(
          "speed", "", [.table(table), .note(ratio(actions: actions, features: features))])
      ])
  }

  /// Compares all actions in one pass with one action after the other, within this run.
  private static func ratio(actions: Int, features: Int) -> Sentence {
    var stream = RandomStream(
      key: RandomKey(seed: 2), customer: 0, place: Place("learning", "speed"), purpose: .policy)
    var belief = GaussianBelief(dimension: features)
    for index in 0..<features {
      belief.mean[index] = stream.standardNormal()
      belief.covariance[index * features + index] = 1 + stream.uniform()
    }
    let beliefs = Array(repeating: belief, count: actions)
    var panel = QuadraticPanel(beliefs)
    let ziggurat = Ziggurat()
    var row = (0..<features).map { _ in stream.standardNormal() }
    var means = [Double](repeating: 0, count: actions)
    var variances = means
    var sum = 0.0
    let clock = ContinuousClock()
    let rounds = 300_000
    let oneByOne = clock.measure {
      for step in 0..<rounds {
        row[0] = Double(step & 7)
        for action in 0..<actions {
          sum +=
            beliefs[action].mean(of: row) + beliefs[action].deviation(of: row)
            * stream.standardNormal()
        }
      }
    }
    let together = clock.measure {
      for step in 0..<rounds {
        row[0] = Double(step & 7)
        panel.evaluate(row, means: 0..<actions, forms: 0..<actions, into: &means, &variances)
        for action in 0..<actions {
          sum += means[action] + variances[action].squareRoot() * ziggurat.draw(using: &stream)
        }
      }
    }
    return """
      scores of all actions in one pass: \(.fixed(oneByOne / together, decimals: 1)) times as fast \
      as one action after the other (\(sum.isFinite ? "checked" : "not finite"))
      """
  }
}
