import Scenarios
import SimulationSupport
import Studies
import Support
import TestSupport
import Testing

@testable import Experiments
@testable import Reports

/// What the planning studies say, at the narrowest and the widest line.
@Suite struct `Documents of planning studies` {
  enum Kind: String, CaseIterable {
    case assess, assessShared, power, formula, designs, sensitivity, uplift
  }

  private static func document(_ kind: Kind) throws -> Document {
    let (separate, shared) = (SampleScenario.halfAnswer, SampleScenario.scarceAnswer)
    switch kind {
    case .assess, .assessShared:
      return Document(
        try AssessmentStudy(
          compiled: (kind == .assess ? separate : shared).compile(customers: 400),
          options: AssessmentOptions(replications: 30, looks: 2), comparesDraws: true
        ).run())
    case .power:
      return Document(
        try PowerStudy(
          compiled: separate.compile(customers: 400),
          options: PowerOptions(covariateCorrelation: 0.5, halfWidth: 0.1, replications: 20)
        ).run())
    case .formula:
      return Document(
        try PowerStudy(
          formula: PowerStudy.Formula(baseline: 0.03, unitsPerDay: 2000), options: PowerOptions()
        ).run())
    case .designs:
      return Document(
        try DesignsStudy(
          compiled: shared.compile(customers: 400),
          options: DesignOptions(replications: 3, marketsPerArm: 2, blockDays: 2)
        ).run())
    case .sensitivity:
      let assumptions = try ScenarioReader().read(text: separate.text, name: "test").assumptions
      return Document(
        try SensitivityStudy(
          assumptions: assumptions.filter { !$0.path.hasPrefix("market") },
          options: SensitivityOptions(moves: [0.5], trajectories: 1)
        ) { try separate.compile(customers: 100, changes: $0) }.run())
    case .uplift:
      return Document(
        try UpliftStudy(compiled: separate.compile(customers: 1000), seed: 1, threads: 1).run())
    }
  }

  /// All that a document says, sentence by sentence and cell by cell.
  private static func sentences(_ document: Document) -> [Sentence] {
    [document.title, document.facts]
      + document.filledSections.filter { $0.audience != .pages }.flatMap { section in
        [section.heading] + section.blocks.flatMap(sentences)
      }
  }

  private static func sentences(_ block: Block) -> [Sentence] {
    switch block {
    case .heading(let sentence), .sentence(_, let sentence), .definition(_, let sentence):
      [sentence]
    case .cards(let cards): cards.map(\.reason)
    case .table(let table): table.rows.flatMap(\.self)
    case .figure(let figure):
      if case .curves(let curves) = figure.content {
        [figure.caption] + curves.lines.map(\.name)
      } else {
        [figure.caption]
      }
    case .fold, .tabs, .files: []
    }
  }

  @Test(arguments: Kind.allCases)
  func `fit every width and break no value`(kind: Kind) throws {
    let document = try Self.document(kind)
    let values = Self.sentences(document).flatMap(\.spans).compactMap { span in
      if case .value(let value) = span { NumberText.text(value) } else { nil }
    }
    #expect(values.count > 10)
    for width in [60, 98, 160] {
      let lines = TextRenderer(width: width).render(document).split(separator: "\n")
      for line in lines { #expect(line.count <= width, "\(line)") }
      for value in Set(values) {
        #expect(lines.contains { $0.contains(value) }, "\(value) at \(width)")
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `give programs the title, the sections and the study's own keys`(kind: Kind) throws {
    let document = try Self.document(kind)
    guard case .object(let members) = JSONRenderer.json(document) else {
      Issue.record("no object")
      return
    }
    #expect(members["title"] == JSON.text(kind == .formula ? "by formula" : "Who answers?"))
    let key =
      switch kind {
      case .assess, .assessShared: "comparisons"
      case .power, .formula: "sizes"
      case .designs, .uplift: "treatments"
      case .sensitivity: "assumptions"
      }
    #expect(members[key] != nil)
    #expect(members["sections"] != nil)
  }
}
