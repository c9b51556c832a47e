/// Columns and settings of a catalogue of statistics.
package struct StatisticOptions: Sendable, Equatable {
  /// Columns by role; a role whose column the table lacks is skipped.
  package struct Columns: Sendable, Equatable {
    package var arm = "arm"
    package var segment = "segment"
    /// 1 where the unit converted, else 0.
    package var converted = "converted"
    package var revenue = "revenue"
    package var orders = "orders"
    package var items = "items"
    /// Period in which the unit came; the sample ratio is followed over periods.
    package var day = "day"
    var preRevenue = "pre_revenue"

    package init() {}
  }

  package var columns = Columns()
  /// Name of the control, or nil for `control`, `A`, `a`, `baseline` or else the first by name.
  package var control: String?
  package var alpha = 0.05
  /// Quantile at which revenue is capped.
  package var cap = 0.99
  /// Relative margin of non-inferiority.
  package var margin = 0.02
  /// Standard deviation of the proper prior of a lift.
  package var priorDeviation = 0.3
  /// Number of equally spaced looks, rows in file order.
  package var looks = 5
  /// Units at which the confidence sequence is tightest.
  var tightestAt = 5000.0
  /// Relative effect for which samples are planned.
  package var effect = 0.05
  package var power = 0.8
  /// Planned weight of arms; 1 for those not named.
  package var weights: [String: Double] = [:]

  package init() {}
}
