import Studies
import Support

/// The steps of the journey that the treatments change most.
struct FunnelSection {
  private let result: ExperimentResult
  private let changes: [FunnelChange]

  init(_ result: ExperimentResult) {
    self.result = result
    changes = FunnelChange.greatest(result)
  }

  var section: Document.Section {
    let table = Table(
      rows: changes,
      [
        .words("step") { "\($0.stage) -> \($0.next)" },
        .words("arm") { Sentence(result.armNames[$0.arm]) },
        .values("control") { .share($0.controlShare, decimals: 1) },
        .values("treatment") { .share($0.treatmentShare, decimals: 1) },
        .values("per 1,000 customers") { .signed($0.stepsPerThousand, decimals: 1) },
      ])
    return Document.Section(
      "where_it_acts", "Where it acts (share of the steps out of a stage)", [.table(table)])
  }

  var value: JSON {
    .array(
      changes.map { change in
        .object([
          "arm": .text(result.armNames[change.arm]), "stage": .text(change.stage),
          "next": .text(change.next), "control_share": .number(change.controlShare),
          "treatment_share": .number(change.treatmentShare),
          "steps_per_thousand_customers": .number(change.stepsPerThousand),
        ])
      })
  }
}
