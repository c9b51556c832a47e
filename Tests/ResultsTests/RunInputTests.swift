import Studies
import Testing

@Suite struct RunInputTests {
  private static let base = RunInput(scenario: "s", canonical: "text", seed: 1, program: "1")

  @Test(arguments: [
    RunInput(scenario: "s", canonical: "text2", seed: 1, program: "1"),
    RunInput(scenario: "s", canonical: "text", seed: 2, program: "1"),
    RunInput(scenario: "s", canonical: "text", seed: 1, customers: 1, program: "1"),
    RunInput(scenario: "s", canonical: "text", seed: 1, replications: 1, program: "1"),
    RunInput(scenario: "s", canonical: "text", seed: 1, events: true, program: "1"),
    RunInput(scenario: "s", canonical: "text", seed: 1, customersFile: true, program: "1"),
    RunInput(scenario: "s", canonical: "text", seed: 1, program: "2"),
  ])
  func `whatever decides the files changes the digest`(input: RunInput) {
    #expect(input.digest != Self.base.digest)
    #expect(input.digest.count == 12)
  }

  @Test func `a name of a file becomes a name of a folder`() {
    #expect(
      RunInput(scenario: "../a b/ü", canonical: "", seed: 1, program: "1").folderName
        == "---a-b-ü")
    #expect(RunInput(scenario: "", canonical: "", seed: 1, program: "1").folderName == "scenario")
  }
}
