import Foundation
import GSL
import Support

/// The chance to be treated given covariates, by logistic regression (Rosenbaum and Rubin 1983,
/// doi:10.1093/biomet/70.1.41).
struct PropensityModel: Sendable, Equatable, Codable {
  /// Chance of each unit, kept within ``bounds``.
  var scores: [Double]
  /// Units whose chance was outside the bounds: they have hardly a like in the other arm.
  var limited: Int

  /// Scores nearer to 0 or 1 would give single units weights above 100.
  static let bounds = 0.01...0.99
  private static let mostSteps = 60

  /// Fits the model by Newton's method; covariates are standardised first.
  /// - Returns: The model; undefined when a covariate is a combination of the others or when
  ///   covariates tell the arms apart, so that there is no maximum.
  static func fit(isTreated: [Bool], covariates: [[Double]]) -> Estimate<PropensityModel> {
    let count = isTreated.count
    var columns = [[Double](repeating: 1, count: count)]
    for column in covariates {
      let moments = Moments(of: column)
      guard moments.variance > 0 else { return .undefined(.collinearCovariates) }
      let scale = moments.variance.squareRoot()
      columns.append(column.map { ($0 - moments.mean) / scale })
    }
    var coefficients = [Double](repeating: 0, count: columns.count)
    let share = Double(isTreated.count { $0 }) / Double(max(count, 1))
    guard share > 0, share < 1 else { return .undefined(.tooFewUnits) }
    coefficients[0] = log(share / (1 - share))
    for _ in 0..<mostSteps {
      var gradient = [Double](repeating: 0, count: columns.count)
      var information = Matrix(rows: columns.count, columns: columns.count)
      for unit in 0..<count {
        let chance = chance(unit, columns, coefficients)
        let rest = (isTreated[unit] ? 1 : 0) - chance
        let weight = chance * (1 - chance)
        for row in columns.indices {
          gradient[row] += columns[row][unit] * rest
          for column in 0...row {
            information[row, column] += weight * columns[row][unit] * columns[column][unit]
          }
        }
      }
      for row in columns.indices {
        for column in 0..<row { information[column, row] = information[row, column] }
      }
      guard let step = try? LinearSystem.solvePositiveDefinite(information, gradient),
        step.allSatisfy(\.isFinite)
      else { return .undefined(isSteep(coefficients) ? .noOverlap : .collinearCovariates) }
      for index in coefficients.indices { coefficients[index] += step[index] }
      guard !isSteep(coefficients) else { return .undefined(.noOverlap) }
      if step.allSatisfy({ abs($0) < 1e-10 }) {
        let scores = (0..<count).map { chance($0, columns, coefficients) }
        return .defined(
          PropensityModel(
            scores: scores.map { min(max($0, bounds.lowerBound), bounds.upperBound) },
            limited: scores.count { !bounds.contains($0) }))
      }
    }
    return .undefined(.noOverlap)
  }

  /// Whether a standardised covariate moves the odds beyond what data with overlap can show.
  private static func isSteep(_ coefficients: [Double]) -> Bool {
    coefficients.contains { abs($0) > 20 }
  }

  private static func chance(
    _ unit: Int, _ columns: [[Double]], _ coefficients: [Double]
  ) -> Double {
    var value = 0.0
    for (column, coefficient) in zip(columns, coefficients) { value += coefficient * column[unit] }
    return 1 / (1 + exp(-value))
  }
}
