/// Customers side by side, as columns that the passes read and write.
///
/// A customer is a place in every column. What no model of a run reads has no column.
struct Block {
  let capacity: Int
  private let store = ColumnStore()

  // Who the customer is.
  let number: Column<UInt32>
  let segment: Column<UInt8>
  let channel: Column<UInt8>
  let arrival: Column<Double>
  /// The arm under which what the customer does is recorded.
  let arm: Column<UInt16>
  /// The model under which the customer lives just now.
  let variant: Column<UInt16>

  // Where the journey stands.
  /// Hours since the start of the market.
  let now: Column<Double>
  /// The stage about to be entered, or the one the customer waits in; -1 at a journey's end.
  let stage: Column<Int32>
  /// Whether the customer waits before the stage, not in it.
  let isBefore: Column<Bool>
  /// The next customer of the same list.
  let next: Column<Int32>
  /// The stage left last; -1 for none.
  let previous: Column<Int32>
  /// Whether the horizon cut the journey off.
  let isCensored: Column<Bool>

  // What the customer holds.
  let product: Column<UInt16>
  /// The shipping option chosen or, before a choice, the first.
  let shipping: Column<UInt8>
  let items: Column<Int32>
  /// Goods value of the basket in minor units.
  let goods: Column<Int64>
  /// First run of the basket in ``Baskets``; -1 for an empty one.
  let basket: Column<Int32>
  let voucher: Column<Int64>

  let ledger: Column<Ledger>
  /// What the customer had done when the experiment began; only with a warm-up.
  let before: Column<Ledger>
  /// The last order; only where something later reads it.
  let lastOrder: Column<LastOrder>

  /// Decisions met; only where there are any.
  let decisions: Column<Int32>

  /// How many of the metrics' windows have closed; only where there are any.
  let windowsPassed: Column<UInt8>

  private let slots: Column<Double>
  private let windows: Column<Ledger>
  private let visits: Column<UInt32>
  private let visitsBefore: Column<UInt32>

  /// Makes room for customers of a market, whichever of the models they live under.
  init(models: [Model], capacity: Int) {
    self.capacity = capacity
    let stages = models[0].stages.count
    let isWarm = models[0].warmUp > 0
    let keepsOrder = models.contains(where: \.needsLastOrder)
    let width = models.reduce(1) { max($0, $1.slotCount) } - 1
    number = store.column(UInt32.self, count: capacity)
    segment = store.column(UInt8.self, count: capacity)
    channel = store.column(UInt8.self, count: capacity)
    arrival = store.column(Double.self, count: capacity)
    arm = store.column(UInt16.self, count: capacity)
    now = store.column(Double.self, count: capacity)
    variant = store.column(UInt16.self, count: capacity)
    stage = store.column(Int32.self, count: capacity)
    isBefore = store.column(Bool.self, count: capacity)
    next = store.column(Int32.self, count: capacity)
    previous = store.column(Int32.self, count: capacity)
    isCensored = store.column(Bool.self, count: capacity)
    product = store.column(UInt16.self, count: capacity)
    shipping = store.column(UInt8.self, count: capacity)
    items = store.column(Int32.self, count: capacity)
    goods = store.column(Int64.self, count: capacity)
    basket = store.column(Int32.self, count: capacity)
    voucher = store.column(Int64.self, count: capacity)
    ledger = store.column(Ledger.self, count: capacity)
    before = store.column(Ledger.self, count: isWarm ? capacity : 0)
    lastOrder = store.column(LastOrder.self, count: keepsOrder ? capacity : 0)
    decisions = store.column(Int32.self, count: models[0].decisions.isEmpty ? 0 : capacity)
    let windowCount = models[0].windows.count
    windowsPassed = store.column(UInt8.self, count: windowCount > 0 ? capacity : 0)
    windows = store.column(
      Ledger.self, count: windowCount > 0 ? capacity : 0, columns: max(1, windowCount))
    slots = store.column(Double.self, count: capacity, columns: width)
    visits = store.column(UInt32.self, count: capacity, columns: stages)
    visitsBefore = store.column(UInt32.self, count: isWarm ? capacity : 0, columns: stages)
  }

  /// Bytes kept of each customer.
  var bytesPerCustomer: Int { store.bytes / capacity }

  /// The column of a slot of the models' forms: a trait, a state, or a product of quantities.
  @inline(__always)
  func slot(_ slot: Int) -> Column<Double> { slots.part(slot &- 1, length: capacity) }

  /// What had been done when a window of metrics closed, by its index.
  @inline(__always)
  func window(_ index: Int) -> Column<Ledger> { windows.part(index, length: capacity) }

  /// Visits to a stage.
  @inline(__always)
  func visits(_ stage: Int) -> Column<UInt32> { visits.part(stage, length: capacity) }

  /// Visits to a stage before the experiment; only with a warm-up.
  func visitsBefore(_ stage: Int) -> Column<UInt32> { visitsBefore.part(stage, length: capacity) }

  /// Takes over the customers of a block of the same models.
  func copy(from other: Block) { store.copy(from: other.store) }
}
