import CZlib
import Foundation

/// Inflates a gzip archive a piece at a time (RFC 1952), so that memory does not grow with it.
///
/// One reader uses it at a time; copies of that reader share its place in the archive.
@safe final class GzipInflater: @unchecked Sendable {
  enum Fault: Error {
    case damaged, endsEarly

    var found: String {
      switch self {
      case .damaged: "a damaged gzip archive"
      case .endsEarly: "a gzip archive that ends early"
      }
    }
  }

  /// The first bytes of an archive, and of each further member of it.
  static let signature: [UInt8] = [0x1F, 0x8B]

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  private var input: [UInt8] = []
  private var position = 0
  /// Whether all that was begun is whole: more may follow, but nothing has to.
  private var isWhole = false

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    isReady = unsafe czlib_begin_gzip(stream) == Z_OK
  }

  deinit {
    if isReady { unsafe _ = inflateEnd(stream) }
    unsafe stream.deallocate()
  }

  /// Appends up to so many bytes of the text; `next` hands out the archive, and nothing at its end.
  /// - Returns: False when the archive is over; zeros and other bytes after it are no part of it.
  func read(
    into buffer: inout [UInt8], most: Int, next: () throws -> [UInt8]
  ) throws -> Bool {
    var output = [UInt8](repeating: 0, count: max(1, most))
    while true {
      if position == input.count {
        input = try next()
        position = 0
        if input.isEmpty {
          guard isWhole else { throw Fault.endsEarly }
          return false
        }
      }
      if isWhole {
        guard input[position] == Self.signature[0] else { return false }
        guard unsafe inflateReset(stream) == Z_OK else { throw Fault.damaged }
        isWhole = false
      }
      let made = try step(into: &output)
      if made > 0 {
        buffer.append(contentsOf: output[..<made])
        return true
      }
    }
  }

  /// Inflates until the output is full or the input is used up.
  /// - Returns: Bytes of output made.
  private func step(into output: inout [UInt8]) throws -> Int {
    guard isReady else { throw Fault.damaged }
    let room = output.count
    let left = input.count - position
    let status = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + position }
        unsafe stream.pointee.avail_in = UInt32(left)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    position += left - Int(unsafe stream.pointee.avail_in)
    switch status {
    case Z_STREAM_END: isWhole = true
    case Z_OK, Z_BUF_ERROR: break
    default: throw Fault.damaged
    }
    return room - Int(unsafe stream.pointee.avail_out)
  }
}
