import Foundation
import GSL
import Support

/// How the critical values of several looks are chosen.
package enum GroupSequentialBoundary: Sendable, Equatable, Codable {
  /// Wang and Tsiatis's family: c t^(Δ - 1/2); Δ = 0 is O'Brien and Fleming, 1/2 Pocock.
  case wangTsiatis(Double)
  /// What an error-spending function leaves for each look.
  case spending(SpendingFunction)
  /// The asymptotic confidence sequence, tightest at the planned end; holds at any time.
  case alwaysValid
  /// The critical value of a single look at each look: peeking, for comparison.
  case peeking

  /// O'Brien and Fleming's boundary (1979, doi:10.2307/2530245): strict early, lenient late.
  package static let obrienFleming = GroupSequentialBoundary.wangTsiatis(0)
  /// Pocock's boundary (1977, doi:10.2307/2335684): the same critical value at each look.
  package static let pocock = GroupSequentialBoundary.wangTsiatis(0.5)

  package var name: String {
    switch self {
    case .wangTsiatis(0): "O'Brien-Fleming"
    case .wangTsiatis(0.5): "Pocock"
    case .wangTsiatis(let delta): "Wang-Tsiatis \(NumberText.text(.setting(delta)))"
    case .spending(let function): function.name
    case .alwaysValid: "always valid"
    case .peeking: "peeking, uncorrected"
    }
  }

  /// The critical values of |Z| at each look.
  ///
  /// Information fractions rise from above 0 to at most 1; alpha is over all looks.
  /// - Returns: One value per look; 12 stands for a look that cannot reject.
  /// - Throws: `ArgumentError` for looks out of order, `GSLError` where no boundary is found.
  func criticalValues(information: [Double], alpha: Double) throws -> [Double] {
    try Self.check(information: information, alpha: alpha)
    switch self {
    case .alwaysValid:
      return information.map { AlwaysValid.sequenceCriticalValue(at: $0, alpha: alpha) }
    case .peeking:
      let value = StandardNormal.upperQuantile(alpha / 2)
      return information.map { _ in value }
    case .wangTsiatis(let delta):
      guard delta >= -1, delta <= 1 else {
        throw ArgumentError(
          "delta of the boundary", found: "\(delta)", allowed: "a number from -1 to 1")
      }
      guard let last = information.last, last == 1 else {
        throw ArgumentError(
          "information", found: "\(information)",
          allowed: "fractions that end with 1; else use a spending function")
      }
      let shape = information.map { pow($0, delta - 0.5) }
      let constant = try RootFinder.brent(lower: 0.5, upper: 12) { constant in
        CrossingRecursion.stages(
          information: information, criticalValues: shape.map { constant * $0 }, drift: 0
        ).reduce(0, +) - alpha
      }
      return shape.map { constant * $0 }
    case .spending(let function):
      try function.check()
      var recursion = CrossingRecursion(information: information, drift: 0)
      var spent = 0.0
      var values: [Double] = []
      for (look, fraction) in information.enumerated() {
        let total = function.spent(at: fraction, alpha: alpha)
        values.append(try Self.critical(spending: total - spent, at: recursion))
        spent = total
        if look + 1 < information.count { recursion.advance(past: values[look]) }
      }
      return values
    }
  }

  /// Where nearly nothing may be spent no finite boundary matters: 12 stands for never.
  private static func critical(
    spending increment: Double, at recursion: CrossingRecursion
  ) throws -> Double {
    guard increment > 0, recursion.crossing(12) < increment else { return 12 }
    return try RootFinder.brent(lower: 0.01, upper: 12) { recursion.crossing($0) - increment }
  }

  static func check(information: [Double], alpha: Double) throws(ArgumentError) {
    guard !information.isEmpty, information.count <= 200 else {
      throw ArgumentError("looks", found: "\(information.count)", allowed: "1 to 200")
    }
    var before = 0.0
    for fraction in information {
      guard fraction - before > 1e-9, fraction <= 1 else {
        throw ArgumentError(
          "information", found: "\(fraction) after \(before)",
          allowed: "fractions that rise from above 0 to at most 1")
      }
      before = fraction
    }
    guard alpha > 0, alpha < 1 else {
      throw ArgumentError("alpha", found: "\(alpha)", allowed: "a number between 0 and 1")
    }
  }
}
