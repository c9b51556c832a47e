extension JSON {
  /// Why bytes are no JSON document, and where.
  package struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Number of the byte at fault, from 1.
    package var position: Int
    package var message: String

    package init(position: Int, message: String) {
      self.position = position
      self.message = message
    }

    package var description: String { "\(message) at byte \(position)" }
  }

  /// Reads one document (RFC 8259, UTF-8); nothing but white space may follow.
  ///
  /// Whole numbers that 64 bits hold become integers, all others doubles. Of a key given twice the
  /// last value counts. At most `depth` values lie within each other, in at most `size` bytes.
  ///
  /// - Throws: ``Fault`` if the bytes are not such a document, or a number is not finite.
  package static func parse(
    _ bytes: ArraySlice<UInt8>, depth: Int = 64, size: Int = .max
  ) throws(Fault) -> JSON {
    guard bytes.count <= size else {
      throw Fault(position: size + 1, message: "more than \(size) bytes")
    }
    var parser = JSONParser(bytes, depth: depth)
    return try parser.document()
  }

  package static func parse(_ text: String, depth: Int = 64) throws(Fault) -> JSON {
    try parse(Array(text.utf8)[...], depth: depth)
  }
}
