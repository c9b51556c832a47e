/// A growing row of bytes that result files are formatted into.
///
/// Callers on a hot path `reserve` once per row and then `put`; `append` reserves by itself. Public
/// and inlinable, because the rows that it is filled with are made in other targets.
public struct ByteBuffer: Sendable {
  @usableFromInline var storage: [UInt8]
  @inlinable public var count: Int { used }
  @usableFromInline var used = 0

  /// Starts empty with room for so many bytes.
  public init(capacity: Int = 4096) {
    storage = [UInt8](repeating: 0, count: max(64, capacity))
  }

  /// The bytes written so far, as a copy of their own.
  public var bytes: ArraySlice<UInt8> { storage[..<used] }

  /// The bytes as text; invalid UTF-8 is replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets the bytes and keeps the room.
  public mutating func removeAll() {
    used = 0
  }

  /// Makes room for so many more bytes.
  @inlinable @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if storage.count - used < extra { grow(extra) }
  }

  @inline(never) @usableFromInline
  mutating func grow(_ extra: Int) {
    let wanted = max(extra, storage.count)
    storage.append(contentsOf: repeatElement(0, count: wanted))
  }

  /// Writes a byte into reserved room.
  @inlinable @inline(__always)
  public mutating func put(_ byte: UInt8) {
    storage[used] = byte
    used &+= 1
  }

  /// Writes a byte at an offset from the end of what is written, into reserved room.
  @inlinable @inline(__always)
  mutating func put(_ byte: UInt8, at offset: Int) {
    storage[used &+ offset] = byte
  }

  /// Counts bytes in that were put at offsets.
  @inlinable @inline(__always)
  mutating func advance(by bytes: Int) {
    used &+= bytes
  }

  /// Writes over the last byte, such as the comma after the last cell of a row.
  @inline(__always)
  public mutating func replaceLast(with byte: UInt8) {
    storage[count &- 1] = byte
  }

  public mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  public mutating func append(_ bytes: some Collection<UInt8>) {
    reserve(bytes.count)
    for byte in bytes { put(byte) }
  }

  public mutating func append(_ text: String) {
    append(text.utf8)
  }
}
