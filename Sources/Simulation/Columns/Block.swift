/// Customers side by side, as columns that the passes read and write.
///
/// A customer is a place in every column. What no model of a run reads has no column.
struct Block {
  let capacity: Int
  private let store = ColumnStore()

  // Who the customer is.
  let number: Column<UInt32>
  /// The number under which the customer draws; only where it is another.
  let drawNumber: Column<UInt64>
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
  /// The model under which it was left; only where an order may be refused.
  let leftUnder: Column<UInt16>
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

  /// What rows keep of the columns.
  let fields: [RowField]
  /// Bytes of a customer's row.
  let rowWidth: Int
  /// What customers have on arrival, by arm and channel.
  private let startLedgers: [Ledger]
  private let channels: Int

  /// Makes room for customers of a market, whichever of the models they live under.
  init(models: [Model], capacity: Int) {
    self.capacity = capacity
    let use = RowUse(models)
    var layout = RowLayout(store: store, capacity: capacity)
    let isWarm = models[0].warmUp > 0
    let ofModel = RowForm.narrow(bytes: models.count < 255 ? 1 : 2)
    let ofStage = RowForm.narrow(bytes: models[0].stages.count < 255 ? 1 : 2)
    // A pooled column asks for arm and channel and thus comes after them.
    number = layout.column("number", UInt32.self, .whole)
    drawNumber = layout.column(
      "draw number", UInt64.self, .derived, if: models[0].numbersByDay)
    segment = layout.column("segment", UInt8.self, .whole)
    channel = layout.column("channel", UInt8.self, .whole)
    arrival = layout.column("arrival", Double.self, .whole)
    arm = layout.column("arm", UInt16.self, ofModel)
    now = layout.column("now", Double.self, .whole)
    variant = layout.column("variant", UInt16.self, ofModel)
    stage = layout.column("stage", Int32.self, ofStage)
    isBefore = layout.column("is before", Bool.self, .whole)
    next = layout.column("next", Int32.self, .derived)
    previous = layout.column("previous", Int32.self, ofStage)
    leftUnder = layout.column("left under", UInt16.self, ofModel, if: use.sharesState)
    isCensored = layout.column("is censored", Bool.self, .fixed(0))
    product = layout.column("product", UInt16.self, use.choosesProduct ? .whole : .fixed(0))
    shipping = layout.column("shipping", UInt8.self, use.choosesShipping ? .whole : .fixed(0))
    items = layout.column("items", Int32.self, use.addsItems ? .derived : .fixed(0))
    goods = layout.column("goods", Int64.self, use.addsItems ? .derived : .fixed(0))
    basket = layout.column(
      "basket", Int32.self, use.addsItems ? .whole : .fixed(Int(Baskets.empty)))
    voucher = layout.column("voucher", Int64.self, use.givesVouchers ? .whole : .fixed(0))
    ledger = layout.column("ledger", Ledger.self, .pooled(.ledger))
    before = layout.column("before", Ledger.self, .pooled(.before), if: isWarm)
    lastOrder = layout.column("last order", LastOrder.self, .pooled(.order), if: use.keepsOrder)
    decisions = layout.column("decisions", Int32.self, .narrow(bytes: 1), if: use.decides)
    let closing = models[0].windows.indices
    windowsPassed = layout.column(
      "windows passed", UInt8.self, .whole, if: !closing.isEmpty)
    windows = layout.column("window", Ledger.self, closing.map { .pooled(.window($0)) })
    slots = layout.column("slot", Double.self, use.slots)
    visits = layout.column("visits", UInt32.self, use.visits)
    visitsBefore = layout.column(
      "visits before", UInt32.self, isWarm ? use.visits : [])
    fields = layout.fields
    rowWidth = layout.width
    channels = models[0].channelCost.count
    startLedgers = models.flatMap { model in model.channelCost.map { Ledger(margin: -$0) } }
  }

  /// What a customer had done on arrival under the arm: nothing but to cost what the channel costs.
  @inline(__always)
  func startLedger(of customer: Int) -> Ledger {
    startLedgers[Int(arm[customer]) &* channels &+ Int(channel[customer])]
  }

  /// The column of a slot of the models' forms: a trait, a state, or a product of quantities.
  @inline(__always)
  func slot(_ slot: Int) -> Column<Double> { slots.part(slot &- 1, length: capacity) }

  /// The number under which a customer draws.
  @inline(__always)
  func drawing(_ customer: Int) -> UInt64 {
    drawNumber.count > 0 ? drawNumber[customer] : UInt64(number[customer])
  }

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

  /// Takes over what a row would keep of the customers of a list, from their places in another
  /// block of the same models.
  func copy(_ list: Column<Int32>, _ count: Int, from other: Block) {
    for (own, others) in zip(fields, other.fields) {
      own.copy(list, count, from: others)
      guard case .pooled(let pool) = own.form else { continue }
      switch pool {
      case .ledger: ledger.copy(list, count, from: other.ledger)
      case .before: before.copy(list, count, from: other.before)
      case .order: lastOrder.copy(list, count, from: other.lastOrder)
      case .window(let index): window(index).copy(list, count, from: other.window(index))
      }
    }
  }
}
