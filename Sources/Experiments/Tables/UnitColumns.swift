import Support

/// Columns of a table by arm: moments of all that are named, and whole those that ranks need.
struct UnitColumns {
  private let names: [String]
  /// Moments by arm, over the named columns together.
  private let moments: [CrossMoments]
  private let heldColumns: [HeldColumn]
  /// Values by arm, then held column.
  private let held: [[[Double]]]
  /// Number of each row's cluster by arm; empty without clusters.
  private let clusters: [[Int]]

  /// `names` are columns whose moments are wanted; `held` are kept whole, in memory that grows with
  /// the rows.
  init(
    reader: CSVReader, names: [String], held: [HeldColumn], clusterColumn: String? = nil,
    armColumn: String, arms: [String]
  ) throws(ArgumentError) {
    var reader = reader
    let arm = try TableColumns.find(armColumn, in: reader)
    var places: [Int] = []
    for name in names { places.append(try TableColumns.find(name, in: reader)) }
    var heldPlaces: [Int] = []
    for column in held { heldPlaces.append(try TableColumns.find(column.name, in: reader)) }
    var clusterArms = ClusterArms()
    if let clusterColumn { clusterArms.column = try TableColumns.find(clusterColumn, in: reader) }
    var order = KeyTable()
    var armOfKey: [Int] = []
    var moments = arms.map { _ in CrossMoments(width: names.count) }
    var values = arms.map { _ in held.map { _ in [Double]() } }
    var clusters = arms.map { _ in [Int]() }
    var row = [Double](repeating: 0, count: names.count)
    while try reader.next() {
      let key = order.find(reader.key(at: arm), orStore: UInt32(armOfKey.count))
      if key == nil { armOfKey.append(arms.firstIndex(of: reader.text(at: arm)) ?? -1) }
      let place = armOfKey[key.map { Int($0) } ?? (armOfKey.count - 1)]
      guard place >= 0 else { continue }
      for (index, column) in places.enumerated() {
        row[index] = try TableTally.number(reader, column: column)
      }
      if !row.isEmpty { moments[place].add(row) }
      for (index, column) in heldPlaces.enumerated() {
        values[place][index].append(try held[index].value(reader, column: column))
      }
      if let cluster = try clusterArms.cluster(of: reader, arm: place, names: arms) {
        clusters[place].append(cluster)
      }
    }
    self.names = names
    self.moments = moments
    heldColumns = held
    self.held = values
    self.clusters = clusters
  }

  func column(_ name: String, arm: Int) -> [Double] {
    guard let index = heldColumns.firstIndex(where: { $0.name == name }) else { return [] }
    return held[arm][index]
  }

  func clustered(_ name: String, arm: Int) -> [ClusteredValue] {
    zip(clusters[arm], column(name, arm: arm)).map { ClusteredValue(cluster: $0, value: $1) }
  }

  /// Moments of a metric, whose per-unit values are linear in its columns, and of covariates.
  ///
  /// A ratio is linearised: R + (n - R d)/d̄ (Deng, Knoblich and Lu 2018). Nil for a ratio over
  /// nothing and for rows that count groups.
  func sample(
    _ source: TableMetric.Source, covariates: [String], arm: Int
  ) -> CrossMoments? {
    let all = moments[arm]
    func weights(_ parts: [(name: String, weight: Double)]) -> [Double] {
      var result = [Double](repeating: 0, count: names.count)
      for part in parts {
        if let index = names.firstIndex(of: part.name) { result[index] += part.weight }
      }
      return result
    }
    let outcome: (weights: [Double], constant: Double)
    switch source {
    case .proportion(let name), .mean(let name): outcome = (weights([(name, 1)]), 0)
    case .ratio(let numerator, let denominator):
      guard let top = names.firstIndex(of: numerator),
        let bottom = names.firstIndex(of: denominator), all.means[bottom] != 0
      else { return nil }
      let level = all.means[bottom]
      let ratio = all.means[top] / level
      outcome = (
        weights([(numerator, 1 / level), (denominator, -ratio / level)]), ratio
      )
    case .counted: return nil
    }
    return all.combined([outcome] + covariates.map { (weights([($0, 1)]), 0) })
  }
}

/// Which arm each cluster is in, so that none is in two.
private struct ClusterArms {
  var column: Int?
  private var table = KeyTable()
  private var arms: [Int32] = []

  /// Numbers the cluster of the reader's row; nil without a column.
  mutating func cluster(
    of reader: borrowing CSVReader, arm: Int, names: [String]
  ) throws(ArgumentError) -> Int? {
    guard let column else { return nil }
    if let known = table.find(reader.key(at: column), orStore: UInt32(clamping: arms.count)) {
      let earlier = Int(arms[Int(known)])
      guard earlier == arm else {
        throw TableTally.fault(
          reader, column: column,
          allowed: "each cluster in one arm; this one is in \"\(names[earlier])\" and"
            + " \"\(names[arm])\"")
      }
      return Int(known)
    }
    arms.append(Int32(arm))
    return arms.count - 1
  }
}
