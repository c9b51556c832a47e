package import Support

/// All statistics of a table of an experiment by their names in the reference, for comparison.
///
/// Every way of estimation is applied to every metric, so that another program can check them; an
/// analysis that decides something names its methods beforehand instead. All rows stay in memory.
package struct StatisticCatalogue: Sendable, Equatable {
  let figures: [NamedStatistic]

  package init(path: String, options: StatisticOptions = StatisticOptions()) throws(ArgumentError) {
    try self.init(reader: CSVReader(path: path), options: options)
  }

  package init(_ input: TableInput, options: StatisticOptions) throws(ArgumentError) {
    try self.init(reader: input.reader(), options: options)
  }

  init(
    reader: CSVReader, options: StatisticOptions = StatisticOptions()
  ) throws(ArgumentError) {
    let table = try StatisticTable(reader: reader, options: options)
    var maker = StatisticMaker(table: table, options: options)
    maker.make()
    figures = maker.list.figures
  }

  /// The statistics as a CSV table with columns `key` and `value`; numbers round-trip.
  package var csv: String {
    figures.reduce(into: "key,value\n") { text, figure in
      let key = figure.key.replacing("\"", with: "\"\"")
      text += "\"\(key)\",\(figure.value)\n"
    }
  }
}

/// Goes through arms and metrics of a table and lists their statistics.
struct StatisticMaker {
  let table: StatisticTable
  let options: StatisticOptions
  let rows: [[Int]]
  let treatments: [Int]
  var list: StatisticList
  /// Limits on revenue over all and over non-zero units.
  var caps: [(name: String, cap: Capping)] = []

  init(table: StatisticTable, options: StatisticOptions) {
    self.table = table
    self.options = options
    rows = table.rows
    treatments = table.arms.indices.filter { $0 != table.control }
    list = StatisticList(options: options)
  }

  mutating func make() {
    addSettings()
    addCaps()
    addArms()
    for treatment in treatments { addComparison(treatment) }
    addMultiplicity()
    addOmnibus()
    addBalance()
    addGroupSequential()
    addPower()
  }

  func values(_ role: StatisticTable.Role, arm: Int) -> [Double]? {
    table.values(role, in: rows[arm])
  }

  func pair(
    _ role: StatisticTable.Role, _ treatment: Int
  ) -> (treatment: [Double], control: [Double])? {
    guard let treated = values(role, arm: treatment),
      let control = values(role, arm: table.control)
    else { return nil }
    return (treated, control)
  }

  private mutating func addCaps() {
    guard let revenue = table.values[.revenue] else { return }
    for (name, scope) in [("all", Capping.Scope.allUnits), ("nonzero", .nonZeroUnits)] {
      // Without any revenue above zero the limit is zero.
      let cap =
        (try? Capping(over: revenue, rule: .quantile(options.cap), scope: scope))
        ?? (try? Capping(over: revenue, rule: .value(0), scope: scope))
      guard let cap else { continue }
      caps.append((name, cap))
      list.add("meta/cap_value_\(name)", cap.upper)
    }
  }

  private mutating func addArms() {
    for (index, arm) in table.arms.enumerated() {
      list.add("arms/\(arm)/n", rows[index].count)
      for role in StatisticTable.Role.allCases {
        guard let values = values(role, arm: index) else { continue }
        let moments = Moments(of: values)
        let key = "arms/\(arm)/\(role.rawValue)"
        list.add("\(key)/sum", CompensatedSum(values).value)
        list.add("\(key)/mean", moments.mean)
        list.add("\(key)/var", moments.variance)
        list.add("\(key)/sd", moments.variance.squareRoot())
        list.add("\(key)/se", (moments.variance / Double(moments.count)).squareRoot())
      }
    }
  }
}
