import ArgumentParser
import Reports
import Results
import Scenarios
import Terminal

/// `journeylab schema`: what scenario files may say, and what result files do say.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of scenario files, or the columns of result files.",
    discussion: """
      Editors complete and check scenario files by the schema. With the YAML extension of VS Code:

        journeylab schema > journeylab.schema.json
        # yaml-language-server: $schema=journeylab.schema.json   (first line of the scenario)

        journeylab schema --columns                               (data dictionary, Markdown)
      """)

  @Flag(help: "Print the columns of the result files as Markdown.")
  var columns = false

  func run() { Console.print(columns ? DataDictionary.markdown : ScenarioSchema.jsonSchema()) }
}
