/// What is true, with its own error, for what is measured over replicates and depends on it.
package struct AssessedTruth: Sendable {
  /// True value by arm, then metric; not a number where there is none.
  package let values: [[Double]]
  /// Money per unit by arm if it were rolled out; empty when unknown.
  package let money: [Double]
  /// Standard error of the effect by arm, then metric; 0 where it is taken as known.
  private let errors: [[Double]]
  /// The primary metric by batch of the roll-outs, then arm.
  private let primary: [[Double]]
  /// Money per unit by batch, then arm.
  private let moneyBatches: [[Double]]
  private let control: Int
  /// Whether replicates are drawn from the very units behind the truth, and err as it does.
  let sharesUnits: Bool

  /// Takes values as known.
  init(values: [[Double]], money: [Double] = [], control: Int = 0) {
    self.values = values
    self.money = money
    self.control = control
    errors = values.map { $0.map { _ in 0 } }
    primary = []
    moneyBatches = []
    sharesUnits = true
  }

  /// Takes the truth of the plan's metrics and of money, the only metric of the other.
  package init(_ truth: Truth, money: Truth, primary: Int, sharesUnits: Bool) {
    control = truth.control
    values = truth.values.map { $0.map { $0 ?? .nan } }
    errors = truth.effects.map { $0.map { $0?.standardError ?? 0 } }
    self.primary = truth.batchValues.map { $0.map { $0[primary] ?? .nan } }
    self.money = money.values.map { $0[0] ?? .nan }
    moneyBatches = money.batchValues.map { $0.map { $0[0] ?? .nan } }
    self.sharesUnits = sharesUnits
  }

  func effect(_ arm: Int, _ metric: Int) -> Double { values[arm][metric] - values[control][metric] }

  /// A value over replicates that depends on one true effect.
  struct Measure {
    let truth: Double
    let error: Double
    let sharesUnits: Bool
    /// Variance of the estimates of the effect over all replicates.
    let variance: Double

    /// Whether the effect's direction can be told, so that a sign can be wrong.
    var hasDirection: Bool { truth != 0 && abs(truth) > 3 * error }

    /// The mean over replicates, its error holding that of the truth.
    ///
    /// Estimates are those of the whole experiment. With units drawn from those behind the truth,
    /// all estimates move with it: a mean then moves by its covariance with the estimates over
    /// their variance, the score of a normal shift (Stein 1981, doi:10.1214/aos/1176345632).
    func mean<Item>(
      of items: [Item], estimate: (Item) -> Double, _ value: (Item, _ truth: Double) -> Double
    ) -> MonteCarloEstimate {
      let values = items.map { value($0, truth) }
      var result = MonteCarloEstimate(mean: values)
      guard error > 0, let own = result.standardError else { return result }
      let ends = [truth + error, truth - error].map { end in
        MonteCarloEstimate(mean: items.map { value($0, end) }).value ?? 0
      }
      var move = (ends[0] - ends[1]) / 2
      if sharesUnits, variance > 0,
        let joint = try? JointMoments(numerator: values, denominator: items.map(estimate))
      {
        move += joint.covariance / variance * error
      }
      result.standardError = (own * own + move * move).squareRoot()
      return result
    }
  }

  func measure(_ arm: Int, _ metric: Int, estimates: [Double]) -> Measure {
    Measure(
      truth: effect(arm, metric), error: errors[arm][metric], sharesUnits: sharesUnits,
      variance: Moments(of: estimates).variance)
  }

  /// The mean over replicates of what depends on all arms, its error holding that of the truth.
  ///
  /// `slopes` say by arm how the mean moves with its true effect on the primary metric, `weights`
  /// how it moves with the true money of each arm; both may be empty.
  func mean(_ values: [Double], slopes: [Double], weights: [Double] = []) -> MonteCarloEstimate {
    var result = MonteCarloEstimate(mean: values)
    let moves = primary.indices.map { batch -> Double in
      var move = 0.0
      for (arm, slope) in slopes.enumerated() where slope != 0 {
        move += slope * (primary[batch][arm] - primary[batch][control])
      }
      for (arm, weight) in weights.enumerated() where weight != 0 {
        move += weight * moneyBatches[batch][arm]
      }
      return move
    }
    guard let own = result.standardError, let error = BatchError(moves.filter(\.isFinite)) else {
      return result
    }
    let further = error.standardError
    result.standardError = (own * own + further * further).squareRoot()
    return result
  }
}
