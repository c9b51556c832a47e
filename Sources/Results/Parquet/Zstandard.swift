import Foundation

/// The compression of the system's libzstd, which is looked for when the program runs, so that
/// nothing need be installed to build it (RFC 8878).
@safe struct Zstandard: Sendable {
  private typealias Compress =
    @convention(c) (
      UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int, Int32
    ) -> Int
  private typealias Bound = @convention(c) (Int) -> Int
  private typealias IsError = @convention(c) (Int) -> UInt32
  private typealias Version = @convention(c) () -> UInt32

  private let compress: Compress
  private let bound: Bound
  private let isError: IsError
  /// Version of the library, such as `1.5.4`; another one may write other bytes.
  let version: String

  /// The library; nil where there is none.
  static let shared: Zstandard? = {
    for name in ["libzstd.so.1", "libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib"] {
      if let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) {
        return unsafe Zstandard(library: library)
      }
    }
    return nil
  }()

  private init?(library: UnsafeMutableRawPointer) {
    guard let compress = unsafe dlsym(library, "ZSTD_compress"),
      let bound = unsafe dlsym(library, "ZSTD_compressBound"),
      let isError = unsafe dlsym(library, "ZSTD_isError"),
      let version = unsafe dlsym(library, "ZSTD_versionNumber")
    else { return nil }
    unsafe self.compress = unsafeBitCast(compress, to: Compress.self)
    unsafe self.bound = unsafeBitCast(bound, to: Bound.self)
    unsafe self.isError = unsafeBitCast(isError, to: IsError.self)
    let number = unsafe unsafeBitCast(version, to: Version.self)()
    self.version = "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
  }

  /// The bytes in less room; nil where the library fails, which it does without memory only.
  func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    let most = bound(bytes.count)
    var isWritten = true
    let result = unsafe [UInt8](unsafeUninitializedCapacity: most) { room, count in
      let size = unsafe bytes.withUnsafeBytes {
        unsafe compress(room.baseAddress, most, $0.baseAddress, bytes.count, Self.level)
      }
      isWritten = isError(size) == 0
      count = isWritten ? size : 0
    }
    return isWritten ? result : nil
  }

  private static let level: Int32 = 3
}
