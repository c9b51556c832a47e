/// One number of each customer of a block, or of each entry of a list.
///
/// A view of memory that a ``ColumnStore`` owns and that must outlive it: the engine's only unsafe
/// memory. A place out of range stops a debug build; release builds do not check.
@safe
struct Column<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  fileprivate init(base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The memory, for kernels that fill or read whole columns.
  @unsafe var start: UnsafeMutablePointer<Element> { unsafe base }

  subscript(place: Int) -> Element {
    @inline(__always) get {
      assert(place >= 0 && place < count, "place \(place) of a column of \(count)")
      return unsafe base[place]
    }
    @inline(__always) nonmutating set {
      assert(place >= 0 && place < count, "place \(place) of a column of \(count)")
      unsafe base[place] = newValue
    }
  }

  /// One of several columns of equal length that lie one after the other.
  @inline(__always)
  func part(_ index: Int, length: Int) -> Column {
    assert(index >= 0 && (index + 1) * length <= count, "part \(index) of a column of \(count)")
    return unsafe Column(base: base + index &* length, count: length)
  }

  /// The same memory as plain bits of equal size.
  func bits<Bits: BitwiseCopyable>(_: Bits.Type) -> Column<Bits> {
    assert(MemoryLayout<Bits>.stride == MemoryLayout<Element>.stride, "bits of another size")
    return unsafe Column<Bits>(
      base: UnsafeMutableRawPointer(base).assumingMemoryBound(to: Bits.self), count: count)
  }

  /// The column from a place on.
  func from(_ place: Int) -> Column {
    assert(place >= 0 && place <= count, "place \(place) of a column of \(count)")
    return unsafe Column(base: base + place, count: count - place)
  }

  /// Takes over the places that a list names.
  @inline(__always)
  func copy(_ list: Column<Int32>, _ count: Int, from other: Column) {
    for index in 0..<count { self[Int(list[index])] = other[Int(list[index])] }
  }

  /// Gives the first places one value.
  func fill(_ value: Element, count: Int) {
    for place in 0..<count { self[place] = value }
  }
}

/// The memory of the columns of one block or list.
@safe
final class ColumnStore {
  private var parts: [UnsafeMutableRawBufferPointer] = unsafe []
  /// How many columns of equal length each part holds.
  private var columns: [Int] = []

  /// Bytes of all columns.
  private(set) var bytes = 0

  /// Makes a column of zeros, or several of equal length one after the other.
  func column<Element: BitwiseCopyable>(
    _: Element.Type, count length: Int, columns number: Int = 1
  ) -> Column<Element> {
    let count = length * number
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    self.bytes += count * MemoryLayout<Element>.stride
    columns.append(max(1, number))
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 64)
    _ = unsafe part.initializeMemory(as: UInt8.self, repeating: 0)
    unsafe parts.append(part)
    return unsafe Column(
      base: part.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Element.self), count: count)
  }

  /// Takes over the contents of a store that was filled with the same columns, as far as the
  /// shorter ones reach.
  func copy(from other: ColumnStore) {
    for index in unsafe parts.indices {
      let (own, others) = unsafe (parts[index], UnsafeRawBufferPointer(other.parts[index]))
      let (length, otherLength) = (own.count / columns[index], others.count / columns[index])
      let bytes = min(length, otherLength)
      for column in 0..<columns[index] {
        let (first, otherFirst) = (column * length, column * otherLength)
        unsafe UnsafeMutableRawBufferPointer(rebasing: own[first..<first + bytes]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: others[otherFirst..<otherFirst + bytes]))
      }
    }
  }

  deinit {
    for index in unsafe parts.indices { unsafe parts[index].deallocate() }
  }
}
