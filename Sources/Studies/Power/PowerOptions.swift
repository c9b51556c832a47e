package import Support

/// What a plan of a test is asked for.
package struct PowerOptions: Sendable, Codable {
  /// Relative changes to plan for.
  package var lifts: [Double]
  package var power: Double
  /// Correlation with a covariate to be adjusted for (CUPED), if any.
  package var covariateCorrelation: Double?
  /// Half-width of the interval of the difference that is asked for, if any.
  package var halfWidth: Double?
  /// Replicates of the scenario's own treatments; nil for none.
  package var replications: Int?
  package var seed: UInt64
  package var threads: Int

  package init(
    lifts: [Double] = [0.01, 0.02, 0.05, 0.1, 0.2], power: Double = 0.8,
    covariateCorrelation: Double? = nil, halfWidth: Double? = nil, replications: Int? = nil,
    seed: UInt64 = 1, threads: Int = 1
  ) {
    self.lifts = lifts
    self.power = power
    self.covariateCorrelation = covariateCorrelation
    self.halfWidth = halfWidth
    self.replications = replications
    self.seed = seed
    self.threads = threads
  }

  /// Checks the options.
  /// - Throws: `ArgumentError` that names the first option at fault.
  package func check() throws(ArgumentError) {
    for lift in lifts where !(lift > -1 && lift.isFinite && lift != 0) {
      throw ArgumentError("lift", found: "\(lift)", allowed: "a number above -1 other than 0")
    }
    if let covariateCorrelation, !(abs(covariateCorrelation) < 1) {
      throw ArgumentError("correlation", found: "\(covariateCorrelation)", allowed: "-1 to 1")
    }
    if let halfWidth, !(halfWidth > 0 && halfWidth.isFinite) {
      throw ArgumentError("half-width", found: "\(halfWidth)", allowed: "a number above 0")
    }
  }
}
