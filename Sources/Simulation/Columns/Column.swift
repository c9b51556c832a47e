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

  /// Gives the first places one value.
  func fill(_ value: Element, count: Int) {
    for place in 0..<count { self[place] = value }
  }
}

/// The memory of the columns of one block or list.
@safe
final class ColumnStore {
  private var parts: [UnsafeMutableRawBufferPointer] = unsafe []

  /// Makes a column of zeros.
  func column<Element: BitwiseCopyable>(_: Element.Type, count: Int) -> Column<Element> {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 64)
    _ = unsafe part.initializeMemory(as: UInt8.self, repeating: 0)
    unsafe parts.append(part)
    return unsafe Column(
      base: part.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Element.self), count: count)
  }

  /// Takes over the contents of a store that was filled with the same columns.
  func copy(from other: ColumnStore) {
    for index in unsafe parts.indices {
      unsafe parts[index].copyMemory(from: UnsafeRawBufferPointer(other.parts[index]))
    }
  }

  deinit {
    for unsafe part in unsafe parts { unsafe part.deallocate() }
  }
}
