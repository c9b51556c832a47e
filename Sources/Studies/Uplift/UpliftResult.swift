package import Experiments

/// Individual effects: predicted from what is observed, scored against the truth.
package struct UpliftResult: Sendable, Codable {
  /// What treating a share of the customers brings, per customer of the whole population.
  package struct Gain: Sendable, Equatable, Codable {
    /// The metric, or money.
    package var byEstimate: Double
    /// Chosen by the true mean effect of the customer's segment and channel.
    package var byTrueGroups: Double
    /// Chosen by the customer's own true effect, which holds the chance of the visit too.
    package var byTruth: Double
    /// Chosen by lot.
    package var atRandom: Double
  }

  package struct Point: Sendable, Equatable, Codable {
    /// Share of customers treated, 0 to 1.
    package var share: Double
    package var metric: Gain
    package var money: Gain
  }

  /// A segment's effect: estimated, drawn towards the others, and true.
  package struct Segment: Sendable, Codable {
    package var estimate: SegmentEffects.Segment
    /// Posterior mean and deviation after shrinkage.
    package var shrunken: GaussianPosterior
    /// Effect of the roll-out on the segment; nil where it has no value.
    package var truth: TrueEffect?
  }

  /// One treatment's individual effects.
  package struct Treatment: Sendable, Codable {
    package var arm: Int
    package var name: String
    /// Customers in the arm and the control.
    package var customers: Int
    package var averageEffect: EffectEstimate?
    /// The average effect of the roll-out; nil where it has no value.
    package var trueAverage: TrueEffect?
    /// Slopes of the effect on the observed columns, after the intercept.
    package var slopes: [Double]
    /// How well predictions match the customers' true effects.
    package var score: EffectScore
    /// Correlation of predictions with true effects; nil without spread.
    package var correlation: Double?
    /// The same with the true mean effects of segment and channel.
    package var groupCorrelation: Double?
    /// The Qini curve as the split alone shows it.
    package var observedCurve: QiniCurve
    /// The curve of the same predictions by true effects.
    package var trueCurve: QiniCurve
    package var points: [Point]
    /// Effects by segment; empty when a segment lacks two customers of an arm.
    package var segments: [Segment]
    /// Cochran's Q over segments.
    package var interaction: TestStatistic?
  }

  package var experiment: PlannedExperiment
  /// Index of the metric in the plan.
  package var metricIndex: Int
  package var covariates: [String]
  package var treatments: [Treatment]

  /// The metric by whose effect customers are chosen.
  package var metric: PlannedMetric { experiment.plan.metrics[metricIndex] }
}

extension QiniCurve {
  /// The gain from treating a share, linear between points: equal predictions are taken by lot.
  package func gain(at share: Double) -> Double {
    guard var last = points.first else { return 0 }
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
