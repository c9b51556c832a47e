package import Experiments

/// The operating characteristics of a scenario's planned test.
package struct AssessmentResult: Sendable, Codable {
  /// Share of values below the cap of the capped mean.
  package static let capQuantile = 0.99

  package let experiment: PlannedExperiment
  package let assessment: Assessment
  /// What is true, as `run` finds it.
  package var truth: Truth?
  /// What customers share, in words; empty when they share nothing.
  package var sharedResources: [String] = []
  /// Whether the plan makes its estimates steadier by covariates or strata, which replicates do not.
  package var leavesAdjustments = false
  /// How replicates were drawn; nil for fresh replications.
  package var draw: ReplicateDraw?
  /// The same with the same customers assigned anew, if that was asked for.
  package var reassigned: OperatingCharacteristics?
  /// Where the capped mean caps, in the primary metric's unit; nil without one.
  package var cap: Double?
  /// How a quantile of the primary metric fares, if it is a mean and its values differ there.
  package var quantile: QuantileAssessment?
}
