import Support

/// Running statistics of a table of many experiments, by experiment and arm.
struct ManyTestsTally {
  struct Arm {
    var key: CellKey
    var name: String
    var units = 0
    var cells: [TableTally.Cell]
  }

  struct Test {
    var name: String
    var arms: [Arm] = []
  }

  let columns: TableColumns
  let test: Int
  private(set) var tests: [Test] = []
  private var table = KeyTable()

  init(columns: TableColumns, test: Int) {
    self.columns = columns
    self.test = test
  }

  mutating func add(_ reader: borrowing CSVReader) throws(ArgumentError) {
    var place = tests.count
    if let known = table.find(reader.key(at: test), orStore: UInt32(clamping: tests.count)) {
      place = Int(known)
    } else {
      tests.append(Test(name: try reader.label(at: test)))
    }
    let arm = try self.arm(reader, of: place)
    tests[place].arms[arm].units += try TableTally.units(reader, columns: columns)
    for (index, metric) in columns.metrics.enumerated() {
      try TableTally.add(reader, metric: metric, to: &tests[place].arms[arm].cells[index])
    }
  }

  private mutating func arm(
    _ reader: borrowing CSVReader, of place: Int
  ) throws(ArgumentError) -> Int {
    let key = reader.key(at: columns.arm)
    if let known = tests[place].arms.firstIndex(where: { $0.key == key }) { return known }
    let name = try reader.label(at: columns.arm)
    guard tests[place].arms.count < TableTally.mostLabels else {
      throw TableTally.fault(
        reader, column: columns.arm,
        allowed: "at most \(TableTally.mostLabels) arms in one test; this is one more")
    }
    tests[place].arms.append(
      Arm(key: key, name: name, cells: columns.metrics.map { _ in TableTally.Cell() }))
    return tests[place].arms.count - 1
  }
}
