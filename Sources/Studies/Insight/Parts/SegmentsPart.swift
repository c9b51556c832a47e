import Foundation
import GSL
import Insight
import Support

/// Which customers are alike: by recency, frequency, money and sessions.
enum SegmentsPart: InsightPart {
  static let name = "segments"
  static let heading: Sentence = "Segments: which customers are alike?"

  /// What a group of customers is like.
  private struct Profile {
    var name: String
    var members: [Int]
    /// Mean of each feature.
    var means: [CustomerFeature.Kind: Double]
    var words: Sentence = ""
  }

  /// Fewest customers to group, and most groups.
  private static let fewest = 50
  private static let mostGroups = 8
  /// Customers by whom the number of groups is chosen.
  private static let sampled = 4_000
  /// Added to each variance, a share of that of all customers: orders are whole numbers, and without
  /// it a group would shrink onto those who have exactly one.
  private static let grain = 0.05

  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws {
    let log = input.log
    try InsightRefusal.check(log.cases.count, of: "customers", atLeast: fewest)
    let features = CustomerFeature.all(of: log)
    let (kinds, rows) = CustomerFeature.table(features)
    guard !kinds.isEmpty else {
      throw InsightRefusal(
        "All customers are alike in recency, orders, money and sessions: there is nothing to group."
      )
    }
    let sample = sampleRows(rows, seed: input.options.seed)
    let mixtures = mixtures(sample, seed: input.options.seed)
    guard let best = mixtures.min(by: { $0.bic < $1.bic }) else {
      throw InsightRefusal("The customers differ too little to be grouped.")
    }
    let mixed = rows.map { best.group(of: $0) }
    let means = KMeans(sample, groups: best.groups, seed: input.options.seed)
    let near = rows.map { KMeans.nearest($0, means.centres).0 }
    var profiles = profiles(mixed, features, groups: best.groups)
    for place in profiles.indices {
      profiles[place].words = words(profiles[place], features, of: log.cases.count)
    }
    chapter.say(
      .answer,
      """
      \(.count(log.cases.count)) customers fall into \(.count(profiles.count)) groups by \
      \(.list(kinds.map(\.rawValue))) (of 1 to \(.count(mostGroups)) normal groups the number with \
      the least BIC).
      """)
    for profile in profiles { chapter.say(.item, profile.words) }
    let agreement = RandIndex.adjusted(mixed, near)
    chapter.say(
      .trust,
      """
      As many groups by k-means agree with these to \(.fixed(agreement, decimals: 2)) (adjusted \
      Rand index; 1 is the same groups, 0 chance)\(agreement < 0.5
        ? ": where the borders lie depends on the method, so take them as a description" : "").
      """)
    if let segments = input.truth?.segments, !segments.isEmpty {
      say(&chapter, mixed, near, truth: log.cases.map { segments[$0] ?? "" })
    }
    chapter.add("groups", .count(profiles.count))
    chapter.add("bic", .fixed(best.bic, decimals: 1))
    chapter.add("kmeans_agreement", .fixed(agreement, decimals: 3))
    chapter.add(table(profiles, features))
    chapter.add(bicTable(mixtures))
    chapter.add(
      members(log.cases, mixed, near, profiles: profiles, truth: input.truth?.segments ?? [:]))
  }

  private static func sampleRows(_ rows: [[Double]], seed: UInt64) -> [[Double]] {
    guard rows.count > sampled else { return rows }
    var order = Array(rows.indices)
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("insight", "sample"),
      purpose: .bootstrap)
    for place in 0..<sampled {
      let other = place + Int(stream.uniform(below: UInt64(order.count - place)))
      order.swapAt(place, other)
    }
    return order.prefix(sampled).sorted().map { rows[$0] }
  }

  /// A mixture for each number of groups that the rows allow.
  private static func mixtures(_ rows: [[Double]], seed: UInt64) -> [GaussianMixture] {
    (1...mostGroups).compactMap { groups in
      let start = KMeans(rows, groups: groups, seed: seed)
      guard start.centres.count == groups else { return nil }
      return try? GaussianMixture(rows, labels: start.labels, groups: groups, floor: grain)
    }
  }

  private static func profiles(
    _ labels: [Int], _ features: [CustomerFeature], groups: Int
  ) -> [Profile] {
    var members = [[Int]](repeating: [], count: groups)
    for (customer, label) in labels.enumerated() { members[label].append(customer) }
    let found = members.filter { !$0.isEmpty }.map { members in
      var means: [CustomerFeature.Kind: Double] = [:]
      for feature in features {
        means[feature.kind] =
          members.reduce(0) { $0 + feature.values[$1] } / Double(members.count)
      }
      return Profile(name: "", members: members, means: means)
    }
    func worth(_ profile: Profile) -> Double {
      profile.means[.money] ?? profile.means[.orders] ?? 0
    }
    return found.sorted {
      worth($0) == worth($1) ? $0.members[0] < $1.members[0] : worth($0) > worth($1)
    }.enumerated().map { place, profile in
      var named = profile
      named.name = "group \(place + 1)"
      return named
    }
  }

  private static func words(
    _ profile: Profile, _ features: [CustomerFeature], of customers: Int
  ) -> Sentence {
    let share = Double(profile.members.count) / Double(customers)
    var clauses: [Sentence] = []
    for feature in features {
      guard let mean = profile.means[feature.kind] else { continue }
      let all = feature.values.reduce(0, +)
      let part = all > 0 ? mean * Double(profile.members.count) / all : 0
      switch feature.kind {
      case .recency: clauses.append("last seen \(.fixed(mean, decimals: 0)) days before the end")
      case .orders: clauses.append("\(.fixed(mean, decimals: 1)) orders")
      case .money:
        clauses.append(
          """
          \(.sum(mean, .money(currency: "", decimals: 2))) each, \
          \(.share(part, decimals: 0)) of all money
          """)
      case .sessions: clauses.append("\(.fixed(mean, decimals: 1)) sessions")
      }
    }
    let sentence: Sentence =
      "\(profile.name), \(.share(share, decimals: 0)) of customers: \(.list(clauses))."
    return sentence.capitalised
  }

  private static func say(
    _ chapter: inout InsightChapter, _ mixed: [Int], _ near: [Int], truth: [String]
  ) {
    var numbers: [String: Int] = [:]
    let labels = truth.map { name in
      if let number = numbers[name] { return number }
      let number = numbers.count
      numbers[name] = number
      return number
    }
    let (one, two) = (RandIndex.adjusted(mixed, labels), RandIndex.adjusted(near, labels))
    let best = max(one, two)
    chapter.say(
      .truth,
      """
      The scenario has \(.count(numbers.count)) segments. The groups agree with them to \
      \(.fixed(one, decimals: 2)) (mixture) and \(.fixed(two, decimals: 2)) (k-means)\
      \(best < 0.2 ? ": what customers did does not tell who they are" : "").
      """)
    chapter.add("true_rand_mixture", .fixed(one, decimals: 3))
    chapter.add("true_rand_kmeans", .fixed(two, decimals: 3))
  }

  private static func table(_ profiles: [Profile], _ features: [CustomerFeature]) -> InsightTable {
    let columns: [InsightTable.Filled<Profile>] = features.map { feature in
      .value(
        "mean_\(feature.kind.rawValue)", feature.kind.rawValue,
        "Mean \(feature.kind == .recency ? "days since last seen" : feature.kind.rawValue)."
      ) { .number($0.means[feature.kind]) }
    }
    let customers = profiles.reduce(0) { $0 + $1.members.count }
    return InsightTable(
      "segments.csv", row: "group, the most valuable first", of: profiles,
      [
        .words("group", "Name of the group.") { $0.name },
        .value("customers", "Customers in it.") { .count($0.members.count) },
        .value("share", "Their share.") {
          .share(Double($0.members.count) / Double(max(1, customers)), decimals: 1)
        },
      ] + columns + [
        .words("profile", "The group in words.", shown: false) { $0.words.text }
      ])
  }

  private static func bicTable(_ mixtures: [GaussianMixture]) -> InsightTable {
    InsightTable(
      "segments_bic.csv", row: "number of groups", of: mixtures, shown: 0,
      [
        .value("groups", "Number of groups.") { .count($0.groups) },
        .value("bic", "Bayesian information criterion; less is better.") {
          .fixed($0.bic, decimals: 1)
        },
      ])
  }

  private static func members(
    _ customers: [String], _ mixed: [Int], _ near: [Int], profiles: [Profile],
    truth: [String: String]
  ) -> InsightTable {
    var names = [String](repeating: "", count: customers.count)
    for profile in profiles { for member in profile.members { names[member] = profile.name } }
    return InsightTable(
      "segments_customers.csv", row: "customer", of: customers.indices, shown: 0,
      [
        .words("customer", "Name of the customer.") { customers[$0] },
        .words("group", "Group of the customer.") { names[$0] },
        .value("kmeans", "Number of the customer's group by k-means.") { .count(near[$0] + 1) },
        .words("true_segment", "Segment of the scenario.") { truth[customers[$0]] },
      ])
  }
}
