/// A growing row of bytes that result files are formatted into.
///
/// Public, so that the tables of rows may inline it across targets. Callers on a hot path `reserve` once per row and then `put`; `append` reserves by itself.
public struct ByteBuffer: Sendable {
  private var storage: [UInt8]
  /// Number of bytes written.
  public private(set) var count = 0

  /// Starts empty with room for so many bytes.
  public init(capacity: Int = 4096) {
    storage = [UInt8](repeating: 0, count: max(64, capacity))
  }

  /// The bytes written so far, as a copy of their own.
  public var bytes: ArraySlice<UInt8> { storage[..<count] }

  /// The bytes as text; invalid UTF-8 is replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets the bytes and keeps the room.
  public mutating func removeAll() {
    count = 0
  }

  /// Makes room for so many more bytes.
  @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if storage.count - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let wanted = max(extra, storage.count)
    storage.append(contentsOf: repeatElement(0, count: wanted))
  }

  /// Writes a byte into reserved room.
  @inline(__always)
  public mutating func put(_ byte: UInt8) {
    storage[count] = byte
    count &+= 1
  }

  /// Writes a byte at an offset from the end of what is written, into reserved room.
  @inline(__always)
  mutating func put(_ byte: UInt8, at offset: Int) {
    storage[count &+ offset] = byte
  }

  /// Counts bytes in that were put at offsets.
  @inline(__always)
  mutating func advance(by bytes: Int) {
    count &+= bytes
  }

  /// Writes over the last byte, such as the comma after the last cell of a row.
  @inline(__always)
  public mutating func replaceLast(with byte: UInt8) {
    storage[count &- 1] = byte
  }

  /// Writes a byte.
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// Writes bytes.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    reserve(bytes.count)
    for byte in bytes { put(byte) }
  }

  /// Writes text as UTF-8.
  public mutating func append(_ text: String) {
    append(text.utf8)
  }
}
