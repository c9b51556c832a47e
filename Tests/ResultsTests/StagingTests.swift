import Foundation
import Studies
import Support
import TestSupport
import Testing

@testable import Results

@Suite struct `Results on their way to their folder` {
  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  private func write(_ text: String, _ name: String, in folder: URL) throws {
    _ = try ResultFile.write(name, Array(text.utf8)[...], rows: 0, in: folder)
  }

  private func makeFolder(_ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test func `stand in their place when committed, and nothing else is left`() throws {
    try withTemporaryFolder { root in
      let staging = try Staging(for: root.appending(path: "a/run"))
      let file = try ResultFile.write(
        "x.csv", Array("h\n1\n".utf8)[...], rows: 1, in: staging.folder)
      #expect(file.bytes == 4)
      #expect(file.sha256 == SHA256.hexadecimal(of: "h\n1\n"))
      try makeFolder(staging.folder.appending(path: "sub"))
      try write("s", "y.json", in: staging.folder.appending(path: "sub"))
      #expect(try names(in: root.appending(path: "a/run")).allSatisfy { $0.hasPrefix(".") })
      try staging.commit()
      #expect(try names(in: root.appending(path: "a")) == ["run"])
      #expect(try names(in: root.appending(path: "a/run")) == ["sub", "x.csv"])
      #expect(try names(in: root.appending(path: "a/run/sub")) == ["y.json"])
    }
  }

  @Test func `leave no folder when discarded, but those that were there`() throws {
    try withTemporaryFolder { root in
      try Staging(for: root.appending(path: "a/b/run")).discard()
      #expect(try names(in: root).isEmpty)
      try makeFolder(root.appending(path: "mine"))
      try Staging(for: root.appending(path: "mine/run")).discard()
      try Staging(for: root.appending(path: "mine")).discard()
      #expect(try names(in: root) == ["mine"])
    }
  }

  @Test func `replace files of their names, and no others`() throws {
    try withTemporaryFolder { root in
      let target = root.appending(path: "run")
      try makeFolder(target)
      for name in ["x.csv", "manifest.json", ".y.csv.partial", "notes.partial"] {
        try Data("mine".utf8).write(to: target.appending(path: name))
      }
      let staging = try Staging(for: target)
      try write("new", "x.csv", in: staging.folder)
      try staging.commit()
      #expect(
        try names(in: target) == [".y.csv.partial", "manifest.json", "notes.partial", "x.csv"])
      #expect(try text(target.appending(path: "x.csv")) == "new")
      #expect(try text(target.appending(path: "manifest.json")) == "mine")
    }
  }

  @Test func `leave the old ones as they were where one cannot be replaced`() throws {
    try withTemporaryFolder { root in
      let target = root.appending(path: "run")
      try makeFolder(target.appending(path: "z.csv"))
      try Data("old".utf8).write(to: target.appending(path: "x.csv"))
      let staging = try Staging(for: target)
      try write("new", "x.csv", in: staging.folder)
      try write("new", "z.csv", in: staging.folder)
      let error = try #require(throws: ResultsError.self) { try staging.commit() }
      #expect(error.reason == "a folder of that name exists")
      staging.discard()
      #expect(try text(target.appending(path: "x.csv")) == "old")
      #expect(try names(in: target) == ["x.csv", "z.csv"])
      let other = try Staging(for: target)
      try write("new", "x.csv", in: other.folder)
      #expect(throws: ResultsError.self) { try other.commit(replaces: false) }
      other.discard()
      #expect(try text(target.appending(path: "x.csv")) == "old")
    }
  }

  @Test func `are never touched while they are under way, and go when nobody writes them`() throws {
    try withTemporaryFolder { root in
      let target = root.appending(path: "run")
      let living = try Staging(for: target)
      try write("half", "x.csv", in: living.folder)
      // As a killed process leaves it: nobody holds its lock.
      let dead = target.appending(path: ".journeylab-dead")
      let beside = root.appending(path: "other/.journeylab-dead")
      for folder in [dead, beside] {
        try makeFolder(folder.appending(path: "policies"))
        try Data("half".utf8).write(to: folder.appending(path: "policies/core.json"))
      }
      let staging = try Staging(for: target, cleansSiblings: true)
      #expect(
        try names(in: target) == [living.folder, staging.folder].map(\.lastPathComponent).sorted())
      #expect(try names(in: root) == ["run"])
      staging.discard()
      try living.commit()
      #expect(try names(in: target) == ["x.csv"])
    }
  }

  @Test func `follow a link to their folder, and to a file of its own`() throws {
    try withTemporaryFolder { root in
      try makeFolder(root.appending(path: "real"))
      let link = root.appending(path: "link")
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: root.appending(path: "real"))
      let staging = try Staging(for: link)
      try write("new", "x.csv", in: staging.folder)
      try staging.commit()
      #expect(try names(in: root.appending(path: "real")) == ["x.csv"])
      try FileManager.default.createSymbolicLink(
        at: root.appending(path: "file"), withDestinationURL: link.appending(path: "x.csv"))
      try SingleFile.write("newer".utf8, to: root.appending(path: "file"))
      #expect(try text(root.appending(path: "real/x.csv")) == "newer")
      #expect(try names(in: root) == ["file", "link", "real"])
    }
  }

  @Test func `are believed by a manifest only when whole, plain and complete`() throws {
    try withTemporaryFolder { root in
      let names = ["summary.json", "summary.txt", "x.csv", "report.html"]
      var files: [Manifest.File] = []
      for name in names {
        files.append(try ResultFile.write(name, Array("h\n1\n".utf8)[...], rows: 1, in: root))
      }
      func manifest(_ files: [Manifest.File]) -> Manifest {
        Manifest(
          origin: Origin(program: "0"), scenario: "s", digest: "d", seed: 1, customers: 2,
          replications: 3,
          draws: 255, files: files)
      }
      #expect(manifest(files).draws == "00000000000000ff")
      let place = root.appending(path: Manifest.fileName)
      try Data(manifest(files).json.rendered.utf8).write(to: place)
      #expect(Manifest(in: root) == manifest(files))
      #expect(manifest(files).isWhole(in: root))
      #expect(!manifest([]).isWhole(in: root))
      #expect(!manifest([files[0], files[2]]).isWhole(in: root))
      var outside = files[2]
      outside.name = "../\(root.lastPathComponent)/x.csv"
      #expect(!manifest(files + [outside]).isWhole(in: root))
      let last = root.appending(path: "x.csv")
      try Data("h\n2\n".utf8).write(to: last)
      #expect(!manifest(files).isWhole(in: root))
      try FileManager.default.removeItem(at: last)
      #expect(!manifest(files).isWhole(in: root))
      #expect(unsafe mkfifo(last.path, 0o600) == 0)
      #expect(!manifest(files).isWhole(in: root))
      try FileManager.default.removeItem(at: last)
      try makeFolder(last)
      #expect(!manifest(files).isWhole(in: root))
      try FileManager.default.removeItem(at: place)
      #expect(unsafe mkfifo(place.path, 0o600) == 0)
      #expect(Manifest(in: root) == nil)
    }
  }
}
