import Foundation
import Studies
import Support
import TestSupport
import Testing

@testable import Results

@Suite struct StagingTests {
  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `committed files stand in their place and nothing else is left`() throws {
    try withTemporaryFolder { root in
      let staging = try Staging(for: root.appending(path: "a/run"))
      let file = try ResultFile.write(
        "x.csv", Array("h\n1\n".utf8)[...], rows: 1, in: staging.folder)
      #expect(file.bytes == 4)
      #expect(file.sha256 == SHA256.hexadecimal(of: "h\n1\n"))
      try staging.commit()
      #expect(try names(in: root.appending(path: "a")) == ["run"])
      #expect(try names(in: root.appending(path: "a/run")) == ["x.csv"])
    }
  }

  @Test func `a file under way has a hidden name`() throws {
    try withTemporaryFolder { root in
      let file = try ResultFile("x.csv", in: root)
      try file.append(Array("h\n".utf8)[...], rows: 0)
      #expect(try names(in: root) == [".x.csv.partial"])
      _ = try file.finish()
      #expect(try names(in: root) == ["x.csv"])
    }
  }

  @Test func `discarding removes the folders that were made`() throws {
    try withTemporaryFolder { root in
      let staging = try Staging(for: root.appending(path: "a/b/run"))
      staging.discard()
      #expect(try names(in: root).isEmpty)
    }
  }

  @Test func `a folder without a manifest is filled, what is not ours stays`() throws {
    try withTemporaryFolder { root in
      let target = root.appending(path: "run")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      try Data("old".utf8).write(to: target.appending(path: "x.csv"))
      try Data("half".utf8).write(to: target.appending(path: ".y.csv.partial"))
      try Data("mine".utf8).write(to: target.appending(path: "notes.txt"))
      let staging = try Staging(for: target)
      _ = try ResultFile.write("x.csv", Array("new".utf8)[...], rows: 0, in: staging.folder)
      try staging.commit()
      #expect(try names(in: target) == ["notes.txt", "x.csv"])
      #expect(try String(contentsOf: target.appending(path: "x.csv"), encoding: .utf8) == "new")
      #expect(try names(in: root) == ["run"])
    }
  }

  @Test func `what a dead process left is removed, what a living one writes is not`() throws {
    try withTemporaryFolder { root in
      // No process has a number beyond the system's limit of 4,194,304 on 64-bit Linux.
      let dead = root.appending(path: ".old.partial-99999999")
      let living = root.appending(path: ".other.partial-1")
      for folder in [dead, living] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      let staging = try Staging(for: root.appending(path: "run"))
      staging.discard()
      #expect(try names(in: root) == [".other.partial-1"])
    }
  }

  @Test func `a manifest tells whole files from damaged ones`() throws {
    try withTemporaryFolder { root in
      let file = try ResultFile.write("x.csv", Array("h\n1\n".utf8)[...], rows: 1, in: root)
      let manifest = Manifest(
        origin: Origin(program: "0"), scenario: "s", digest: "d", seed: 1, customers: 2,
        replications: 3,
        draws: 255, files: [file])
      #expect(manifest.draws == "00000000000000ff")
      try Data(manifest.json.rendered.utf8).write(to: root.appending(path: Manifest.fileName))
      #expect(Manifest(in: root) == manifest)
      #expect(manifest.isWhole(in: root))
      try Data("h\n2\n".utf8).write(to: root.appending(path: "x.csv"))
      #expect(!manifest.isWhole(in: root))
    }
  }
}
