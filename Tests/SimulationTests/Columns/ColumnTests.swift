import Testing

@testable import Simulation

struct ColumnTests {
  @Test(arguments: [3, 8, 40])
  func `a longer or shorter store takes over what fits`(length: Int) {
    func columns(_ length: Int) -> (ColumnStore, Column<Int64>, Column<UInt8>) {
      let store = ColumnStore()
      return (
        store, store.column(Int64.self, count: length),
        store.column(UInt8.self, count: length, columns: 3)
      )
    }
    let (old, number, bytes) = columns(8)
    for place in 0..<8 {
      number[place] = Int64(place) - 5
      for part in 0..<3 { bytes.part(part, length: 8)[place] = UInt8(10 * part + place) }
    }
    let (new, others, otherBytes) = columns(length)
    new.copy(from: old)
    for place in 0..<min(8, length) {
      #expect(others[place] == Int64(place) - 5)
      for part in 0..<3 {
        #expect(otherBytes.part(part, length: length)[place] == UInt8(10 * part + place))
      }
    }
    for place in min(8, length)..<length { #expect(others[place] == 0) }
    #expect(old.bytes == 8 * 11 && new.bytes == length * 11)
  }

  @Test func `lists give back each customer once, the longest list first`() {
    let store = ColumnStore()
    let next = store.column(Int32.self, count: 100)
    let taken = store.column(Int32.self, count: 7)
    var lists = Lists(count: 5)
    for customer in 0..<100 {
      lists.add(Int32(customer), to: customer % 10 == 0 ? 4 : 2, next: next)
    }
    var found: [Int: Set<Int32>] = [:]
    var order: [Int] = []
    while let (list, count) = lists.take(into: taken, next: next) {
      order.append(list)
      for index in 0..<count { #expect(found[list, default: []].insert(taken[index]).inserted) }
    }
    #expect(order.first == 2)
    #expect(found[4] == Set((0..<10).map { Int32(10 * $0) }))
    #expect(found[2]?.count == 90 && found.count == 2)
    withExtendedLifetime(store) {}
  }

  @Test func `baskets keep the order of adding and use places again`() {
    var baskets = Baskets()
    var (one, two) = (Baskets.empty, Baskets.empty)
    for product in [3, 3, 1, 3] { baskets.add(product, to: &one) }
    baskets.add(1, to: &two)
    var contents: [(product: Int, count: Int)] = []
    baskets.list(one, into: &contents)
    #expect(
      contents.map { "\($0)" }.sorted() == ["(product: 1, count: 1)", "(product: 3, count: 3)"])
    #expect(baskets.sum(one) { Int64($0 * 100) } == 1000)
    #expect((0..<5).map { _ in baskets.removeLast(from: &one) } == [3, 1, 3, 3, nil])
    #expect(one == Baskets.empty && baskets.sum(two) { Int64($0) } == 1)
    baskets.clear(&two)
    for product in 0..<4 { baskets.add(product, to: &two) }
    #expect((0..<5).map { _ in baskets.removeLast(from: &two) } == [3, 2, 1, 0, nil])
  }
}
