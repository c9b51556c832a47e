/// How a metric is formed from the measures of a potential outcome.
package struct OutcomeMetric: Sendable, Equatable, Codable {
  package var metric: PlannedMetric
  /// Index of the numerator among the measures.
  package var numerator: Int
  /// Index of the denominator among the measures; nil for proportions and means.
  package var denominator: Int?
  /// Small units of the numerator per unit of the metric: 100 when cents become euros.
  package var scale: Double

  package init(metric: PlannedMetric, numerator: Int, denominator: Int? = nil, scale: Double = 1) {
    self.metric = metric
    self.numerator = numerator
    self.denominator = denominator
    self.scale = scale
  }
}

/// Sums of a row of measures that its metrics need: each measure, squares and products.
struct OutcomeFeatures: Sendable {
  /// A metric's kind and the places of its sums.
  struct Place: Sendable {
    var kind: MetricKind
    var scale: Double
    var numerator: Int
    var numeratorSquare: Int
    var denominator = 0
    var denominatorSquare = 0
    var product = 0
  }

  /// The places of the sums that a covariate of the primary metric needs.
  struct CovariatePlace: Sendable {
    var sum: Int
    var square: Int
    var product: Int
    var denominatorProduct: Int?
  }

  private(set) var covariate: CovariatePlace?
  /// Pairs of measures to be multiplied; -1 stands for 1.
  private var terms: [(first: Int, second: Int)] = []
  private(set) var places: [Place] = []

  var width: Int { terms.count }

  init(
    metrics: [OutcomeMetric], primary: Int = 0, further: FurtherMeasures = FurtherMeasures()
  ) {
    var metrics = metrics
    // The capped mean is a metric after those of the plan.
    if let capped = further.capped, metrics.indices.contains(primary) {
      var metric = metrics[primary]
      metric.numerator = capped
      metrics.append(metric)
    }
    for metric in metrics {
      var place = Place(
        kind: metric.metric.kind, scale: metric.scale, numerator: slot(metric.numerator, -1),
        numeratorSquare: 0)
      if metric.metric.kind != .proportion {
        place.numeratorSquare = slot(metric.numerator, metric.numerator)
      }
      if metric.metric.kind == .ratio, let denominator = metric.denominator {
        place.denominator = slot(denominator, -1)
        place.denominatorSquare = slot(denominator, denominator)
        place.product = slot(metric.numerator, denominator)
      }
      places.append(place)
    }
    if let covariate = further.covariate, metrics.indices.contains(primary) {
      let metric = metrics[primary]
      self.covariate = CovariatePlace(
        sum: slot(covariate, -1), square: slot(covariate, covariate),
        product: slot(metric.numerator, covariate),
        denominatorProduct: metric.denominator.map { slot($0, covariate) })
    }
  }

  private mutating func slot(_ first: Int, _ second: Int) -> Int {
    if let known = terms.firstIndex(where: { $0 == (first, second) }) { return known }
    terms.append((first, second))
    return terms.count - 1
  }

  /// Appends the features of a row of measures, which starts at an index.
  func append(row: borrowing [Int64], from start: Int, to features: inout [Double]) {
    for term in terms {
      let first = Double(row[start + term.first])
      features.append(term.second < 0 ? first : first * Double(row[start + term.second]))
    }
  }

  /// A metric as the plan's analysis takes it, from sums of features over so many units.
  func sample(metric: Int, count: Double, sums: borrowing [Double], at start: Int) -> MetricSample {
    let place = places[metric]
    let units = Int(count)
    let statistic = figure(metric: metric, count: count, sums: sums, at: start)
    switch place.kind {
    case .estimate: return .missing(count: units, reason: .notFinite)
    case .proportion:
      return .proportion(successes: Int(sums[start + place.numerator]), count: units)
    case .mean:
      // With fewer than two units no test is made, whatever stands here.
      return .mean(
        count > 1
          ? Moments(count: units, mean: statistic.value, variance: statistic.variance)
          : Moments(count: units, mean: 0, variance: 0))
    case .ratio:
      guard count > 1 else {
        let none = Moments(count: units, mean: 0, variance: 0)
        return .ratio(JointMoments(numerator: none, denominator: none, covariance: 0))
      }
      func moments(_ sum: Int, _ square: Int, _ scale: Double) -> Moments {
        let mean = sums[start + sum] / count
        return Moments(
          count: units, mean: mean / scale,
          variance: max(0, sums[start + square] - count * mean * mean) / (count - 1)
            / (scale * scale))
      }
      let top = sums[start + place.numerator]
      let below = sums[start + place.denominator]
      return .ratio(
        JointMoments(
          numerator: moments(place.numerator, place.numeratorSquare, place.scale),
          denominator: moments(place.denominator, place.denominatorSquare, 1),
          covariance: (sums[start + place.product] - top * below / count) / (count - 1)
            / place.scale))
    }
  }

  /// Reads a metric from sums of features over so many units.
  func figure(metric: Int, count: Double, sums: borrowing [Double], at start: Int) -> ArmStatistic {
    let place = places[metric]
    guard count > 1 else { return ArmStatistic(count: count, value: .nan, variance: .nan) }
    let sum = sums[start + place.numerator]
    let mean = sum / count
    switch place.kind {
    case .estimate: return ArmStatistic(count: count, value: .nan, variance: .nan)
    case .proportion:
      return ArmStatistic(count: count, value: mean, variance: mean * (1 - mean))
    case .mean:
      let squares = sums[start + place.numeratorSquare] - sum * mean
      return ArmStatistic(
        count: count, value: mean / place.scale,
        variance: max(0, squares) / (count - 1) / (place.scale * place.scale))
    case .ratio:
      let below = sums[start + place.denominator]
      guard below != 0 else { return ArmStatistic(count: count, value: .nan, variance: .nan) }
      let ratio = sum / below
      // Σ(y - r x)² is centred already, as its mean is zero.
      let squares =
        sums[start + place.numeratorSquare] - 2 * ratio * sums[start + place.product]
        + ratio * ratio * sums[start + place.denominatorSquare]
      let level = below / count * place.scale
      return ArmStatistic(
        count: count, value: ratio / place.scale,
        variance: max(0, squares) / (count - 1) / (level * level))
    }
  }
}

/// Units, value and variance per unit of one metric in one arm.
struct ArmStatistic: Sendable {
  var count: Double
  var value: Double
  var variance: Double
}
