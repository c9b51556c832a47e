/// What the row of a waiting customer keeps of a column.
enum RowForm: Sendable, Equatable {
  /// Every bit.
  case whole
  /// A whole number from -1 on in so many bytes; greater ones stand in a table beside the rows.
  case narrow(bytes: Int)
  /// A place in a pool, and none for the usual value.
  case pooled(RowPool)
  /// Nothing: whoever waits has this value.
  case fixed(Int)
  /// Nothing: it follows from the rest, or is written before it is read.
  case derived

  /// Bytes in a row, of a column whose elements take so many.
  func bytes(of size: Int) -> Int {
    switch self {
    case .whole: size
    case .narrow(let bytes): bytes
    case .pooled: MemoryLayout<Int32>.size
    case .fixed, .derived: 0
    }
  }
}

/// What is too large for a row and mostly the same for all.
enum RowPool: Sendable, Equatable {
  case ledger, before, order
  /// What had been done when a window of metrics closed, by its index.
  case window(Int)
}

/// A column of a block as rows see it.
struct RowField {
  /// The column as plain bits.
  enum Bits {
    case of8(Column<UInt8>)
    case of16(Column<UInt16>)
    case of32(Column<UInt32>)
    case of64(Column<UInt64>)
    /// What only a pool takes.
    case wide
  }

  let name: String
  let form: RowForm
  let bits: Bits
  /// Where it begins in a row.
  let offset: Int
}

extension RowField {
  /// Gives the places that a list names what they have in another block's column, or their fixed
  /// value.
  func copy(_ list: Column<Int32>, _ count: Int, from other: RowField) {
    if case .fixed(let value) = form {
      switch bits {
      case .of8(let own): own.fill(list, count, value)
      case .of16(let own): own.fill(list, count, value)
      case .of32(let own): own.fill(list, count, value)
      case .of64(let own): own.fill(list, count, value)
      case .wide: break
      }
      return
    }
    switch (bits, other.bits) {
    case (.of8(let own), .of8(let others)): own.copy(list, count, from: others)
    case (.of16(let own), .of16(let others)): own.copy(list, count, from: others)
    case (.of32(let own), .of32(let others)): own.copy(list, count, from: others)
    case (.of64(let own), .of64(let others)): own.copy(list, count, from: others)
    default: break
    }
  }
}

extension Column where Element: FixedWidthInteger {
  /// Gives the places that a list names one value.
  @inline(__always)
  func fill(_ list: Column<Int32>, _ count: Int, _ value: Int) {
    for index in 0..<count { self[Int(list[index])] = Element(truncatingIfNeeded: value) }
  }
}

/// Makes the columns of a block; each is declared once, with what a row keeps of it.
struct RowLayout {
  let store: ColumnStore
  let capacity: Int
  private(set) var fields: [RowField] = []
  /// Bytes of a row.
  private(set) var width = 0

  /// Makes a column, or several one after the other of which each has its form.
  mutating func column<Element: BitwiseCopyable>(
    _ name: String, _ type: Element.Type, _ forms: [RowForm]
  ) -> Column<Element> {
    let column = store.column(type, count: capacity, columns: forms.count)
    for (index, form) in forms.enumerated() {
      declare(
        forms.count > 1 ? "\(name) \(index)" : name, column.part(index, length: capacity), form)
    }
    return column
  }

  mutating func column<Element: BitwiseCopyable>(
    _ name: String, _ type: Element.Type, _ form: RowForm
  ) -> Column<Element> {
    column(name, type, [form])
  }

  /// Makes a column only where something reads it.
  mutating func column<Element: BitwiseCopyable>(
    _ name: String, _ type: Element.Type, _ form: RowForm, if isRead: Bool
  ) -> Column<Element> {
    isRead ? column(name, type, form) : store.column(type, count: 0)
  }

  private mutating func declare<Element>(
    _ name: String, _ column: Column<Element>, _ form: RowForm
  ) {
    guard form != .derived else { return }
    let size = MemoryLayout<Element>.size
    let bits: RowField.Bits =
      switch size {
      case 1: .of8(column.bits(UInt8.self))
      case 2: .of16(column.bits(UInt16.self))
      case 4: .of32(column.bits(UInt32.self))
      case 8: .of64(column.bits(UInt64.self))
      default: .wide
      }
    fields.append(RowField(name: name, form: form, bits: bits, offset: width))
    width += form.bytes(of: size)
  }
}
