import Foundation

/// The environment of programs outside: what they need to be found and to speak, and no more.
///
/// Keys and passwords of the user's other programs stay with the host. `JOURNEYLAB_` is for what a
/// program is to be told on purpose.
enum ChildEnvironment {
  static let names = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ", "LANG"]
  static let prefixes = ["LC_", "JOURNEYLAB_"]

  /// The host's variables that a child gets, as `NAME=value`, sorted.
  static func settings(
    of host: [String: String] = ProcessInfo.processInfo.environment
  ) -> [String] {
    host.filter { name, _ in
      names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
