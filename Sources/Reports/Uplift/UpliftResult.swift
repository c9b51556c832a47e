public import Experiments

/// One treatment's individual effects: predicted from what is observed, scored against the truth.
public struct UpliftResult: Sendable {
  /// What treating a share of the customers brings, per customer of the whole population.
  public struct Gain: Sendable, Equatable {
    /// The metric, or money.
    public var byEstimate: Double
    /// Chosen by the true mean effect of the customer's segment and channel.
    public var byTrueGroups: Double
    /// Chosen by the customer's own true effect, which holds the chance of the visit too.
    public var byTruth: Double
    /// Chosen by lot.
    public var atRandom: Double
  }

  /// The gains from treating the best share of customers.
  public struct Point: Sendable, Equatable {
    /// Share of customers treated, 0 to 1.
    public var share: Double
    /// Gain in the metric.
    public var metric: Gain
    /// Gain in money.
    public var money: Gain
  }

  /// A segment's effect: estimated, drawn towards the others, and true.
  public struct Segment: Sendable {
    /// Estimate of the split.
    public var estimate: SegmentEffects.Segment
    /// Posterior mean and deviation after shrinkage.
    public var shrunken: GaussianPosterior
    /// True mean effect in the segment.
    public var truth: Double
  }

  /// Index of the arm.
  public var arm: Int
  /// Name of the arm.
  public var name: String
  /// Customers in the arm and the control.
  public var customers: Int
  /// The average effect by the learner.
  public var averageEffect: EffectEstimate?
  /// The true average effect over the same customers.
  public var trueAverage: Double
  /// Slopes of the effect on the observed columns, after the intercept.
  public var slopes: [Double]
  /// How well predictions match the customers' true effects.
  public var score: EffectScore
  /// Correlation of predictions with true effects; nil without spread.
  public var correlation: Double?
  /// The same with the true mean effects of segment and channel.
  public var groupCorrelation: Double?
  /// The Qini curve as the split alone shows it.
  public var observedCurve: QiniCurve
  /// The curve of the same predictions by true effects.
  public var trueCurve: QiniCurve
  /// Gains by share treated, rising.
  public var points: [Point]
  /// Effects by segment; empty when a segment lacks two customers of an arm.
  public var segments: [Segment]
  /// Cochran's Q over segments.
  public var interaction: TestStatistic?
}

extension QiniCurve {
  /// The gain from treating a share, linear between points: equal predictions are taken by lot.
  func gain(at share: Double) -> Double {
    var last = points[0]
    for point in points.dropFirst() {
      if point.share >= share {
        let width = point.share - last.share
        let part = width > 0 ? (share - last.share) / width : 1
        return last.gain + part * (point.gain - last.gain)
      }
      last = point
    }
    return last.gain
  }
}
