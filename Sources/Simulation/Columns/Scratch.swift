/// What a pass works on: the customers of one list, and numbers of each of them.
struct Scratch {
  /// Most customers that go through the passes at once.
  static let length = 512
  /// Most weights of alternatives that are kept at once.
  private static let mostWeights = 1 << 16

  private let store = ColumnStore()
  /// The customers, by their place in the block.
  let list: Column<Int32>
  let number: Column<UInt32>
  /// Which visit to the stage this is.
  let visit: Column<UInt32>
  /// First word of each visit's stream.
  let word: Column<UInt64>
  /// Further words of each visit's stream.
  let second: Column<UInt64>
  let third: Column<UInt64>
  let fourth: Column<UInt64>
  let hours: Column<Double>
  let factor: Column<Double>
  let product: Column<Double>
  let read: Column<Double>
  let value: Column<Double>
  let best: Column<Double>
  let edge: Column<Int32>
  /// Weights of up to four edges.
  let weights: Column<SIMD4<Double>>
  /// Weights of alternatives, by customer.
  let alternatives: Column<Double>
  /// Most alternatives of a choice.
  let mostAlternatives: Int
  /// For how many customers at once so many alternatives have room.
  let choosers: Int

  /// Makes room for choices among so many alternatives at most.
  init(alternatives count: Int) {
    let length = Self.length
    mostAlternatives = count
    list = store.column(Int32.self, count: length)
    number = store.column(UInt32.self, count: length)
    visit = store.column(UInt32.self, count: length)
    word = store.column(UInt64.self, count: length)
    second = store.column(UInt64.self, count: length)
    third = store.column(UInt64.self, count: length)
    fourth = store.column(UInt64.self, count: length)
    hours = store.column(Double.self, count: length)
    factor = store.column(Double.self, count: length)
    product = store.column(Double.self, count: length)
    read = store.column(Double.self, count: length)
    value = store.column(Double.self, count: length)
    best = store.column(Double.self, count: length)
    edge = store.column(Int32.self, count: length)
    weights = store.column(SIMD4<Double>.self, count: length)
    choosers = max(1, min(length, Self.mostWeights / max(1, count)))
    alternatives = store.column(Double.self, count: choosers * max(1, count))
  }
}
