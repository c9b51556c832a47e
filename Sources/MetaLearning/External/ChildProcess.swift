import Foundation
import Support
import Synchronization

/// A program with one socket as its standard input and output; its standard error is the host's.
///
/// A socket instead of pipes, because writing to it after the program has died raises no SIGPIPE.
/// What the program starts ends with it: by a supervisor between it and the host where there is one
/// (``ChildSupervisor``), else as far as it stays in the program's process group.
struct ChildProcess: Sendable {
  enum Transfer {
    case moved(Int)
    case blocked
    case closed
  }

  /// Number of the program or its supervisor, and of the group of both.
  let identifier: pid_t
  /// The pipe whose end tells the supervisor to end all; nil without one.
  private let lifeline: Int32?
  private let socket: Int32

  /// Sockets are marked to be closed in children in a step of their own: no other thread may start
  /// a child between.
  private static let starting = Mutex<Void>(())

  /// Starts a program; a nil folder is the host's own.
  /// - Throws: ``ArgumentError`` if there is no such program or it cannot be started.
  init(_ command: [String], in folder: String?) throws(ArgumentError) {
    let program = try Self.locate(command, in: folder)
    var sockets: [Int32] = [-1, -1]
    var pipes: [Int32] = [-1, -1]
    let isSupervised = ChildSupervisor.isAvailable
    let failure = Self.starting.withLock { _ -> (code: Int32, child: pid_t) in
      #if canImport(Darwin)
        let kind = SOCK_STREAM
      #else
        let kind = Int32(SOCK_STREAM.rawValue)
      #endif
      guard unsafe socketpair(AF_UNIX, kind, 0, &sockets) == 0 else { return (errno, 0) }
      if isSupervised, unsafe pipe(&pipes) != 0 { return (errno, 0) }
      for descriptor in sockets + pipes where descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      }
      var child: pid_t = 0
      if isSupervised {
        let settings = SpawnSettings(
          socket: sockets[1], lifeline: pipes[0], leadsGroup: true, isTrusted: true)
        let code = settings.spawn(
          ChildSupervisor.program,
          arguments: ChildSupervisor.arguments(for: program, command, in: folder), child: &child)
        return (code, child)
      }
      // A shell changes to the folder and becomes the program: not every system can on its own.
      let shell = folder.map { ["sh", "-c", #"cd "$0" && exec "$@""#, $0, program] }
      let code = SpawnSettings(socket: sockets[1], leadsGroup: true).spawn(
        shell == nil ? program : "/bin/sh",
        arguments: shell.map { $0 + command.dropFirst() } ?? command, child: &child)
      return (code, child)
    }
    for descriptor in [sockets[1], pipes[0]] where descriptor >= 0 { close(descriptor) }
    guard failure.code == 0 else {
      for descriptor in [sockets[0], pipes[1]] where descriptor >= 0 { close(descriptor) }
      throw ArgumentError(
        "command", found: "\(program), which does not start (\(Self.message(failure.code)))",
        allowed: "a program that can be run")
    }
    #if canImport(Darwin)
      var on: Int32 = 1
      _ = unsafe setsockopt(
        sockets[0], SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
    socket = sockets[0]
    identifier = failure.child
    lifeline = isSupervised ? pipes[1] : nil
    if !isSupervised { LiveChildren.add(identifier) }
  }

  /// Sends what the socket takes at once.
  func send(_ bytes: ArraySlice<UInt8>) -> Transfer {
    #if canImport(Darwin)
      let flags = Int32(MSG_DONTWAIT)
    #else
      let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    #endif
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe Foundation.send(socket, buffer.baseAddress, buffer.count, flags)
    }
    if count >= 0 { return .moved(count) }
    return [EAGAIN, EWOULDBLOCK, EINTR, ENOBUFS].contains(errno) ? .blocked : .closed
  }

  /// Receives what has come, at most as much as the buffer holds.
  func receive(into buffer: inout [UInt8]) -> Transfer {
    let flags = Int32(MSG_DONTWAIT)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe recv(socket, bytes.baseAddress, bytes.count, flags)
    }
    if count > 0 { return .moved(count) }
    if count == 0 { return .closed }
    return [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? .blocked : .closed
  }

  /// Waits until something may be received, or sent where asked for, at most for so long.
  func wait(toSend: Bool, atMost time: Duration) {
    var event = pollfd(
      fd: socket, events: Int16(POLLIN) | (toSend ? Int16(POLLOUT) : 0), revents: 0)
    let milliseconds = max(0, min(time / .milliseconds(1), 60_000)).rounded(.up)
    _ = unsafe poll(&event, 1, Int32(milliseconds))
  }

  /// Whether the program has ended; its number stays taken until ``end(grace:)``.
  var hasExited: Bool {
    var information = unsafe siginfo_t()
    let code = unsafe waitid(
      P_PID, id_t(identifier), &information, Int32(WEXITED) | Int32(WNOHANG) | Int32(WNOWAIT))
    guard code == 0 else { return true }
    #if canImport(Darwin)
      return unsafe information.si_pid != 0
    #else
      return unsafe information.si_signo == SIGCHLD
    #endif
  }

  /// Ends the program and what it started, and gives back all that it held.
  ///
  /// No more input comes; after the grace the program is asked to terminate, after half as much
  /// again it is killed.
  func end(grace: Duration) {
    let grace = LiveChildren.areCut ? .zero : grace
    _ = shutdown(socket, Int32(SHUT_WR))
    if !hasExited(within: grace) {
      kill(-identifier, SIGTERM)
      _ = hasExited(within: grace / 2)
    }
    if let lifeline {
      // A supervisor that its program has stopped goes on, and ends all below it.
      close(lifeline)
      kill(identifier, SIGCONT)
      _ = hasExited(within: .seconds(6))
    }
    // The group is ended while its leader's number is still taken.
    kill(-identifier, SIGKILL)
    LiveChildren.remove(identifier)
    close(socket)
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }

  private func hasExited(within time: Duration) -> Bool {
    let deadline = ContinuousClock.now + time
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !hasExited {
      guard ContinuousClock.now < deadline else { return false }
      // A program that is still writing could never end: what it writes is thrown away.
      switch receive(into: &buffer) {
      case .moved: continue
      case .blocked: wait(toSend: false, atMost: .milliseconds(2))
      case .closed: usleep(1000)
      }
    }
    return true
  }

  private static func message(_ code: Int32) -> String {
    POSIXErrorCode(rawValue: code).map { POSIXError($0).localizedDescription } ?? "error \(code)"
  }
}
