import Support

/// How a policy with a model turns beliefs into probabilities.
package enum ChoiceRule: Sendable, Hashable, Codable {
  /// The best action of a draw from the posterior; the frequency over several draws.
  ///
  /// With one draw the choice is that of textbook Thompson sampling, but the probability vector is
  /// 0 or 1; with 64 draws and a floor the logged probabilities serve off-policy estimators: their
  /// standard error is at most 1/16. Between two actions, and where one leads clearly, probabilities
  /// of a linear model are those of the normal distribution, without draws. The distance of a draw from its mean is multiplied by a scale; nil is 1, textbook Thompson sampling.
  case thompson(draws: Int, scale: Double? = nil)
  /// One draw, for which the mean of all tasks is drawn once per batch, whatever the task.
  ///
  /// Algorithm 1 of HierTS where several tasks run at once. Draws of their own for each task, as by
  /// `thompson`, have the same distribution for each decision but explore more together, and lose
  /// less. A scale multiplies the distances of both draws from their means.
  case thompsonCommonMean(scale: Double? = nil)
  case greedy
  case epsilonGreedy(Double)
  /// The best mean + width × deviation (LinUCB, Bayes-UCB).
  case upperConfidence(width: Double)
  /// Inverse gap weighting with γ = scale × t^exponent. Foster & Rakhlin (2020), SquareCB.
  case inverseGap(scale: Double, exponent: Double)

  /// What the distance of a draw from its mean is multiplied by.
  var drawScale: Double {
    switch self {
    case .thompson(_, let scale), .thompsonCommonMean(let scale): scale ?? 1
    default: 1
    }
  }

  func validate() throws(ArgumentError) {
    switch self {
    case .greedy: break
    case .thompson, .thompsonCommonMean:
      if case .thompson(let draws, _) = self {
        try ArgumentError.check("draws", Double(draws), "1 to 10,000") { $0 >= 1 && $0 <= 10_000 }
      }
      try ArgumentError.check("scale", drawScale, "above 0, at most 10") { $0 > 0 && $0 <= 10 }
    case .epsilonGreedy(let epsilon):
      try ArgumentError.check("epsilon", epsilon, "0 to 1") { $0 >= 0 && $0 <= 1 }
    case .upperConfidence(let width):
      try ArgumentError.check("width", width, "a number from 0 on") { $0 >= 0 }
    case .inverseGap(let scale, let exponent):
      try ArgumentError.checkPositive("scale", scale)
      try ArgumentError.check("exponent", exponent, "0 to 1") { $0 >= 0 && $0 <= 1 }
    }
  }

  /// The action that a number in [0, 1) draws from probabilities.
  package static func action(of probabilities: [Double], chance: Double) -> Int {
    var rest = chance
    var last = 0
    for (action, probability) in probabilities.enumerated() where probability > 0 {
      last = action
      rest -= probability
      if rest < 0 { break }
    }
    return last
  }

  /// Number of the greatest score among the allowed; the first of equals.
  static func best(_ scores: [Double], allowed: [Bool]) -> Int {
    var best = 0
    var greatest = -Double.infinity
    for action in allowed.indices where allowed[action] && scores[action] > greatest {
      best = action
      greatest = scores[action]
    }
    return best
  }

  /// Writes probabilities of inverse gap weighting: 1/(K + γ gap), the rest to the best.
  static func inverseGap(
    _ scores: [Double], allowed: [Bool], gamma: Double, into probabilities: inout [Double]
  ) {
    let leader = best(scores, allowed: allowed)
    var count = 0.0
    for isAllowed in allowed where isAllowed { count += 1 }
    var rest = 1.0
    for action in allowed.indices where allowed[action] && action != leader {
      let share = 1 / (count + gamma * (scores[leader] - scores[action]))
      probabilities[action] = share
      rest -= share
    }
    probabilities[leader] = rest
  }

  /// Mixes with the uniform distribution over allowed actions.
  static func mix(_ probabilities: inout [Double], floor: Double, allowed: [Bool]) {
    guard floor > 0 else { return }
    var count = 0.0
    for isAllowed in allowed where isAllowed { count += 1 }
    for action in allowed.indices {
      probabilities[action] =
        (1 - floor) * probabilities[action] + (allowed[action] ? floor / count : 0)
    }
  }

  static func clear(_ probabilities: inout [Double], count: Int) {
    if probabilities.count != count {
      probabilities = Array(repeating: 0, count: count)
    } else {
      for action in probabilities.indices { probabilities[action] = 0 }
    }
  }
}
