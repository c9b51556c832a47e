import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A file that extends another` {
  /// Writes files into a folder of their own and reads the first of them.
  private func read(_ files: [(String, String)]) throws -> LoadedScenario {
    try withTemporaryFolder { folder in
      for (name, text) in files {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      return try ScenarioReader().read(
        file: URL(filePath: files[0].0, relativeTo: URL(filePath: folder.path + "/")))
    }
  }

  @Test func `merges maps key by key and replaces everything else`() throws {
    let loaded = try read([
      (
        "upper.yaml",
        """
        extends: base/small.yaml
        title: Another title
        market: {arrivals: {customers: 70}}
        catalogue: {mug: {price: 12}, cup: {price: 3}}
        """
      ), ("base/small.yaml", SampleScenario.small.text),
    ])
    #expect(loaded.name == "upper")
    #expect(loaded.scenario.title == "Another title")
    #expect(loaded.scenario.market.arrivals.size == .customers(70))
    #expect(loaded.scenario.market.horizonHours == 720)
    #expect(loaded.scenario.products.map(\.name) == ["mug", "cup"])
    #expect(loaded.scenario.products.map(\.price.minorUnits) == [1200, 300])
    #expect(loaded.scenario.products[0].unitCost.minorUnits == 510)
  }

  @Test func `points into the file that holds the fault`() throws {
    let faults = try #require(throws: ScenarioFaults.self) {
      try read([
        ("upper.yaml", "extends: base/small.yaml\ncatalogue: {mug: {pirce: 12}}\n"),
        ("base/small.yaml", SampleScenario.small.text.replacing("4.95", with: "4.955")),
      ])
    }
    #expect(
      faults.faults.map { "\($0.file):\($0.line)" } == ["upper.yaml:2", "base/small.yaml:7"])
  }

  @Test func `gives the same canonical text as the file written out`() throws {
    let loaded = try read([
      ("upper.yaml", "extends: small.yaml\nshipping: {standard: {fee: 3.95}}\n"),
      ("small.yaml", SampleScenario.small.text),
    ])
    let whole = try ScenarioReader().read(
      text: SampleScenario.small.text.replacing("fee: 4.95", with: "fee: 3.95"), name: "whole.yaml")
    #expect(loaded.canonical == whole.canonical)
    #expect(loaded.scenario == whole.scenario)
  }

  @Test func `may not lead back to itself`() throws {
    let faults = try #require(throws: ScenarioFaults.self) {
      try read([("a.yaml", "extends: b.yaml\n"), ("b.yaml", "extends: ./a.yaml\n")])
    }
    #expect(faults.faults.map(\.message) == ["`extends` leads back to `./a.yaml`"])
    #expect(faults.faults.map(\.file) == ["b.yaml"])
  }

  @Test func `may not go through more than eight files`() throws {
    func chain(_ count: Int) -> [(String, String)] {
      (0..<count).map { ("\($0).yaml", "extends: \($0 + 1).yaml\n") }
        + [("\(count).yaml", SampleScenario.small.text)]
    }
    #expect(try read(chain(8)).scenario.title == "A small market")
    let faults = try #require(throws: ScenarioFaults.self) { try read(chain(9)) }
    #expect(faults.faults.map(\.message) == ["`extends` leads through more than 8 files"])
  }

  @Test(arguments: ["../secret.yaml", "sub/../../secret.yaml", "link.yaml", "folder/secret.yaml"])
  func `may not be outside the scenario's own folder, nor say what is in it`(name: String) throws {
    try withTemporaryFolder { folder in
      let own = folder.appending(path: "own")
      try FileManager.default.createDirectory(
        at: own.appending(path: "sub"), withIntermediateDirectories: true)
      try Data("password: xyzzy\n".utf8).write(to: folder.appending(path: "secret.yaml"))
      for (link, destination) in [("link.yaml", "../secret.yaml"), ("folder", "..")] {
        try FileManager.default.createSymbolicLink(
          atPath: own.appending(path: link).path, withDestinationPath: destination)
      }
      let file = own.appending(path: "upper.yaml")
      try Data("extends: \(name)\n".utf8).write(to: file)
      let faults = try #require(throws: ScenarioFaults.self) {
        try ScenarioReader().read(file: file)
      }
      #expect(faults.description.contains("is not below the scenario's own folder"))
      #expect(!faults.description.contains("xyzzy"))
      // Allowed by its folder, it is read, and its own faults are shown.
      let allowed = try #require(throws: ScenarioFaults.self) {
        try ScenarioReader().read(file: file, extendingFrom: [folder])
      }
      #expect(allowed.description.contains("password"))
    }
  }

  @Test func `must be a plain file`() throws {
    try withTemporaryFolder { folder in
      #expect(unsafe mkfifo(folder.appending(path: "pipe.yaml").path, 0o600) == 0)
      let file = folder.appending(path: "upper.yaml")
      try Data("extends: pipe.yaml\n".utf8).write(to: file)
      let faults = try #require(throws: ScenarioFaults.self) {
        try ScenarioReader().read(file: file)
      }
      #expect(faults.description.contains("which is not a file that can be read"))
    }
  }

  @Test(arguments: ["/etc/passwd", "[a, b]", "..", "''"])
  func `must name a file`(name: String) throws {
    #expect(throws: ScenarioFaults.self) {
      try read([("upper.yaml", "extends: \(name)\n" + SampleScenario.small.text)])
    }
  }

  @Test func `is not possible for text alone`() throws {
    let faults = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(
        text: "extends: a.yaml\n" + SampleScenario.small.text, name: "text.yaml")
    }
    #expect(faults.faults.map(\.message) == ["`extends` is not possible here"])
  }
}
