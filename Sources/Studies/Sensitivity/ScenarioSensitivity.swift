import Experiments
package import Scenarios
package import Simulation
package import Support
import Synchronization

/// Which assumption of a scenario, moved how far, turns its decision.
///
/// Every run has the same customers and the same draws, so that a difference between two runs is
/// due to what was moved.
package struct ScenarioSensitivity: Sendable {
  /// The scenario's title.
  package let title: String
  /// The experiment.
  package let planned: PlannedAssessment
  /// Customers of every run.
  package let customers: Int
  /// How assumptions were moved.
  package let options: SensitivityOptions
  /// The scenario as it is.
  package let base: SensitivityPoint
  /// One line per assumption that can be moved alone, the one that matters most first.
  package let lines: [SensitivityLine]
  /// Names of assumptions that the scenario does not allow to be moved alone.
  package let unmoved: [String]
  /// Elementary effects, in the order of `lines`; nil when not asked for.
  package let screening: MorrisScreening?
  /// Number of runs made.
  package let runs: Int

  /// Moves one assumption after the other, and all together for screening.
  /// - Parameters:
  ///   - assumptions: What is moved.
  ///   - options: Moves, seed, trajectories and threads.
  ///   - load: Reads and compiles the scenario with changes.
  ///   - progress: Told how many of how many journeys are done; called from any thread.
  ///   - isCancelled: Asked now and then whether to stop; called from any thread.
  /// - Throws: `RunError`, `ArgumentError`, or what `load` throws for the scenario as it is.
  package init(
    assumptions: [Assumption], options: SensitivityOptions,
    load: @escaping @Sendable ([String]) throws -> CompiledScenario,
    progress: @escaping @Sendable (WorkProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let compiled = try load([])
    let planned = try PlannedAssessment(compiled: compiled)
    let size = compiled.customers(seed: options.seed)
    let count = Atomic<Int>(0)
    let total = Atomic<Int>(1)
    let replications = compiled.sharesState ? options.sharedReplications : 1
    @Sendable func evaluate(
      _ moves: [(assumption: Assumption, value: Double)]
    ) throws -> SensitivityPoint? {
      guard let moved = Self.moved(moves, load: load) else { return nil }
      let point = try SensitivityPoint(
        compiled: moved, seed: options.seed, replications: replications,
        isCancelled: isCancelled)
      let done = count.add(1, ordering: .relaxed).newValue
      let journeys = size * moved.arms.count * replications
      progress(
        WorkProgress(
          done: done * journeys, total: max(done, total.load(ordering: .relaxed)) * journeys))
      return point
    }
    let base = try SensitivityPoint(
      compiled: compiled, seed: options.seed, replications: replications,
      isCancelled: isCancelled)
    let factors = options.moves.flatMap { [1 - $0, 1 + $0] }
    // One odd move shows whether a place takes any number of decimals.
    let probes = factors + [1 + 0.3771 * (options.moves.max() ?? 0)]
    let settled = try ParallelPieces.map(assumptions.count, threads: options.threads) {
      if isCancelled() { throw RunError(code: .cancelled) }
      return Self.settled(assumptions[$0], factors: probes, load: load)
    }
    let movable = settled.compactMap(\.self)
    let trajectoryPoints = options.trajectories * (movable.count + 1)
    total.store(1 + movable.count * factors.count + trajectoryPoints, ordering: .relaxed)
    let points = try ParallelPieces.map(
      movable.count * factors.count, threads: options.threads
    ) { index in
      let assumption = movable[index / factors.count]
      let value = assumption.rounded(assumption.value * factors[index % factors.count])
      return try evaluate([(assumption, value)]).map {
        SensitivityLine.Step(value: value, point: $0)
      }
    }
    let plain = movable.indices.map { index in
      let own = points[(index * factors.count)..<((index + 1) * factors.count)]
      return SensitivityLine(
        assumption: movable[index],
        steps: Self.distinct(
          own.compactMap(\.self)
            + [SensitivityLine.Step(value: movable[index].value, point: base)]))
    }
    let flips = try ParallelPieces.map(plain.count, threads: options.threads) { index in
      let line = plain[index]
      return try FlipFinder(base: base, control: planned.plan.control) { value in
        try evaluate([(line.assumption, value)])
      }.flips(of: line)
    }
    let treatments = planned.plan.treatments
    let lines = plain.indices.map { index in
      var line = plain[index]
      line.flips = flips[index]
      return line
    }.sorted { left, right in
      Self.swing(left, treatments) > Self.swing(right, treatments)
    }
    title = compiled.scenario.title
    self.planned = planned
    customers = size
    self.options = options
    self.base = base
    self.lines = lines
    unmoved = zip(assumptions, settled).filter { $0.1 == nil }.map(\.0.name)
    screening = try Self.screening(lines, options: options, treatments: treatments, evaluate)
    runs = 1 + count.load(ordering: .relaxed)
  }

  private static func swing(_ line: SensitivityLine, _ arms: [Int]) -> Double {
    arms.map(line.swing).max() ?? 0
  }

  private static func distinct(_ steps: [SensitivityLine.Step]) -> [SensitivityLine.Step] {
    var values: Set<Double> = []
    // The scenario's own value comes last and stays, whatever was rounded to it.
    return steps.reversed().filter { values.insert($0.value).inserted }
      .sorted { $0.value < $1.value }
  }

  private static func moved(
    _ moves: [(assumption: Assumption, value: Double)],
    load: ([String]) throws -> CompiledScenario
  ) -> CompiledScenario? {
    // Whatever is wrong with a moved scenario, the scenario as it is was read before.
    try? load(Assumption.changes(moves))
  }

  /// The assumption with as many decimals as its place takes; nil where it cannot be moved alone.
  private static func settled(
    _ assumption: Assumption, factors: [Double], load: ([String]) throws -> CompiledScenario
  ) -> Assumption? {
    var best: (assumption: Assumption, allowed: Int)?
    for decimals in Assumption.precisions {
      var candidate = assumption
      candidate.decimals = decimals
      let values = factors.map { candidate.rounded(assumption.value * $0) }
      let allowed = values.count {
        $0 != assumption.value && moved([(candidate, $0)], load: load) != nil
      }
      if allowed > best?.allowed ?? 0 { best = (candidate, allowed) }
      if allowed == factors.count { break }
    }
    return best?.assumption
  }

  private static func screening(
    _ lines: [SensitivityLine], options: SensitivityOptions, treatments: [Int],
    _ evaluate: @Sendable ([(assumption: Assumption, value: Double)]) throws -> SensitivityPoint?
  ) throws -> MorrisScreening? {
    guard options.trajectories > 0, !lines.isEmpty else { return nil }
    let reach = options.moves.max() ?? 0
    let points = MorrisScreening.points(
      trajectories: options.trajectories, assumptions: lines.count, seed: options.seed)
    let found = try ParallelPieces.map(points.count, threads: options.threads) { index in
      try evaluate(
        zip(lines, points[index].position).map { line, position in
          let own = line.assumption.value
          return (line.assumption, line.assumption.rounded(own * (1 + reach * (2 * position - 1))))
        })
    }
    return MorrisScreening(
      trajectories: options.trajectories, points: points, found: found, assumptions: lines.count,
      treatments: treatments)
  }
}
