/// A table of published settings, each row a policy in a family of worlds.
enum LearningTable: String, Sendable, CaseIterable {
  /// Arms with normal rewards, tasks one after the other.
  case e1
  /// Arms with rewards of 0 and 1, two candidate priors.
  case e2
  /// Linear rewards, tasks one after the other and together.
  case e3
  /// Prices on a demand curve; without an independent simulation beside it.
  case e4
  /// Prior width wrong, or weighted by evidence.
  case e5
  /// Logistic rewards, in batches and late.
  case e6
  /// Tastes that change.
  case e8

  var title: String {
    switch self {
    case .e1: "normal arms, 20 tasks of 200 decisions"
    case .e2: "arms of 0 and 1 with two candidate priors, 20 tasks of 200 decisions"
    case .e3: "linear rewards, 10 tasks of 200 decisions, one by one and five at a time"
    case .e4: "prices on a demand curve, 20 products of 200 customers"
    case .e5: "prior width assumed or weighted by evidence, 20 tasks of 200 decisions"
    case .e6: "logistic rewards, 15 tasks of 300 customers, batches and delays"
    case .e8: "changing tastes, 2,000 decisions"
    }
  }

  var replications: Int {
    switch self {
    case .e1, .e2: 2000
    case .e3: 300
    case .e4: 200
    case .e5: 1000
    case .e6: 60
    case .e8: 150
    }
  }

  /// The table's rows, beside the reference's numbers.
  var benchmarks: [BanditBenchmark] { benchmarks(drawScale: nil) }

  /// The table's rows with another scale of Thompson draws than the reference's, if one is given.
  func benchmarks(drawScale: Double?) -> [BanditBenchmark] {
    let rows =
      switch self {
      case .e1: Self.armBenchmarks(drawScale)
      case .e2: Self.bernoulliBenchmarks(drawScale)
      case .e3: Self.linearBenchmarks(drawScale)
      case .e4: Self.pricingBenchmarks(drawScale)
      case .e5: Self.widthBenchmarks(drawScale)
      case .e6: Self.logisticBenchmarks(drawScale)
      case .e8: Self.driftBenchmarks(drawScale)
      }
    return drawScale == nil ? rows : rows.map(\.withoutReference)
  }

  static let takers: [String: @Sendable (BanditTrial) -> Double] = [
    "total": { $0.total },
    "task1": { $0.regret[0] },
    "task2": { $0.regret[1] },
    "task10": { $0.regret[9] },
    "task20": { $0.regret[19] },
    "first20": { $0.early[19] },
    "first20_task10": { $0.early[9] },
    "cum25": { $0.afterQuarter },
    "cum50": { $0.afterHalf },
    "last5": { $0.regret.suffix(5).reduce(0, +) / 5 },
    "first30_last5": { $0.early.suffix(5).reduce(0, +) / 5 },
    "second_half": { $0.total - $0.afterHalf },
  ]

  static func benchmark(
    _ label: String, _ statistics: [String], reference: String,
    trial: @escaping @Sendable (BanditKey) throws -> BanditTrial
  ) -> BanditBenchmark {
    let known = ReferenceValues.parse(reference)[label] ?? [:]
    return BanditBenchmark(
      label: label,
      statistics: statistics.compactMap { name in
        takers[name].map {
          BanditBenchmark.Statistic(
            name: name, reference: known[name]?.mean, referenceError: known[name]?.error,
            value: $0)
        }
      }, trial: trial)
  }
}
