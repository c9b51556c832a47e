/// The rows of customers who wait for a turn in a window to come.
///
/// A customer who waits for long leaves the block and takes a row: what the columns' declaration
/// says is kept of each, packed and unpacked by one loop over it. The rows of a window lie in short
/// runs side by side, so that they come back together.
struct Rows {
  /// Rows that lie side by side.
  private static let run = 4

  private var store = ColumnStore()
  private var memory: RowMemory
  private let width: Int
  /// The run that each window's newest rows are in, and how many rows it has in all.
  private var heads: Column<Int32>
  private var counts: Column<Int32>
  /// The run filled before each run, or the free run after it.
  private var links: [Int32] = []
  private var free: Int32 = -1
  /// No window before this one has rows.
  private var first: Int
  /// Where the rows are that are packed or unpacked just now.
  private var places: Column<Int>
  /// Whole numbers too large for their rows, by place and field.
  private var large: [UInt64: UInt32] = [:]
  private var ledgers = Kept<Ledger>()
  private var ledgersBefore = Kept<Ledger>()
  private var orders = Kept<LastOrder>()
  private var ledgersOfWindows: [Kept<Ledger>]

  private(set) var count = 0

  /// Makes room for so many customers at most, of blocks like this one.
  init(of block: Block, windows: Int, customers: Int) {
    width = max(1, block.rowWidth)
    ledgersOfWindows = block.fields.compactMap {
      if case .pooled(.window) = $0.form { Kept<Ledger>() } else { nil }
    }
    heads = store.column(Int32.self, count: windows)
    counts = store.column(Int32.self, count: windows)
    places = store.column(Int.self, count: Scratch.length)
    heads.fill(-1, count: windows)
    first = windows
    memory = RowMemory(bytes: (customers + (Self.run - 1) * windows + Self.run) * width)
  }

  /// The same rows in memory of their own.
  func copied() -> Rows {
    var rows = self
    rows.store = ColumnStore()
    rows.heads = rows.store.column(Int32.self, count: heads.count)
    rows.counts = rows.store.column(Int32.self, count: counts.count)
    rows.places = rows.store.column(Int.self, count: Scratch.length)
    rows.store.copy(from: store)
    rows.memory = memory.copied(first: links.count * Self.run * width)
    return rows
  }

  /// Bytes of a row of blocks like this one, with its part of a link.
  static func bytes(of block: Block) -> Int {
    block.rowWidth + MemoryLayout<Int32>.size / run
  }

  /// The most that a waiting customer takes, with all that mostly is the same for all.
  static func mostBytes(of block: Block) -> Int {
    block.fields.reduce(bytes(of: block)) { sum, field in
      switch field.form {
      case .pooled(.ledger), .pooled(.before), .pooled(.window): sum + MemoryLayout<Ledger>.stride
      case .pooled(.order): sum + MemoryLayout<LastOrder>.stride
      default: sum
      }
    }
  }

  /// The first window with anybody in it, from one on; nil for none.
  mutating func firstWindow(from window: Int) -> Int? {
    first = max(first, window)
    while first < counts.count, counts[first] == 0 { first += 1 }
    return first < counts.count ? first : nil
  }

  func count(in window: Int) -> Int { Int(counts[window]) }

  /// Packs the customers of a list, each to a window; at most ``Scratch/length``.
  mutating func pack(
    _ list: Column<Int32>, _ count: Int, of block: Block, window: (Int) -> Int
  ) {
    for index in 0..<count { places[index] = add(to: window(Int(list[index]))) }
    self.count += count
    for (number, field) in block.fields.enumerated() {
      switch (field.form, field.bits) {
      case (.whole, .of8(let bits)): put(bits, field, list, count)
      case (.whole, .of16(let bits)): put(bits, field, list, count)
      case (.whole, .of32(let bits)): put(bits, field, list, count)
      case (.whole, .of64(let bits)): put(bits, field, list, count)
      case (.narrow(let bytes), .of16(let bits)):
        narrow(bits, to: bytes, field, number, list, count)
      case (.narrow(let bytes), .of32(let bits)):
        narrow(bits, to: bytes, field, number, list, count)
      case (.pooled(.ledger), _):
        ledgers.pack(block.ledger, field, list, count, to: cells) { block.startLedger(of: $0) }
      case (.pooled(.before), _):
        ledgersBefore.pack(block.before, field, list, count, to: cells) { _ in Ledger() }
      case (.pooled(.window(let index)), _):
        ledgersOfWindows[index].pack(block.window(index), field, list, count, to: cells) {
          Int(block.windowsPassed[$0]) > index ? Ledger() : block.window(index)[$0]
        }
      case (.pooled(.order), _):
        orders.pack(block.lastOrder, field, list, count, to: cells) { _ in LastOrder() }
      default: break
      }
    }
  }

  /// Takes rows off a window, as many as the list is long, and unpacks them into its customers; at
  /// most ``Scratch/length``, and no more than there are.
  mutating func unpack(
    from window: Int, _ list: Column<Int32>, _ count: Int, into block: Block
  ) {
    for index in 0..<count { places[index] = remove(from: window) }
    self.count -= count
    for (number, field) in block.fields.enumerated() {
      switch (field.form, field.bits) {
      case (.whole, .of8(let bits)): get(bits, field, list, count)
      case (.whole, .of16(let bits)): get(bits, field, list, count)
      case (.whole, .of32(let bits)): get(bits, field, list, count)
      case (.whole, .of64(let bits)): get(bits, field, list, count)
      case (.narrow(let bytes), .of16(let bits)):
        widen(bits, from: bytes, field, number, list, count)
      case (.narrow(let bytes), .of32(let bits)):
        widen(bits, from: bytes, field, number, list, count)
      case (.fixed(let value), .of8(let bits)): bits.fill(list, count, value)
      case (.fixed(let value), .of16(let bits)): bits.fill(list, count, value)
      case (.fixed(let value), .of32(let bits)): bits.fill(list, count, value)
      case (.fixed(let value), .of64(let bits)): bits.fill(list, count, value)
      case (.pooled(.ledger), _):
        // What is usual depends on who the customer is, which is declared and thus there before.
        ledgers.unpack(block.ledger, field, list, count, from: cells) { block.startLedger(of: $0) }
      case (.pooled(.before), _):
        ledgersBefore.unpack(block.before, field, list, count, from: cells) { _ in Ledger() }
      case (.pooled(.window(let index)), _):
        ledgersOfWindows[index].unpack(block.window(index), field, list, count, from: cells) { _ in
          Ledger()
        }
      case (.pooled(.order), _):
        orders.unpack(block.lastOrder, field, list, count, from: cells) { _ in LastOrder() }
      default: break
      }
    }
  }
}

// Where rows are.
extension Rows {
  private mutating func add(to window: Int) -> Int {
    first = min(first, window)
    let held = Int(counts[window])
    counts[window] = Int32(truncatingIfNeeded: held + 1)
    let within = held % Self.run
    if within == 0 {
      var run = free
      if run >= 0 {
        free = links[Int(run)]
      } else {
        run = Int32(truncatingIfNeeded: links.count)
        links.append(-1)
      }
      links[Int(run)] = heads[window]
      heads[window] = run
    }
    return Int(heads[window]) * Self.run + within
  }

  private mutating func remove(from window: Int) -> Int {
    let held = Int(counts[window]) - 1
    counts[window] = Int32(truncatingIfNeeded: held)
    let run = heads[window]
    let within = held % Self.run
    if within == 0 {
      heads[window] = links[Int(run)]
      links[Int(run)] = free
      free = run
    }
    return Int(run) * Self.run + within
  }
}

// Columns into rows and back.
extension Rows {
  @inline(__always)
  private func put<Bits: BitwiseCopyable>(
    _ bits: Column<Bits>, _ field: RowField, _ list: Column<Int32>, _ count: Int
  ) {
    for index in 0..<count {
      memory.put(bits[Int(list[index])], at: places[index] &* width &+ field.offset)
    }
  }

  @inline(__always)
  private func get<Bits: BitwiseCopyable>(
    _ bits: Column<Bits>, _ field: RowField, _ list: Column<Int32>, _ count: Int
  ) {
    for index in 0..<count {
      bits[Int(list[index])] = memory.get(Bits.self, at: places[index] &* width &+ field.offset)
    }
  }

  private static func key(_ place: Int, _ number: Int) -> UInt64 {
    UInt64(place) << 24 | UInt64(number)
  }

  @inline(__always)
  private mutating func narrow<Bits: BitwiseCopyable & FixedWidthInteger>(
    _ bits: Column<Bits>, to bytes: Int, _ field: RowField, _ number: Int, _ list: Column<Int32>,
    _ count: Int
  ) {
    let most: UInt32 = bytes == 1 ? 0xff : 0xffff
    for index in 0..<count {
      // -1 becomes 0.
      let value = UInt32(truncatingIfNeeded: bits[Int(list[index])] &+ 1)
      let place = places[index]
      if value >= most { large[Self.key(place, number)] = value }
      let short = min(value, most)
      if bytes == 1 {
        memory.put(UInt8(truncatingIfNeeded: short), at: place &* width &+ field.offset)
      } else {
        memory.put(UInt16(truncatingIfNeeded: short), at: place &* width &+ field.offset)
      }
    }
  }

  @inline(__always)
  private mutating func widen<Bits: BitwiseCopyable & FixedWidthInteger>(
    _ bits: Column<Bits>, from bytes: Int, _ field: RowField, _ number: Int, _ list: Column<Int32>,
    _ count: Int
  ) {
    let most: UInt32 = bytes == 1 ? 0xff : 0xffff
    for index in 0..<count {
      let place = places[index]
      let byte = place &* width &+ field.offset
      var value =
        bytes == 1
        ? UInt32(memory.get(UInt8.self, at: byte)) : UInt32(memory.get(UInt16.self, at: byte))
      if value == most { value = large.removeValue(forKey: Self.key(place, number)) ?? value }
      bits[Int(list[index])] = Bits(truncatingIfNeeded: value) &- 1
    }
  }

  private var cells: RowCells { RowCells(memory: memory, places: places, width: width) }
}

/// The rows that are packed or unpacked just now.
///
/// Beside the pools rather than with them, which would be copied.
private struct RowCells {
  let memory: RowMemory
  let places: Column<Int>
  let width: Int

  func byte(_ index: Int, _ field: RowField) -> Int { places[index] &* width &+ field.offset }
}

/// Values that rows have places of.
private struct Kept<Element: BitwiseCopyable & Equatable> {
  private var values: [Element] = []
  private var free: [Int32] = []

  /// Takes over the values of a list's customers, but those that are usual.
  mutating func pack(
    _ column: Column<Element>, _ field: RowField, _ list: Column<Int32>, _ count: Int,
    to cells: RowCells, usual: (Int) -> Element
  ) {
    for index in 0..<count {
      let customer = Int(list[index])
      let value = column[customer]
      cells.memory.put(
        value == usual(customer) ? -1 : add(value), at: cells.byte(index, field))
    }
  }

  /// Gives the values back.
  mutating func unpack(
    _ column: Column<Element>, _ field: RowField, _ list: Column<Int32>, _ count: Int,
    from cells: RowCells, usual: (Int) -> Element
  ) {
    for index in 0..<count {
      let customer = Int(list[index])
      let place = cells.memory.get(Int32.self, at: cells.byte(index, field))
      column[customer] = place < 0 ? usual(customer) : remove(place)
    }
  }

  private mutating func add(_ value: Element) -> Int32 {
    if let place = free.popLast() {
      values[Int(place)] = value
      return place
    }
    values.append(value)
    return Int32(truncatingIfNeeded: values.count - 1)
  }

  private mutating func remove(_ place: Int32) -> Element {
    free.append(place)
    return values[Int(place)]
  }
}

/// Memory of rows; what is never touched costs nothing.
@safe
private final class RowMemory {
  private let base: UnsafeMutableRawPointer
  private let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes), alignment: 64)
  }

  /// The same memory again, of which only the first bytes are in use.
  func copied(first count: Int) -> RowMemory {
    let copy = RowMemory(bytes: bytes)
    unsafe copy.base.copyMemory(from: base, byteCount: min(count, bytes))
    return copy
  }

  @inline(__always)
  func put<Value: BitwiseCopyable>(_ value: Value, at byte: Int) {
    assert(byte >= 0 && byte + MemoryLayout<Value>.size <= bytes, "byte \(byte) of \(bytes)")
    unsafe base.storeBytes(of: value, toByteOffset: byte, as: Value.self)
  }

  @inline(__always)
  func get<Value: BitwiseCopyable>(_: Value.Type, at byte: Int) -> Value {
    assert(byte >= 0 && byte + MemoryLayout<Value>.size <= bytes, "byte \(byte) of \(bytes)")
    return unsafe base.loadUnaligned(fromByteOffset: byte, as: Value.self)
  }

  deinit { unsafe base.deallocate() }
}
