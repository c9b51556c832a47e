import Experiments
import Scenarios
import Studies
import Support

/// Where people go: the stage graph of each treatment beside the control, and visits by stage.
struct FlowSections {
  private let result: ExperimentResult
  private let view: FunnelView

  init(_ result: ExperimentResult) {
    self.result = result
    view = FunnelView(result)
  }

  private var control: Int { result.control }

  private var shown: [Int] { result.analysis?.plan.treatments ?? [0] }

  var flow: Document.Section {
    let tabs = shown.map { arm in
      Block.Tab(
        name: result.armNames[arm], arm: arm, blocks: [.figure(figure(arm))])
    }
    return Document.Section(
      "flow", "Where people go", for: .pages,
      [
        .tabs(tabs),
        .fold(
          "How to read this",
          [
            .note(
              """
              Forward is to the right; loops run back above; ways that end a journey drop to the \
              rail below. A way is as wide as the root of the people who go it. Blue is more, \
              orange is fewer people than in the control, by at least twice the standard error; \
              grey is no clear difference.
              """)
          ]),
      ])
  }

  private func figure(_ arm: Int) -> Figure {
    let flow = graph(arm)
    let greatest = flow.edges.filter { $0.direction != 0 }
      .max { abs($0.change ?? 0) < abs($1.change ?? 0) }
    let finding: Sentence =
      greatest.map { edge in
        """
        \(result.armNames[arm]): \(.signedRate(edge.change)) of 1,000 customers go from \
        \(flow.stages[edge.from].name) to \(flow.stages[edge.to].name)
        """
      }
      ?? (arm == control
        ? "How people move" : "\(result.armNames[arm]): no way changes beyond chance")
    let caption: Sentence =
      arm == control
      ? "Steps per 1,000 customers."
      : """
      Steps per 1,000 customers of \(result.armNames[arm]), and below each the difference from \
      \(result.armNames[control]).
      """
    return Figure(finding: finding, caption: caption, .flow(flow), table: table(flow))
  }

  private func table(_ flow: Figure.Flow) -> Table {
    Table(
      rows: flow.edges,
      [
        .words("from") { Sentence(flow.stages[$0.from].name) },
        .words("to") { Sentence(flow.stages[$0.to].name) },
        .values("of 1,000") { .rate($0.people) },
        .values("difference") { .signedRate($0.change) },
        .values("standard error") { .rate($0.error) },
      ])
  }

  private func perThousand(_ count: Int64, _ arm: Int) -> Double {
    let customers = result.data.counts[arm]
    return customers > 0 ? Double(count) / Double(customers) * 1000 : 0
  }

  /// The graph of an arm, with the ways of the control that it does not have.
  private func graph(_ arm: Int) -> Figure.Flow {
    let isCompared = arm != control
    let stages = view.stages.map { stage in
      let people = perThousand(view.entered(arm: arm, stage: stage), arm)
      return Figure.Flow.Stage(
        name: view.stageName(stage), isEnd: view.isEnd(stage, arm: arm), people: people,
        change: isCompared
          ? people - perThousand(view.entered(arm: control, stage: stage), control) : nil)
    }
    let edges = view.stages.flatMap { stage -> [Figure.Flow.Edge] in
      let own = view.steps(arm: arm, stage: stage)
      let base = isCompared ? view.steps(arm: control, stage: stage) : []
      var targets: [Int] = []
      for step in own + base where !targets.contains(step.target) { targets.append(step.target) }
      return targets.map { target in
        func sum(_ steps: [(target: Int, count: Int64)]) -> Int64 {
          steps.reduce(0) { $0 + ($1.target == target ? $1.count : 0) }
        }
        let (treated, baseline) = (sum(own), sum(base))
        let people = perThousand(treated, arm)
        guard isCompared else {
          return Figure.Flow.Edge(from: stage, to: target, people: people)
        }
        let parts = [(treated, arm), (baseline, control)].map { count, arm in
          let customers = Double(max(1, result.data.counts[arm]))
          return Double(count) / (customers * customers)
        }
        return Figure.Flow.Edge(
          from: stage, to: target, people: people,
          change: people - perThousand(baseline, control),
          error: 1000 * (parts[0] + parts[1]).squareRoot())
      }
    }
    return Figure.Flow(start: result.scenario.journey.start, stages: stages, edges: edges)
  }

  /// Visits to each stage, all arms on one scale.
  var funnel: Document.Section {
    let arms = result.armNames.indices
    let rows = view.stages.map { stage in
      let visits = arms.map { perThousand(view.entered(arm: $0, stage: stage), $0) }
      return Figure.Strips.Row(
        Sentence(view.stageName(stage)),
        marks: arms.map { Figure.Strips.Mark(.arm($0), visits[$0]) },
        cells: visits.map { .value(.rate($0)) })
    }
    let figure = Figure(
      caption: "Visits to each stage per 1,000 customers of an arm; a customer may come again.",
      .strips(
        Figure.Strips(
          headings: ["stage", "visits per 1,000 customers"] + result.armNames.map { Sentence($0) },
          unit: .number, isDifference: false,
          legend: arms.map {
            Figure.Strips.Name(name: Sentence(result.armNames[$0]), role: .arm($0))
          }, rows: rows)))
    return Document.Section("funnel", "Funnel", for: .pages, [.figure(figure)])
  }
}
