/// Lists of the customers who are about to enter a stage or, where a choice was put off, to leave it.
///
/// A customer is on one list at most, so that lists are chains through one column of the block.
struct Lists {
  private let store = ColumnStore()
  private let heads: Column<Int32>
  private let counts: Column<Int32>
  /// Lists with anybody on them, in no order.
  private let ready: Column<Int32>
  private var readyCount = 0

  /// How many of the lists with anybody on them are looked through for a long one.
  private static let reach = 32

  init(count lists: Int) {
    heads = store.column(Int32.self, count: lists)
    counts = store.column(Int32.self, count: lists)
    ready = store.column(Int32.self, count: lists)
  }

  @inline(__always)
  mutating func add(_ customer: Int32, to list: Int, next: Column<Int32>) {
    let count = counts[list]
    if count == 0 {
      ready[readyCount] = Int32(truncatingIfNeeded: list)
      readyCount &+= 1
    }
    next[Int(customer)] = heads[list]
    heads[list] = customer
    counts[list] = count &+ 1
  }

  /// Takes customers off a long list, into a column whose length is the most to take.
  ///
  /// - Returns: Which list it was and how many were taken; nil when all lists are empty.
  mutating func take(
    into customers: Column<Int32>, next: Column<Int32>
  ) -> (list: Int, count: Int)? {
    guard readyCount > 0 else { return nil }
    var place = 0
    for other in 1..<max(1, min(readyCount, Self.reach))
    where counts[Int(ready[other])] > counts[Int(ready[place])] {
      place = other
    }
    let list = Int(ready[place])
    let count = min(Int(counts[list]), customers.count)
    var head = heads[list]
    for index in 0..<count {
      customers[index] = head
      head = next[Int(head)]
    }
    heads[list] = head
    counts[list] -= Int32(truncatingIfNeeded: count)
    if counts[list] == 0 {
      readyCount -= 1
      ready[place] = ready[readyCount]
    }
    return (list, count)
  }
}
