import ArgumentParser
import Foundation
import Reports
import Results
import Simulation
import Studies
import Support
import Terminal

/// Seeds as a person writes them: `1-100`.
struct SeedRange: ExpressibleByArgument {
  let seeds: ClosedRange<UInt64>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = UInt64(parts[0]), let last = UInt64(parts[1]),
      first < last, last <= UInt64(Int64.max), last - first < UInt64(SeedsStudy.mostSeeds)
    else { return nil }
    seeds = first...last
  }

  var defaultValueDescription: String { "\(seeds.lowerBound)-\(seeds.upperBound)" }
}

/// `run --seeds`: the same experiment with many seeds, as a table and a picture.
struct SeedsRun {
  let input: RunInput
  let study: SeedsStudy

  /// The document, and the result folder filled with it and its files.
  func perform(into directory: RunDirectory, output: OutputOptions) throws -> Document {
    let interruption = Interruption()
    let staging = try Staging(for: directory.folder, cleansSiblings: true)
    do {
      let result = try output.run(study, interruption: interruption)
      var files = RunFiles(in: staging.folder)
      try files.add(tableOf: result)
      if let picture = SeedsPicture(result) {
        try files.add(picture.text, as: SeedsPicture.fileName)
      }
      let document = Document(result, files: files.names)
      try files.add(document)
      try files.finish(
        input, customers: result.customers, replications: result.replications, draws: 0)
      if interruption.isRequested { throw RunError(code: .cancelled) }
      try staging.commit()
      return document
    } catch {
      staging.discard()
      throw error
    }
  }
}

extension RunFiles {
  /// The summary of a run: text, JSON and page.
  mutating func add(_ document: Document) throws {
    try add(TextRenderer().render(document), as: RunFiles.summaryText)
    try add(JSONRenderer.render(document), as: RunFiles.summaryJSON)
    try add(PageRenderer().render(document), as: RunFiles.page)
  }
}
