import Foundation
import Studies
import TestSupport
import Testing

@Suite struct RunInputTests {
  private static let base = RunInput(
    scenario: "s", canonical: "text", seed: 1, origin: Origin(program: "1"))

  @Test(arguments: [
    RunInput(scenario: "s", canonical: "text2", seed: 1, origin: Origin(program: "1")),
    RunInput(scenario: "s", canonical: "text", seed: 2, origin: Origin(program: "1")),
    RunInput(scenario: "s", canonical: "text", seed: 1, customers: 1, origin: Origin(program: "1")),
    RunInput(
      scenario: "s", canonical: "text", seed: 1, replications: 1, origin: Origin(program: "1")),
    RunInput(scenario: "s", canonical: "text", seed: 1, events: true, origin: Origin(program: "1")),
    RunInput(
      scenario: "s", canonical: "text", seed: 1, customersFile: true, origin: Origin(program: "1")),
    RunInput(scenario: "s", canonical: "text", seed: 1, tables: true, origin: Origin(program: "1")),
    RunInput(scenario: "s", canonical: "text", seed: 1, origin: Origin(program: "2")),
  ])
  func `whatever decides the files changes the digest`(input: RunInput) {
    #expect(input.digest != Self.base.digest)
    #expect(input.digest.count == 12)
  }

  @Test func `other draws, another GSL or other packages change the digest`() {
    var inputs = [Self.base, Self.base, Self.base]
    inputs[0].origin.draws += 1
    inputs[1].origin.gsl += ".1"
    inputs[2].origin.packages["Yams"] = "0"
    for input in inputs { #expect(input.digest != Self.base.digest) }
  }

  @Test func `the packages' versions are those that the manifest of the package pins`() throws {
    let text = try String(contentsOf: PackageFolder.file("Package.swift"), encoding: .utf8)
    let pinned = text.matches(of: /github.com\/[^\/]+\/([^"]+)", exact: "([0-9.]+)"/)
    let versions = Dictionary(pinned.map { (String($0.1), String($0.2)) }) { $1 }
    #expect(versions == Origin.builtWith)
    #expect(Origin(program: "1").gsl.hasPrefix("2."))
  }

  @Test func `a name of a file becomes a name of a folder`() {
    #expect(
      RunInput(scenario: "../a b/ü", canonical: "", seed: 1, origin: Origin(program: "1"))
        .folderName
        == "---a-b-ü")
    #expect(
      RunInput(scenario: "", canonical: "", seed: 1, origin: Origin(program: "1")).folderName
        == "scenario")
  }
}
