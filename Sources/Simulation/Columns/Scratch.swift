/// What a pass works on: the customers of one list, and numbers of each of them.
struct Scratch {
  /// Most customers that go through the passes at once.
  static let length = 512

  private let store = ColumnStore()
  /// The customers, by their place in the block.
  let list: Column<Int32>
  /// The numbers under which they draw.
  let number: Column<UInt64>
  /// Which visit to the stage this is.
  let visit: Column<UInt32>
  /// First word of each visit's block.
  let word: Column<UInt64>
  /// Second word of each visit's block.
  let second: Column<UInt64>
  let hours: Column<Double>
  let factor: Column<Double>
  let product: Column<Double>
  let read: Column<Double>
  let value: Column<Double>
  let best: Column<Double>
  let edge: Column<Int32>
  /// Weights of up to four edges.
  let weights: Column<SIMD4<Double>>
  /// Weights of the edges of one customer's choice.
  let alternatives: Column<Double>
  /// Most edges of a choice.
  let mostEdges: Int

  /// Makes room for choices among so many edges at most.
  init(edges count: Int) {
    let length = Self.length
    mostEdges = count
    list = store.column(Int32.self, count: length)
    number = store.column(UInt64.self, count: length)
    visit = store.column(UInt32.self, count: length)
    word = store.column(UInt64.self, count: length)
    second = store.column(UInt64.self, count: length)
    hours = store.column(Double.self, count: length)
    factor = store.column(Double.self, count: length)
    product = store.column(Double.self, count: length)
    read = store.column(Double.self, count: length)
    value = store.column(Double.self, count: length)
    best = store.column(Double.self, count: length)
    edge = store.column(Int32.self, count: length)
    weights = store.column(SIMD4<Double>.self, count: length)
    alternatives = store.column(Double.self, count: max(1, count))
  }
}
