import Foundation

/// The calls to the system by which results reach the disk; what fails throws ``ResultsError``.
enum Disk {
  /// Makes a folder; false if there is one.
  static func makeFolder(_ path: String) throws(ResultsError) -> Bool {
    if unsafe mkdir(path, 0o777) == 0 { return true }
    let code = errno
    if code == EEXIST, isFolder(path) { return false }
    throw ResultsError(
      action: "make the folder", path: path, code: code == EEXIST ? ENOTDIR : code)
  }

  /// Opens a new file for writing.
  static func create(_ path: String) throws(ResultsError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw ResultsError(action: "write", path: path, code: errno) }
    return descriptor
  }

  /// Writes all bytes, in as many calls as that takes.
  static func write(
    _ bytes: some ContiguousBytes, to descriptor: Int32, path: String
  ) throws(ResultsError) {
    let code = unsafe bytes.withUnsafeBytes { buffer -> Int32 in
      var start = 0
      while start < buffer.count {
        let count = unsafe Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return count < 0 ? errno : EIO }
        start += count
      }
      return 0
    }
    guard code == 0 else { throw ResultsError(action: "write", path: path, code: code) }
  }

  /// Waits until the disk has what was written; pipes and some file systems know no such thing.
  static func sync(_ descriptor: Int32, path: String) throws(ResultsError) {
    guard fsync(descriptor) != 0, ![EINVAL, ENOTSUP, EROFS].contains(errno) else { return }
    throw ResultsError(action: "write", path: path, code: errno)
  }

  /// Waits until the disk has a folder's names.
  static func syncFolder(_ path: String) throws(ResultsError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that may be written but not read cannot be waited for.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    try sync(descriptor, path: path)
  }

  static func close(_ descriptor: Int32) { _ = Foundation.close(descriptor) }

  /// Gives a file another name; one that has it already is replaced in the same instant.
  static func rename(_ old: String, to new: String) throws(ResultsError) {
    guard unsafe Foundation.rename(old, new) != 0 else { return }
    throw ResultsError(action: "write", path: new, code: errno)
  }

  /// Kind of what stands at a path, a symbolic link being one; nil for nothing.
  static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Whether a path leads to a folder, through symbolic links too.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Names in a folder, sorted; none where it cannot be read.
  static func names(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Gives a file a second name; false where that cannot be.
  static func link(_ file: String, as other: String) -> Bool {
    unsafe Foundation.link(file, other) == 0
  }

  static func remove(_ file: String) { _ = unsafe unlink(file) }

  /// Removes a folder if nothing is in it; false otherwise.
  static func removeFolder(_ path: String) -> Bool { unsafe rmdir(path) == 0 }

  /// Removes a folder and all that is in it, following no link.
  static func removeTree(_ path: String) {
    for name in names(in: path) {
      let place = path + "/" + name
      if kind(place) == S_IFDIR { removeTree(place) } else { remove(place) }
    }
    _ = removeFolder(path)
  }
}
