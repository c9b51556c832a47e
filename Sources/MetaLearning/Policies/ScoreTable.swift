import GSL

/// Means and covariance factors of all actions' scores at one decision, for each model once drawn.
struct ScoreTable: Sendable {
  private var actions = 0
  /// Where each model's forms start in the panel, and whether it has one per pair of actions.
  private var starts: [Int] = []
  private var isJoint: [Bool] = []
  private var isKnown: [Bool] = []
  private var known: [Int] = []
  private var next = 0
  private var means: [Double] = []
  /// Lower factors, row by row, without the zeros; of deviations alone where actions are apart.
  private var factors: [Double] = []
  private var centres: [Double] = []
  private var forms: [Double] = []

  /// Forgets the scores of the last decision.
  mutating func forget() {
    for model in known { isKnown[model] = false }
    known.removeAll(keepingCapacity: true)
  }

  /// Forgets all models.
  mutating func begin(actions: Int) {
    if actions != self.actions {
      self = ScoreTable()
      self.actions = actions
      centres = Array(repeating: 0, count: actions)
      forms = Array(repeating: 0, count: pairs)
    }
    starts.removeAll(keepingCapacity: true)
    isJoint.removeAll(keepingCapacity: true)
    isKnown.removeAll(keepingCapacity: true)
    known.removeAll(keepingCapacity: true)
    next = 0
  }

  /// Adds a model, whose rows in the panel follow those of the one before.
  mutating func add(isJoint kind: Bool) {
    starts.append(next)
    isJoint.append(kind)
    isKnown.append(false)
    next += kind ? pairs : actions
    if means.count < starts.count * actions {
      means.append(contentsOf: repeatElement(0, count: actions))
      factors.append(contentsOf: repeatElement(0, count: pairs))
    }
  }

  private var pairs: Int { actions * (actions + 1) / 2 }

  /// Evaluates a model's scores if they are not known yet.
  private mutating func learn(_ model: Int, _ features: [Double], _ panel: inout QuadraticPanel) {
    guard !isKnown[model] else { return }
    isKnown[model] = true
    known.append(model)
    let pairs = pairs
    let count = isJoint[model] ? pairs : actions
    panel.evaluate(
      features, means: (model * actions)..<((model + 1) * actions),
      forms: starts[model]..<(starts[model] + count), into: &centres, &forms)
    for action in 0..<actions { means[model * actions + action] = centres[action] }
    let first = model * pairs
    guard isJoint[model] else {
      for action in 0..<actions { factors[first + action] = max(forms[action], 0).squareRoot() }
      return
    }
    // Cholesky of the covariance of scores; a score that others determine gets no draw of its own.
    for row in 0..<actions {
      let start = first + row * (row + 1) / 2
      for column in 0...row {
        let other = first + column * (column + 1) / 2
        var sum = forms[row * (row + 1) / 2 + column]
        for k in 0..<column { sum -= factors[start + k] * factors[other + k] }
        if row == column {
          factors[start + column] = max(sum, 0).squareRoot()
        } else {
          let pivot = factors[other + column]
          factors[start + column] = pivot > 0 ? sum / pivot : 0
        }
      }
    }
  }

  /// Writes a draw of a model's scores, deviations times a scale.
  mutating func draw(
    _ scores: inout [Double], model: Int, scale: Double, _ features: [Double],
    _ panel: inout QuadraticPanel, normals: inout [Double], with ziggurat: Ziggurat,
    using stream: inout RandomStream
  ) {
    learn(model, features, &panel)
    let first = model * pairs
    let isJoint = isJoint[model]
    for action in scores.indices {
      normals[action] = scale * ziggurat.draw(using: &stream)
      var score = means[model * actions + action]
      if isJoint {
        let start = first + action * (action + 1) / 2
        for other in 0...action { score += factors[start + other] * normals[other] }
      } else {
        score += factors[first + action] * normals[action]
      }
      scores[action] = score
    }
  }

  /// Gives the chance that a draw of an action's score is above another's, once moved by an amount.
  mutating func chance(
    of action: Int, over other: Int, ahead amount: Double, model: Int, scale: Double,
    _ features: [Double], _ panel: inout QuadraticPanel
  ) -> Double {
    learn(model, features, &panel)
    let first = model * pairs
    var variance = 0.0
    if isJoint[model] {
      let (row, otherRow) = (first + action * (action + 1) / 2, first + other * (other + 1) / 2)
      for index in 0...max(action, other) {
        let part =
          (index <= action ? factors[row + index] : 0)
          - (index <= other ? factors[otherRow + index] : 0)
        variance += part * part
      }
    } else {
      let (own, others) = (factors[first + action], factors[first + other])
      variance = own * own + others * others
    }
    let distance = means[model * actions + action] - means[model * actions + other] + amount
    guard variance > 0 else { return distance > 0 || (distance == 0 && action < other) ? 1 : 0 }
    return StandardNormal.cdf(distance / (scale * variance.squareRoot()))
  }

  /// Writes the means and standard deviations of a model's scores.
  mutating func moments(
    _ centres: inout [Double], _ deviations: inout [Double], model: Int, _ features: [Double],
    _ panel: inout QuadraticPanel
  ) {
    learn(model, features, &panel)
    let first = model * pairs
    for action in centres.indices {
      centres[action] = means[model * actions + action]
      guard isJoint[model] else {
        deviations[action] = factors[first + action]
        continue
      }
      let start = first + action * (action + 1) / 2
      deviations[action] =
        (0...action).reduce(0) { $0 + factors[start + $1] * factors[start + $1] }.squareRoot()
    }
  }
}
