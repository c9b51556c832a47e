package import Experiments

/// Treatments compared with each other, as observed, each pair taken by itself.
package struct ArmPairs: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    package var first: Int
    package var second: Int
    package var metric: Int
    /// First less second; nil where no test could be made.
    package var test: DifferenceTest?
    /// What the roll-outs say of the same difference.
    package var truth: TrueEffect?
  }

  /// By metric, then pair, in file order; empty for fewer than two treatments.
  package let pairs: [Pair]

  package init(_ result: ExperimentResult) {
    guard let plan = result.analysis?.plan else {
      pairs = []
      return
    }
    pairs = result.metrics.indices.flatMap { metric in
      plan.treatments.flatMap { first in
        plan.treatments.filter { $0 > first }.map { second in
          Pair(
            first: first, second: second, metric: metric,
            test: SamplePair(
              treatment: result.data.samples[first][metric],
              control: result.data.samples[second][metric]
            ).test(level: plan.alpha, side: .twoSided).value,
            truth: result.truth.effect(of: first, against: second, metric: metric))
        }
      }
    }
  }
}
