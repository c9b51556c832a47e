package import Experiments

/// The operating characteristics of a scenario's planned test.
package struct AssessmentResult: Sendable, Codable {
  /// Share of values below the cap of the capped mean.
  package static let capQuantile = 0.99

  package let experiment: PlannedExperiment
  package let assessment: Assessment
  /// What customers share, in words; empty when they share nothing.
  package let sharedResources: [String]
  /// How replicates were drawn; nil for fresh replications.
  package let draw: ReplicateDraw?
  /// The same with the same customers assigned anew, if that was asked for.
  package let reassigned: OperatingCharacteristics?
  /// Where the capped mean caps, in the primary metric's unit; nil without one.
  package let cap: Double?
  /// How a quantile of the primary metric fares, if it is a mean and its values differ there.
  package let quantile: QuantileAssessment?

  init(
    experiment: PlannedExperiment, assessment: Assessment, sharedResources: [String] = [],
    draw: ReplicateDraw? = nil, reassigned: OperatingCharacteristics? = nil, cap: Double? = nil,
    quantile: QuantileAssessment? = nil
  ) {
    self.experiment = experiment
    self.assessment = assessment
    self.sharedResources = sharedResources
    self.draw = draw
    self.reassigned = reassigned
    self.cap = cap
    self.quantile = quantile
  }
}
