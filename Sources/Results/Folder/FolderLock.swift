import Foundation

/// An advisory lock on a folder, which the system gives back however its holder ends.
///
/// It holds between all processes of a machine, in whatever container they run, other than the
/// number of a process, which is free to be another's.
final class FolderLock {
  private let descriptor: Int32
  /// Whether the file system knows locks at all.
  let isHeld: Bool

  private init(_ descriptor: Int32, isHeld: Bool) {
    self.descriptor = descriptor
    self.isHeld = isHeld
  }

  deinit { Disk.close(descriptor) }

  enum Attempt {
    case held(FolderLock)
    /// Another process holds it.
    case busy
    /// There is no such folder, or no longer.
    case gone
  }

  /// Takes the lock of a folder if nobody has it.
  static func attempt(_ path: String) throws(ResultsError) -> Attempt {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return .gone }
      throw ResultsError(action: "use the folder", path: path, code: errno)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      if code == EWOULDBLOCK || code == EINTR {
        Disk.close(descriptor)
        return .busy
      }
      return .held(FolderLock(descriptor, isHeld: false))
    }
    let lock = FolderLock(descriptor, isHeld: true)
    // Between opening and locking, another process may have removed the folder.
    return lock.isStill(at: path) ? .held(lock) : .gone
  }

  /// Waits for the lock of a folder that others hold for moments only.
  /// - Throws: ``ResultsError`` when it is not to be had; nil for a folder that is gone.
  static func wait(for path: String) throws(ResultsError) -> FolderLock? {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      switch try attempt(path) {
      case .held(let lock): return lock
      case .gone: return nil
      case .busy:
        guard ContinuousClock.now < deadline else {
          throw ResultsError(
            action: "use the folder", path: path, reason: "another program keeps it locked")
        }
        usleep(5_000)
      }
    }
  }

  private func isStill(at path: String) -> Bool {
    var (own, named) = (stat(), stat())
    return unsafe fstat(descriptor, &own) == 0 && stat(path, &named) == 0
      && own.st_dev == named.st_dev && own.st_ino == named.st_ino
  }
}
