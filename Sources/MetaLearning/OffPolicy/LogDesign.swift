import Support

/// The context of a log's rows as columns of a linear model: 1, then standardised features.
struct LogDesign: Sendable {
  /// Names of the columns, the constant first.
  let names: [String]
  /// Values row by row, each as long as the names.
  let values: [Double]
  var width: Int { names.count }

  /// Most features that are taken, those that most rows have first.
  static let greatestWidth = 20

  /// Takes the features of all contexts, or only the constant.
  init(_ decisions: [LoggedDecision], hasContext: Bool) {
    guard hasContext else {
      names = ["constant"]
      values = Array(repeating: 1, count: decisions.count)
      return
    }
    let rows = decisions.map { LogFeatures($0.context).items }
    var sums: [String: (count: Int, sum: Double, squares: Double)] = [:]
    for item in rows.joined() where item.value.isFinite {
      let known = sums[item.name] ?? (0, 0, 0)
      sums[item.name] = (
        known.count + 1, known.sum + item.value, known.squares + item.value * item.value
      )
    }
    let size = Double(max(decisions.count, 1))
    struct Column {
      var name: String
      var count: Int
      var mean: Double
      var deviation: Double
    }
    let columns = sums.map { name, sum in
      let mean = sum.sum / size
      return Column(
        name: name, count: sum.count, mean: mean,
        deviation: max(0, sum.squares / size - mean * mean).squareRoot())
    }.filter { $0.deviation > 1e-9 * max(1, abs($0.mean)) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      .prefix(Self.greatestWidth)
    names = ["constant"] + columns.map(\.name)
    let places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0 + 1) })
    // A feature that a row lacks is 0 there, as Vowpal Wabbit and obp take it.
    let absent = [1] + columns.map { -$0.mean / $0.deviation }
    let kept = Array(columns)
    var values: [Double] = []
    values.reserveCapacity(rows.count * absent.count)
    for items in rows {
      var row = absent
      for item in items {
        guard let place = places[item.name], item.value.isFinite else { continue }
        row[place] += item.value / kept[place - 1].deviation
      }
      values += row
    }
    self.values = values
  }

  func row(_ index: Int) -> ArraySlice<Double> {
    values[(index * width)..<((index + 1) * width)]
  }
}
