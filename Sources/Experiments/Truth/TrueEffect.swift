/// The effect of rolling a treatment out to everybody, instead of the control.
public struct TrueEffect: Sendable, Equatable {
  /// The metric's value when every unit gets the control.
  public var controlValue: Double
  /// The metric's value when every unit gets the treatment.
  public var treatmentValue: Double
  /// Treatment less control.
  public var difference: Double
  /// Relative change; nil when the control's value is zero or negative.
  public var relative: Double?
  /// Monte-Carlo standard error of the difference by batch means; nil with fewer than two batches.
  public var standardError: Double?
  /// Interval of the difference from Student's t over batches; nil with fewer than two batches.
  public var interval: Interval?
  /// Monte-Carlo standard error of the relative change by batch means, if defined.
  public var relativeStandardError: Double?
  /// Number of batches behind the standard error.
  public var batches: Int
}
