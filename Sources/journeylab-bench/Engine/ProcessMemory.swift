import Foundation

enum ProcessMemory {
  /// Greatest resident memory in bytes since the start or the last reset; nil where unknown.
  static var peak: Int? {
    #if os(Linux)
      return status("VmHWM:")
    #else
      var usage = rusage()
      return unsafe getrusage(RUSAGE_SELF, &usage) == 0 ? Int(usage.ru_maxrss) : nil
    #endif
  }

  /// Forgets the peak where the system can, and gives the memory resident now in bytes.
  static func resetPeak() -> Int? {
    #if os(Linux)
      try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
      return status("VmRSS:")
    #else
      return peak
    #endif
  }

  #if os(Linux)
    private static func status(_ key: String) -> Int? {
      guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
        let kilobytes = line.dropFirst(key.count).split(whereSeparator: \.isWhitespace).first
      else { return nil }
      return Int(kilobytes).map { $0 * 1024 }
    }
  #endif
}
