import CDigest
import Foundation

/// The hash function SHA-256 (FIPS 180-4), fed piece by piece.
///
/// Whole blocks are worked through by the processor's own instructions where it has them, which is
/// asked once at run time; else by the plain rounds below, which give the same.
package struct SHA256: Sendable {
  private static let processorHasIt = digest_has_sha256()

  private let usesProcessor: Bool
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var schedule = [UInt32](repeating: 0, count: 64)
  /// Bytes that do not fill a block yet.
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  package init() { self.init(usesProcessor: true) }

  /// Hashes by the plain rounds where the processor's instructions are not wanted.
  init(usesProcessor: Bool) { self.usesProcessor = usesProcessor && Self.processorHasIt }

  /// The hash of a text's UTF-8 bytes, in lowercase hexadecimal digits.
  package static func hexadecimal(of text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8)[...])
    return hash.finish()
  }

  /// The hash of a text's UTF-8 bytes in base 64, as browsers take it.
  package static func base64(of text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8)[...])
    hash.close()
    return Data(
      hash.state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    ).base64EncodedString()
  }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    length &+= UInt64(bytes.count)
    var rest = bytes
    if !pending.isEmpty {
      let missing = min(64 - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(missing))
      rest = rest.dropFirst(missing)
      guard pending.count == 64 else { return }
      let filled = pending
      work(through: filled.span)
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / 64 * 64
    if whole > 0 {
      let blocks = rest.prefix(whole)
      work(through: blocks.span)
    }
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// Ends the input and gives its hash in 64 lowercase hexadecimal digits.
  package mutating func finish() -> String {
    close()
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for word in state {
      for shift in stride(from: 28, through: 0, by: -4) {
        text.append(digits[Int(word >> UInt32(shift) & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Ends the input.
  private mutating func close() {
    let bits = length &* 8
    var tail: [UInt8] = [0x80]
    tail += [UInt8](repeating: 0, count: (119 - pending.count) % 64)
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    update(tail[...])
  }

  /// Works through whole blocks of 64 bytes.
  private mutating func work(through blocks: Span<UInt8>) {
    guard usesProcessor else {
      return Self.compress(blocks, state: &state, schedule: &schedule)
    }
    unsafe blocks.withUnsafeBufferPointer { bytes in
      unsafe digest_sha256(&state, Self.constants, bytes.baseAddress, bytes.count / 64)
    }
  }

  /// Works through whole blocks by plain rounds.
  private static func compress(
    _ bytes: Span<UInt8>, state: inout [UInt32], schedule: inout [UInt32]
  ) {
    let constants = constants.span
    var words = schedule.mutableSpan
    var (h0, h1, h2, h3) = (state[0], state[1], state[2], state[3])
    var (h4, h5, h6, h7) = (state[4], state[5], state[6], state[7])
    var start = 0
    while start < bytes.count {
      for index in 0..<16 {
        let place = start &+ index &* 4
        words[index] =
          UInt32(bytes[place]) << 24 | UInt32(bytes[place &+ 1]) << 16
          | UInt32(bytes[place &+ 2]) << 8 | UInt32(bytes[place &+ 3])
      }
      for index in 16..<64 {
        let (near, far) = (words[index &- 2], words[index &- 15])
        let small0 = far.rotated(7) ^ far.rotated(18) ^ (far &>> 3)
        let small1 = near.rotated(17) ^ near.rotated(19) ^ (near &>> 10)
        words[index] = words[index &- 16] &+ small0 &+ words[index &- 7] &+ small1
      }
      var (a, b, c, d, e, f, g, h) = (h0, h1, h2, h3, h4, h5, h6, h7)
      for index in 0..<64 {
        let big1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
        let choice = g ^ (e & (f ^ g))
        let first = h &+ big1 &+ choice &+ constants[index] &+ words[index]
        let big0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
        let second = big0 &+ ((a & b) | (c & (a | b)))
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ second)
      }
      (h0, h1, h2, h3) = (h0 &+ a, h1 &+ b, h2 &+ c, h3 &+ d)
      (h4, h5, h6, h7) = (h4 &+ e, h5 &+ f, h6 &+ g, h7 &+ h)
      start &+= 64
    }
    state = [h0, h1, h2, h3, h4, h5, h6, h7]
  }

  /// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}

extension UInt32 {
  @inline(__always)
  fileprivate func rotated(_ bits: UInt32) -> UInt32 {
    self &>> bits | self &<< (32 &- bits)
  }
}
