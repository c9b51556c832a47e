package import Foundation

/// A hidden folder inside the one that results go to, in which they are written before they get
/// their names.
///
/// Either `commit` gives all files their place, the manifest last, or `discard` leaves nothing
/// behind. The hidden folder is locked while its process lives: what is locked is never touched,
/// what is not was left by a process that was killed, and goes.
package final class Staging {
  package let folder: URL
  private let target: String
  private var lock: FolderLock?
  /// Folders that did not exist before, innermost first.
  private var created: [String]

  private static let prefix = ".journeylab-"

  /// Makes the hidden folder, and the target with the folders above it where they do not exist.
  ///
  /// `cleansSiblings` also removes what killed processes left in the folders beside the target.
  /// - Throws: `ResultsError` when a folder cannot be made or locked.
  package init(for target: URL, cleansSiblings: Bool = false) throws {
    let path = target.path
    self.target = path
    var created: [String] = []
    do {
      while true {
        try Self.makeFolders(path, created: &created)
        // Nil when another process removed the folder that it had made: make it again.
        guard let outer = try FolderLock.wait(for: path) else { continue }
        Self.removeLeftovers(in: path)
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        let hidden = path + "/" + Self.prefix + digits
        guard try Disk.makeFolder(hidden) else { continue }
        guard case .held(let lock) = try FolderLock.attempt(hidden) else { continue }
        self.lock = lock
        folder = URL(filePath: hidden)
        withExtendedLifetime(outer) {}
        break
      }
    } catch {
      Self.removeEmpty(created)
      throw error
    }
    self.created = created
    if cleansSiblings { Self.cleanSiblings(of: path) }
  }

  /// Gives the files their place, in which a manifest stands only when all others do.
  ///
  /// Files of other names in the target stay. One of the same name is replaced in one step, or
  /// refused where `replaces` is false; after a failure the old ones are back.
  /// `isThere` is asked while no other process can commit: whether the same results stand in the
  /// target by now, so that these are not needed.
  /// - Throws: `ResultsError` when the disk refuses.
  package func commit(replaces: Bool = true, unless isThere: () -> Bool = { false }) throws {
    guard let outer = try FolderLock.wait(for: target) else {
      throw ResultsError(action: "write results to", path: target, reason: "the folder is gone")
    }
    if !isThere() { try move(replaces: replaces) }
    Disk.removeTree(folder.path)
    lock = nil
    withExtendedLifetime(outer) {}
  }

  private func move(replaces: Bool) throws(ResultsError) {
    let hidden = folder.path
    let files = Self.files(below: hidden).sorted { Self.isEarlier($0, $1) }
    for file in files {
      let place = target + "/" + file
      guard let kind = Disk.kind(place) else { continue }
      if kind == S_IFDIR { throw ResultsError(action: "write", path: place, code: EISDIR) }
      if !replaces { throw ResultsError(action: "write", path: place, code: EEXIST) }
    }
    var moved: [(place: String, old: String?)] = []
    do throws(ResultsError) {
      for (number, file) in files.enumerated() {
        if let slash = file.lastIndex(of: "/") {
          if try Disk.makeFolder(target + "/" + file[..<slash]) { try Disk.syncFolder(target) }
        }
        // All else must be on the disk before the manifest that vouches for it.
        if file == Manifest.fileName { try syncFolders(of: files) }
        let place = target + "/" + file
        let old = "\(hidden)/.old-\(number)"
        moved.append((place, Disk.link(place, as: old) ? old : nil))
        try Disk.rename(hidden + "/" + file, to: place)
      }
      try syncFolders(of: files)
      for made in created { try Disk.syncFolder((made as NSString).deletingLastPathComponent) }
    } catch {
      for (place, old) in moved.reversed() {
        if let old { try? Disk.rename(old, to: place) } else { Disk.remove(place) }
      }
      throw error
    }
  }

  private func syncFolders(of files: [String]) throws(ResultsError) {
    let folders = Set(files.map { (($0 as NSString).deletingLastPathComponent) })
    for folder in folders.sorted() { try Disk.syncFolder(target + "/" + folder) }
  }

  /// Removes the hidden folder, and those that were made for it if nothing else is in them.
  package func discard() {
    Disk.removeTree(folder.path)
    lock = nil
    Self.removeEmpty(created)
  }

  private static func isEarlier(_ left: String, _ right: String) -> Bool {
    (left == Manifest.fileName ? 1 : 0, left) < (right == Manifest.fileName ? 1 : 0, right)
  }

  /// Paths of all files below a folder.
  private static func files(below folder: String) -> [String] {
    Disk.names(in: folder).flatMap { name in
      Disk.kind(folder + "/" + name) == S_IFDIR
        ? files(below: folder + "/" + name).map { name + "/" + $0 } : [name]
    }
  }

  /// Makes a folder and those above it; of those, notes which were not there.
  private static func makeFolders(_ path: String, created: inout [String]) throws(ResultsError) {
    var missing: [String] = []
    var place = path
    while !place.isEmpty, place != "/", Disk.kind(place) == nil {
      missing.append(place)
      place = (place as NSString).deletingLastPathComponent
    }
    guard place.isEmpty || Disk.isFolder(place) else {
      throw ResultsError(
        action: "make a folder for results in", path: path,
        reason: "\(place) is a file, not a folder")
    }
    for place in missing.reversed() {
      do {
        if try Disk.makeFolder(place), !created.contains(place) { created.insert(place, at: 0) }
      } catch {
        // The one above was another process's and is gone by now: the caller tries again.
        guard Disk.kind((place as NSString).deletingLastPathComponent) == nil else { throw error }
        return
      }
    }
  }

  /// Removes folders from the innermost outward, as far as they are empty.
  private static func removeEmpty(_ folders: [String]) {
    for folder in folders where !Disk.removeFolder(folder) { return }
  }

  /// Removes hidden folders of processes that are no more; the folder itself must be locked.
  private static func removeLeftovers(in folder: String) {
    for name in Disk.names(in: folder) where name.hasPrefix(prefix) {
      let place = folder + "/" + name
      guard Disk.kind(place) == S_IFDIR, case .held(let lock)? = try? FolderLock.attempt(place),
        lock.isHeld
      else { continue }
      Disk.removeTree(place)
    }
  }

  private static func cleanSiblings(of path: String) {
    let parent = (path as NSString).deletingLastPathComponent
    for name in Disk.names(in: parent) {
      let sibling = parent + "/" + name
      guard sibling != path, Disk.kind(sibling) == S_IFDIR,
        Disk.names(in: sibling).contains(where: { $0.hasPrefix(prefix) }),
        case .held(let lock)? = try? FolderLock.attempt(sibling), lock.isHeld
      else { continue }
      removeLeftovers(in: sibling)
      // What is left of a run that was killed before its first file.
      _ = Disk.removeFolder(sibling)
    }
  }
}
