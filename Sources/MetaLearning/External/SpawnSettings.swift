import Foundation

/// How a child is started: its standard input and output, its group and its signals.
struct SpawnSettings {
  /// What becomes standard input and output; nil for those of this process.
  var socket: Int32?
  /// What becomes the lifeline of a supervisor; nil for none.
  var lifeline: Int32?
  /// Whether the child leads a process group of its own.
  var leadsGroup = false
  /// Whether the child gets the whole environment, as a supervisor does, which passes on less.
  var isTrusted = false

  /// Starts a program; gives 0 or the number of the error.
  func spawn(_ program: String, arguments: [String], child: inout pid_t) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    if let socket {
      unsafe posix_spawn_file_actions_adddup2(&actions, socket, 0)
      unsafe posix_spawn_file_actions_adddup2(&actions, socket, 1)
    }
    if let lifeline {
      unsafe posix_spawn_file_actions_adddup2(&actions, lifeline, ChildSupervisor.lifeline)
    }
    // Signals that the host ignores would stay ignored, and the child could not be terminated.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP] {
      unsafe sigaddset(&signals, number)
    }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if leadsGroup { flags |= POSIX_SPAWN_SETPGROUP }
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    let environment =
      isTrusted
      ? ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
      : ChildEnvironment.settings()
    return unsafe Self.withTexts(arguments) { arguments in
      unsafe Self.withTexts(environment) { environment in
        unsafe posix_spawn(&child, program, &actions, &attributes, arguments, environment)
      }
    }
  }

  /// Hands texts to C as a list that ends with nil.
  private static func withTexts(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
  ) -> Int32 {
    let copies = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe body(copies)
  }
}
