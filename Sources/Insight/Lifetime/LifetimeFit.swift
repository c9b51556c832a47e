import Foundation
import GSL
package import Support

/// How customers of a log buy again, what they will be worth, and how sure that is.
package struct LifetimeFit: Sendable {
  package let buyers: [RepeatBuying]
  package let model: BetaGeometric
  package let logLikelihood: Double
  /// What repeat orders are worth; nil where too few customers have paid again.
  package let money: GammaGamma?
  private let covariances: Matrix?

  /// Fewest customers with repeat orders by whom anything is fitted.
  package static let fewestRepeaters = 30

  /// - Throws: What the minimiser throws.
  package init(_ buyers: [RepeatBuying]) throws {
    self.buyers = buyers
    (model, logLikelihood, covariances) = try BetaGeometricLikelihood(buyers).fit()
    let paying = buyers.count { ($0.meanValue ?? 0) > 0 }
    money = paying >= Self.fewestRepeaters ? try GammaGamma.fit(buyers).model : nil
  }

  /// Repeat orders to expect of each buyer, with the standard error that the parameters leave.
  package func expected(weeks: Double) -> [(mean: Double, error: Double?)] {
    var known: [RepeatBuying.History: (mean: Double, error: Double?)] = [:]
    return buyers.map { buyer in
      if let same = known[buyer.history] { return same }
      let found = (
        model.expected(of: buyer, weeks: weeks), error { $0.expected(of: buyer, weeks: weeks) }
      )
      known[buyer.history] = found
      return found
    }
  }

  /// Repeat orders to expect of all, with an interval for what will come: the parameters' error
  /// and chance together.
  ///
  /// The variance of chance is estimated by two keyed futures of each customer.
  package func total(
    weeks: Double, seed: UInt64, level: Double = 0.95
  ) -> (mean: Double, interval: Interval) {
    let groups = RepeatBuying.histories(of: buyers)
    func sum(_ model: BetaGeometric) -> Double {
      groups.reduce(0) { $0 + $1.count * model.expected(of: $1.buyer, weeks: weeks) }
    }
    let mean = sum(model)
    let key = RandomKey(seed: seed)
    let chance = buyers.reduce(0.0) { variance, buyer in
      let one = future(of: buyer, weeks: weeks, key: key, visit: 0)
      let two = future(of: buyer, weeks: weeks, key: key, visit: 1)
      return variance + Double((one - two) * (one - two)) / 2
    }
    let known = error(sum) ?? 0
    let half = StandardNormal.quantile(0.5 + level / 2) * (chance + known * known).squareRoot()
    return (mean, Interval(lower: max(0, mean - half), upper: mean + half))
  }

  /// The standard error of a number that the parameters decide, by its slopes (delta method).
  private func error(_ value: (BetaGeometric) -> Double) -> Double? {
    guard let covariances else { return nil }
    let slopes = Curvature.slope(
      { value(BetaGeometric(logarithms: $0)) }, at: model.logarithms)
    let variance = covariances.spread(slopes)
    return variance >= 0 ? variance.squareRoot() : nil
  }

  /// A future that the model thinks possible: how often a customer orders again.
  private func future(
    of buyer: RepeatBuying, weeks: Double, key: RandomKey, visit: UInt32
  ) -> Int {
    var stream = RandomStream(
      key: key, customer: UInt64(buyer.index), place: Place("insight", "future"), visit: visit,
      purpose: .bootstrap)
    guard stream.uniform() < model.isAlive(buyer) else { return 0 }
    let x = Double(buyer.repeats)
    let rate = stream.gamma(shape: model.r + x, scale: 1 / (model.alpha + buyer.weeks))
    let leaving = stream.beta(model.a, model.b + x)
    var (time, count) = (0.0, 0)
    while count < 100_000 {
      time -= log(stream.uniformOpen()) / rate
      guard time <= weeks else { break }
      count += 1
      if stream.uniform() < leaving { break }
    }
    return count
  }
}
