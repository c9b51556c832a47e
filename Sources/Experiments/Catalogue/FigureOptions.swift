/// Columns and settings of a catalogue of figures.
public struct FigureOptions: Sendable, Equatable {
  /// Columns by role; a role whose column the table lacks is skipped.
  public struct Columns: Sendable, Equatable {
    /// Names each row's arm.
    public var arm = "arm"
    /// Names each row's segment.
    public var segment = "segment"
    /// 1 where the unit converted, else 0.
    public var converted = "converted"
    /// Revenue of the unit.
    public var revenue = "revenue"
    /// Orders of the unit.
    public var orders = "orders"
    /// Items of the unit.
    public var items = "items"
    /// Period in which the unit came; the sample ratio is followed over periods.
    public var day = "day"
    /// Revenue of the unit before the experiment.
    public var preRevenue = "pre_revenue"

    /// Starts with the usual names.
    public init() {}
  }

  /// Columns by role.
  public var columns = Columns()
  /// Name of the control, or nil for `control`, `A`, `a`, `baseline` or else the first by name.
  public var control: String?
  /// Two-sided error rate.
  public var alpha = 0.05
  /// Quantile at which revenue is capped.
  public var cap = 0.99
  /// Relative margin of non-inferiority.
  public var margin = 0.02
  /// Standard deviation of the proper prior of a lift.
  public var priorDeviation = 0.3
  /// Number of equally spaced looks, rows in file order.
  public var looks = 5
  /// Units at which the confidence sequence is tightest.
  public var tightestAt = 5000.0
  /// Relative effect for which samples are planned.
  public var effect = 0.05
  /// Power for which samples are planned.
  public var power = 0.8
  /// Planned weight of arms; 1 for those not named.
  public var weights: [String: Double] = [:]

  /// Starts with the usual settings.
  public init() {}
}
