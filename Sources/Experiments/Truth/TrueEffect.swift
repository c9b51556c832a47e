package import Support

/// The effect of rolling a treatment out to everybody, instead of the control.
package struct TrueEffect: Sendable, Equatable, Codable {
  /// The metric's value when every unit gets the control.
  package var controlValue: Double
  /// The metric's value when every unit gets the treatment.
  package var treatmentValue: Double
  /// Treatment less control.
  package var difference: Double
  /// Relative change; nil when the control's value is zero or negative.
  package var relative: Double?
  /// Monte-Carlo error of the difference by batch means; nil with fewer than two batches.
  package var error: BatchError?
  /// Interval of the difference from Student's t over batches; nil with fewer than two batches.
  package var interval: Interval?
  /// Monte-Carlo standard error of the relative change by batch means, if defined.
  package var relativeStandardError: Double?
  package var batches: Int

  /// Compares pooled values, and measures the error by the differences of batches, which share
  /// their random numbers.
  init(
    treatment: Double, control: Double, batches: [(treatment: Double, control: Double)],
    alpha: Double
  ) {
    controlValue = control
    treatmentValue = treatment
    difference = treatment - control
    relative = control > 0 ? (treatment - control) / control : nil
    self.batches = batches.count
    error = BatchError(batches.map { $0.treatment - $0.control })
    interval = error.map {
      Interval(centre: treatment - control, halfWidth: $0.halfWidth(alpha: alpha))
    }
    if relative != nil {
      // Linearised around the pooled baseline: a batch's own ratio is biased when it is small.
      let ratio = treatment / control
      relativeStandardError =
        BatchError(batches.map { ($0.treatment - ratio * $0.control) / control })?.standardError
    }
  }

  /// Monte-Carlo standard error of the difference; nil with fewer than two batches.
  package var standardError: Double? { error?.standardError }

  /// The side of zero on which the effect lies beyond chance: 1, -1, or 0 where no batch shows
  /// any; nil where it cannot be told.
  package var sign: Int? {
    guard let error else { return nil }
    if difference == 0, error.standardError == 0 { return 0 }
    return error.excludesZero(difference) ? (difference > 0 ? 1 : -1) : nil
  }
}
