/// Named patterns of arrivals over the day.
///
/// Both are round illustrative weights by hour from midnight, not measurements: `evening` has the
/// trough at night and the peak from 18 to 22 that online shops commonly report, `office hours`
/// the peak from 9 to 17 of business customers. They are normalised to mean 1 when read.
enum DailyPattern: String, CaseIterable {
  case flat
  case evening
  case officeHours = "office hours"

  static let allNames = allCases.map(\.rawValue)

  /// Weights by hour, from midnight.
  var weights: [Double] {
    switch self {
    case .flat: [Double](repeating: 1, count: 24)
    case .evening:
      [
        0.40, 0.20, 0.12, 0.08, 0.08, 0.12, 0.30, 0.55, 0.80, 0.95, 1.05, 1.10,
        1.15, 1.10, 1.05, 1.05, 1.15, 1.35, 1.70, 2.05, 2.20, 2.00, 1.45, 0.80,
      ]
    case .officeHours:
      [
        0.10, 0.06, 0.05, 0.05, 0.06, 0.12, 0.35, 0.85, 1.60, 2.30, 2.50, 2.40,
        1.80, 2.20, 2.40, 2.30, 2.00, 1.40, 0.80, 0.55, 0.45, 0.35, 0.25, 0.15,
      ]
    }
  }
}
