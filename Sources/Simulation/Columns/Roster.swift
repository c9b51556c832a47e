/// Customers set aside by a walk, in no order.
struct Roster {
  private let store = ColumnStore()
  let list: Column<Int32>
  private(set) var count = 0

  init(capacity: Int) { list = store.column(Int32.self, count: capacity) }

  @inline(__always)
  mutating func add(_ customer: Int32) {
    list[count] = customer
    count &+= 1
  }

  mutating func add(_ customers: Column<Int32>, _ number: Int) {
    for index in 0..<number { list[count &+ index] = customers[index] }
    count += number
  }

  /// The same with room for more.
  func grown(to capacity: Int) -> Roster {
    var larger = Roster(capacity: capacity)
    larger.add(list, count)
    return larger
  }

  mutating func removeAll() { count = 0 }
}
