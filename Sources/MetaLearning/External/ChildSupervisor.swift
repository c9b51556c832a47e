import Foundation
import Synchronization

/// A process between the host and a program, which ends all that the program started when either
/// of them ends, however that comes.
///
/// The host's own program started again, with the words of ``arguments(for:_:in:)``. It adopts what
/// its descendants leave behind (`PR_SET_CHILD_SUBREAPER`), so that none gets out of its sight by a
/// session of its own, and it holds one end of a pipe of which the host holds the other: when the
/// host ends or is killed, the pipe does, and the supervisor kills all its descendants.
package enum ChildSupervisor {
  private static let mark = "__supervise"
  private static let isEnabled = Atomic<Bool>(false)
  /// Number of the file whose end says that the host has ended.
  static let lifeline: Int32 = 3

  /// Whether children are started by a supervisor: only where the program that runs knows how.
  static var isAvailable: Bool { isEnabled.load(ordering: .relaxed) }

  /// Path of the program that runs.
  static let program = "/proc/self/exe"

  /// What a supervisor is started with.
  static func arguments(for program: String, _ command: [String], in folder: String?) -> [String] {
    ["journeylab", mark, folder ?? "", program] + command
  }

  /// Does a supervisor's work where this process is one, and otherwise lets children have theirs.
  ///
  /// To be called by a program's main before anything else.
  package static func prepare() {
    #if os(Linux)
      let words = CommandLine.arguments
      if words.count > 4, words[1] == mark {
        run(words[3], arguments: Array(words[4...]), in: words[2])
      }
      isEnabled.store(true, ordering: .relaxed)
    #endif
  }

  #if os(Linux)
    private static func run(_ program: String, arguments: [String], in folder: String) -> Never {
      // The host asks the group to terminate: that is for the program.
      for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
      _ = fcntl(lifeline, F_SETFD, FD_CLOEXEC)
      adoptOrphans()
      var child: pid_t = 0
      guard unsafe (folder.isEmpty || chdir(folder) == 0),
        SpawnSettings().spawn(program, arguments: arguments, child: &child) == 0
      else { exit(127) }
      // The socket must end with the program.
      close(0)
      close(1)
      let identifier = child
      Thread.detachNewThread {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        endDescendants()
      }
      var byte: UInt8 = 0
      while unsafe read(lifeline, &byte, 1) > 0 || errno == EINTR {}
      endDescendants()
    }

    private static func adoptOrphans() {
      typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
      guard let symbol = unsafe dlsym(nil, "prctl") else { return }
      let setSubreaper: Int32 = 36
      _ = unsafe unsafeBitCast(symbol, to: Control.self)(setSubreaper, 1, 0, 0, 0)
    }

    private static let ending = Mutex<Void>(())

    /// Kills until nothing is left: what a killed process had started is this one's child then.
    private static func endDescendants() -> Never {
      ending.withLock { _ in
        let deadline = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < deadline {
          for process in descendants() { kill(process, SIGKILL) }
          var status: Int32 = 0
          var reaped: pid_t = 0
          repeat { reaped = unsafe waitpid(-1, &status, WNOHANG) } while reaped > 0
          if reaped < 0, errno == ECHILD { break }
          usleep(1_000)
        }
        _exit(0)
      }
    }

    /// All processes below this one.
    private static func descendants() -> [pid_t] {
      var children: [pid_t: [pid_t]] = [:]
      for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
        guard let process = pid_t(name), let parent = parent(of: process) else { continue }
        children[parent, default: []].append(process)
      }
      var found: [pid_t] = []
      var open = [getpid()]
      while let next = open.popLast() {
        let below = children[next] ?? []
        found += below
        open += below
      }
      return found
    }

    private static func parent(of process: pid_t) -> pid_t? {
      guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
        return nil
      }
      // The name of the program is in brackets and may hold brackets and spaces itself.
      let text = String(decoding: data, as: UTF8.self)
      guard let end = text.lastIndex(of: ")") else { return nil }
      let fields = text[text.index(after: end)...].split(separator: " ")
      return fields.count > 1 ? pid_t(fields[1]) : nil
    }
  #endif
}
