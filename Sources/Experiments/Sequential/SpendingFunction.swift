import Foundation
import GSL
import Support

/// How much of a two-sided error rate may be spent by a given share of the information.
package enum SpendingFunction: Sendable, Equatable, Codable {
  /// Lan and DeMets's function in the manner of O'Brien and Fleming: 4 (1 - Φ(z(α/4)/√t)).
  case obrienFleming
  /// Lan and DeMets's function in the manner of Pocock: α ln(1 + (e - 1) t).
  case pocock
  /// Kim and DeMets's power family: α tᵏ with k above 0.
  case power(Double)
  /// Hwang, Shih and DeCani's family: α (1 - e^(-γt))/(1 - e^(-γ)); α t at γ = 0.
  case hwangShihDeCani(Double)

  /// The cumulative error rate spent at an information fraction.
  ///
  /// Lan and DeMets 1983, doi:10.2307/2336502; Hwang, Shih and DeCani 1990,
  /// doi:10.1002/sim.4780091207.
  /// A fraction above 1 counts as 1.
  func spent(at fraction: Double, alpha: Double) -> Double {
    let t = min(max(fraction, 0), 1)
    guard t > 0 else { return 0 }
    switch self {
    case .obrienFleming:
      let z = StandardNormal.upperQuantile(alpha / 4)
      return 4 * StandardNormal.upperTail(z / t.squareRoot())
    case .pocock: return alpha * log(1 + (M_E - 1) * t)
    case .power(let exponent): return alpha * pow(t, exponent)
    case .hwangShihDeCani(let gamma):
      return gamma == 0 ? alpha * t : alpha * expm1(-gamma * t) / expm1(-gamma)
    }
  }

  package var name: String {
    switch self {
    case .obrienFleming: "O'Brien-Fleming spending"
    case .pocock: "Pocock spending"
    case .power(let exponent): "power spending \(NumberText.text(.setting(exponent)))"
    case .hwangShihDeCani(let gamma):
      "Hwang-Shih-DeCani spending \(NumberText.text(.setting(gamma)))"
    }
  }

  func check() throws(ArgumentError) {
    switch self {
    case .obrienFleming, .pocock: return
    case .power(let exponent):
      guard exponent > 0, exponent <= 100 else {
        throw ArgumentError(
          "power of the spending function", found: "\(exponent)",
          allowed: "a number above 0 and up to 100")
      }
    case .hwangShihDeCani(let gamma):
      guard abs(gamma) <= 100 else {
        throw ArgumentError(
          "gamma of the spending function", found: "\(gamma)",
          allowed: "a number from -100 to 100")
      }
    }
  }
}
