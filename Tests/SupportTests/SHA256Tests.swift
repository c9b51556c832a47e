import Testing

@testable import Support

/// The vectors are those of FIPS 180-4's examples (NIST, "SHA256.pdf").
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
        + "klmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `the published vectors come out`(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: text) == digest)
  }

  @Test func `the processor's instructions give what the plain rounds give`() {
    var bytes: [UInt8] = []
    for length in 0..<300 {
      bytes.append(UInt8(truncatingIfNeeded: length &* 167 &+ 13))
      for start in [0, length / 3] {
        var own = SHA256(usesProcessor: true)
        var plain = SHA256(usesProcessor: false)
        own.update(bytes[..<start])
        own.update(bytes[start...])
        plain.update(bytes[...])
        #expect(own.finish() == plain.finish())
      }
    }
  }

  @Test func `a million letters in pieces of uneven length give the published digest`() {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    var hash = SHA256()
    var place = 0
    var length = 1
    while place < letters.count {
      let end = min(place + length, letters.count)
      hash.update(letters[place..<end])
      place = end
      length = length * 3 % 65_521 + 1
    }
    #expect(
      hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
