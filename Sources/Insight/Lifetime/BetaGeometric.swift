import Foundation
package import GSL

/// The BG/NBD model of repeat orders: customers buy at rates that differ as a gamma law, and leave
/// for good after an order with chances that differ as a beta law.
///
/// Fader, Hardie and Lee: "Counting your customers" the easy way (2005),
/// doi:10.1287/mksc.1040.0098. Times are weeks.
package struct BetaGeometric: Sendable, Equatable, Codable {
  package var r: Double
  package var alpha: Double
  package var a: Double
  package var b: Double

  package init(r: Double, alpha: Double, a: Double, b: Double) {
    self.r = r
    self.alpha = alpha
    self.a = a
    self.b = b
  }

  /// The parameters by their logarithms, on which all are free.
  package init(logarithms: [Double]) {
    self.init(
      r: exp(logarithms[0]), alpha: exp(logarithms[1]), a: exp(logarithms[2]),
      b: exp(logarithms[3]))
  }

  package var logarithms: [Double] { [log(r), log(alpha), log(a), log(b)] }

  /// Gives the chance that a customer is still one; 1 for a customer without repeat orders, about
  /// whom the model cannot know better.
  package func isAlive(_ buyer: RepeatBuying) -> Double {
    guard buyer.repeats > 0 else { return 1 }
    let x = Double(buyer.repeats)
    let odds =
      log(a) - log(b + x - 1)
      + (r + x) * (log(alpha + buyer.weeks) - log(alpha + buyer.lastWeek))
    return 1 / (1 + exp(odds))
  }

  /// Gives the repeat orders to expect of a customer in so many weeks to come.
  package func expected(of buyer: RepeatBuying, weeks: Double) -> Double {
    guard weeks > 0 else { return 0 }
    let x = Double(buyer.repeats)
    let base = alpha + buyer.weeks
    // A shape of exactly 1 is a gap in the formula that its neighbours fill.
    let a = abs(a - 1) < 1e-9 ? 1 + 1e-9 : a
    let curve = Hypergeometric.gauss(
      r + x, b + x, a + b + x - 1, weeks / (base + weeks))
    let grown = 1 - exp((r + x) * (log(base) - log(base + weeks))) * curve
    return max(0, (a + b + x - 1) / (a - 1) * grown * isAlive(buyer))
  }

  /// Gives the repeat orders to expect of a new customer in so many weeks.
  package func expectedOfNew(weeks: Double) -> Double {
    expected(
      of: RepeatBuying(index: 0, repeats: 0, lastWeek: 0, weeks: 0), weeks: weeks)
  }
}

/// The likelihood of a table of buyers, with customers of equal history counted together.
package struct BetaGeometricLikelihood: Sendable {
  private let histories: [(buyer: RepeatBuying, count: Double)]
  /// Customers by their number of repeat orders.
  private let byRepeats: [(repeats: Int, count: Double)]

  package init(_ buyers: [RepeatBuying]) {
    histories = RepeatBuying.histories(of: buyers)
    byRepeats = Dictionary(grouping: buyers, by: \.repeats)
      .map { ($0.key, Double($0.value.count)) }.sorted { $0.0 < $1.0 }
  }

  /// Gives the logarithm of the likelihood.
  package func logarithm(_ model: BetaGeometric) -> Double {
    let (r, alpha, a, b) = (model.r, model.alpha, model.a, model.b)
    var sum = 0.0
    for (repeats, count) in byRepeats {
      let x = Double(repeats)
      sum +=
        count
        * (GammaFunction.logGamma(r + x) - GammaFunction.logGamma(r) + r * log(alpha)
          + Beta.logBeta(a, b + x) - Beta.logBeta(a, b))
    }
    for (buyer, count) in histories {
      let x = Double(buyer.repeats)
      let here = -(r + x) * log(alpha + buyer.weeks)
      guard buyer.repeats > 0 else {
        sum += count * here
        continue
      }
      let gone = log(a) - log(b + x - 1) - (r + x) * log(alpha + buyer.lastWeek)
      sum += count * (max(here, gone) + log1p(exp(-abs(here - gone))))
    }
    return sum
  }

  /// Finds the model under which the table is most likely, with the covariances of the logarithms
  /// of its parameters; nil where the table says too little for them.
  /// - Throws: What the minimiser throws.
  package func fit() throws -> (
    model: BetaGeometric, logLikelihood: Double, covariances: Matrix?
  ) {
    let cost: ([Double]) -> Double = { point in
      // Far out all shapes are alike; a flat likelihood must not carry them away.
      guard point.allSatisfy({ abs($0) < 12 }) else { return .infinity }
      return -logarithm(BetaGeometric(logarithms: point))
    }
    let found = try Minimiser.simplex(from: [-1, 1.5, -0.5, 0.7], cost)
    let information = Curvature.of(cost, at: found.point)
    return (
      BetaGeometric(logarithms: found.point), -found.value, try? Curvature.inverse(information)
    )
  }
}
