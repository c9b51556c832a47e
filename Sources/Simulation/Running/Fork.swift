/// Customers who walk once for all arms until they are about to enter a stage that differs.
///
/// Whoever leads walks under one arm to the end; as the customer stood before the first stage that
/// differs, the other arms go on. Who never comes to one has done the same under every arm.
struct Fork {
  /// Whether a stage differs between arms.
  let differs: [Bool]
  /// Whether the walk is that of the leaders.
  var isLed = false
  /// The customers as they stood where their ways part, and what was in their baskets.
  let block: Block
  var baskets = Baskets()
  /// Those whose ways have parted.
  var parted: Roster
  let hasParted: Column<Bool>
  private let store = ColumnStore()
  /// Steps taken for all arms at once, and the words behind them.
  var transitions = 0
  var drawsChecksum: UInt64 = 0

  init(differs: [Bool], models: [Model], capacity: Int) {
    self.differs = differs
    block = Block(models: models, capacity: capacity)
    parted = Roster(capacity: capacity)
    hasParted = store.column(Bool.self, count: capacity)
  }

  /// Lets customers lead.
  mutating func begin(_ customers: Int) {
    isLed = true
    baskets = Baskets()
    parted.removeAll()
    hasParted.fill(false, count: customers)
  }
}

extension Walk {
  /// Keeps how those stand who are about to enter the first stage that differs between arms.
  mutating func part(_ count: Int) {
    guard var fork, fork.isLed else { return }
    self.fork = nil
    let (list, first) = (scratch.list, fork.parted.count)
    for index in 0..<count {
      let customer = Int(list[index])
      let stage = Int(block.stage[customer])
      guard stage >= 0, fork.differs[stage], !fork.hasParted[customer] else { continue }
      fork.hasParted[customer] = true
      fork.parted.add(list[index])
    }
    let parted = fork.parted.list.from(first)
    let number = fork.parted.count - first
    fork.block.copy(parted, number, from: block)
    for index in 0..<number {
      let customer = Int(parted[index])
      fork.block.basket[customer] = fork.baskets.copy(block.basket[customer], of: baskets)
    }
    self.fork = fork
  }

  /// Counts the steps of the list's customers who still walk for all arms.
  mutating func countTogether(_ table: StageTable, _ count: Int) {
    guard let fork, fork.isLed else { return }
    let isDrawn = table.edges.count > 1
    var (steps, words) = (0, UInt64(0))
    for index in 0..<count where !fork.hasParted[Int(scratch.list[index])] {
      steps += 1
      if isDrawn, scratch.edge[index] >= 0 { words &+= scratch.word[index] }
    }
    self.fork?.transitions += steps
    self.fork?.drawsChecksum &+= words
  }

  /// Brings the customers of the list to where their ways part, and sets them out under an arm.
  mutating func goOn(_ arm: Int, _ count: Int) {
    guard let fork else { return }
    block.copy(scratch.list, count, from: fork.block)
    for index in 0..<count {
      let customer = Int(scratch.list[index])
      block.basket[customer] = baskets.copy(fork.block.basket[customer], of: fork.baskets)
      block.arm[customer] = UInt16(truncatingIfNeeded: arm)
    }
    countBaskets(arm, count)
    resume(arm, count)
  }
}
