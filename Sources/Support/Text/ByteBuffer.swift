/// A growing row of bytes that result files are formatted into.
///
/// Hot paths `write` many rows at a time through a ``ByteCursor``; `append` is for all else. Public
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

  @inlinable @inline(__always)
  mutating func reserve(_ extra: Int) {
    if storage.count - used < extra { grow(extra) }
  }

  @inline(never) @usableFromInline
  mutating func grow(_ extra: Int) {
    let wanted = max(extra, storage.count)
    storage.append(contentsOf: repeatElement(0, count: wanted))
  }

  /// Writes what a body puts through a cursor, which must not be more than the room says.
  @inlinable @inline(__always)
  public mutating func write(atMost room: Int, _ body: (inout ByteCursor) -> Void) {
    reserve(room)
    let start = used
    used &+= unsafe storage.withUnsafeMutableBufferPointer { bytes -> Int in
      guard let base = bytes.baseAddress else { return 0 }
      let place = unsafe base + start
      var cursor = unsafe ByteCursor(place, room: room)
      body(&cursor)
      return unsafe cursor.place - place
    }
  }

  /// Writes over the last byte, such as the comma after the last cell of a row.
  public mutating func replaceLast(with byte: UInt8) {
    storage[used &- 1] = byte
  }

  public mutating func append(_ byte: UInt8) {
    reserve(1)
    storage[used] = byte
    used &+= 1
  }

  public mutating func append(_ bytes: some Collection<UInt8>) {
    reserve(bytes.count)
    for byte in bytes {
      storage[used] = byte
      used &+= 1
    }
  }

  public mutating func append(_ text: String) {
    append(text.utf8)
  }
}
