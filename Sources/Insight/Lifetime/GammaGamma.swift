import Foundation
import GSL

/// The gamma-gamma model of what an order is worth: a customer's orders scatter around a mean of
/// their own, and the means differ between customers.
///
/// Fader and Hardie: The gamma-gamma model of monetary value (2013).
package struct GammaGamma: Sendable, Equatable, Codable {
  package var p: Double
  package var q: Double
  package var v: Double

  package init(p: Double, q: Double, v: Double) {
    self.p = p
    self.q = q
    self.v = v
  }

  /// Gives the mean money of a customer's orders to expect; nil where the law has no mean.
  package func expected(of buyer: RepeatBuying) -> Double? {
    let x = Double(buyer.repeats)
    guard p * x + q > 1 else { return nil }
    return p * (v + x * (buyer.meanValue ?? 0)) / (p * x + q - 1)
  }

  /// Finds the model under which the means of customers with repeat orders are most likely.
  ///
  /// Customers whose repeat orders came to nothing, or were paid back, are left out.
  /// - Throws: What the minimiser throws.
  package static func fit(
    _ buyers: [RepeatBuying]
  ) throws -> (model: GammaGamma, logLikelihood: Double) {
    let rows = buyers.compactMap { buyer -> (x: Double, mean: Double)? in
      guard let mean = buyer.meanValue, mean > 0 else { return nil }
      return (Double(buyer.repeats), mean)
    }
    let scale = rows.isEmpty ? 1 : rows.reduce(0) { $0 + $1.mean } / Double(rows.count)
    let cost: ([Double]) -> Double = { point in
      guard point.allSatisfy({ abs($0) < 14 }) else { return .infinity }
      let (p, q, v) = (exp(point[0]), exp(point[1]), exp(point[2]) * scale)
      var sum = 0.0
      for (x, mean) in rows {
        sum +=
          GammaFunction.logGamma(p * x + q) - GammaFunction.logGamma(p * x)
          - GammaFunction.logGamma(q) + q * log(v) + (p * x - 1) * log(mean) + p * x * log(x)
          - (p * x + q) * log(v + x * mean)
      }
      return -sum
    }
    let found = try Minimiser.simplex(from: [1, 1, 0], cost)
    let model = GammaGamma(
      p: exp(found.point[0]), q: exp(found.point[1]), v: exp(found.point[2]) * scale)
    return (model, -found.value)
  }
}
