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
  /// Monte-Carlo standard error of the difference by batch means; nil with fewer than two batches.
  package var standardError: Double?
  /// Interval of the difference from Student's t over batches; nil with fewer than two batches.
  package var interval: Interval?
  /// Monte-Carlo standard error of the relative change by batch means, if defined.
  package var relativeStandardError: Double?
  package var batches: Int
}
