import Experiments
package import Scenarios
package import Simulation
package import Support

/// Finds which assumption of a scenario, moved how far, turns its decision.
///
/// Assumptions are moved one after the other, and all together for screening. Every run has the same
/// customers and the same draws, so that a difference between two runs is due to what was moved.
package struct SensitivityStudy: Study {
  typealias Move = (assumption: Assumption, value: Double)

  private let assumptions: [Assumption]
  private let options: SensitivityOptions
  private let load: @Sendable ([String]) throws -> CompiledScenario
  private let compiled: CompiledScenario
  private let experiment: PlannedExperiment
  private let customers: Int

  /// Reads the scenario as it is; `load` compiles it with changes, and is called from any thread.
  /// - Throws: `ArgumentError` that names the option at fault, or what `load` throws.
  package init(
    assumptions: [Assumption], options: SensitivityOptions,
    load: @escaping @Sendable ([String]) throws -> CompiledScenario
  ) throws {
    try options.check()
    guard !assumptions.isEmpty else {
      throw ArgumentError(
        "assumptions", found: "none", allowed: "at least one number of the scenario to move")
    }
    self.assumptions = assumptions
    self.options = options
    self.load = load
    compiled = try load([])
    experiment = try PlannedExperiment(compiled: compiled)
    customers = compiled.customers(seed: options.seed)
  }

  private var reach: Double { options.moves.max() ?? 0 }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> SensitivityResult {
    let plan = experiment.plan
    let rollOut = try RollOutStudy(
      compiled: compiled, options: RollOutOptions(seed: options.seed, threads: options.threads)
    ).run(progress: progress, isCancelled: isCancelled)
    let base = SensitivityPoint(rollOut.truth, plan: plan)
    let replications = min(
      rollOut.replications,
      compiled.sharesState ? options.sharedReplications : options.replications)
    let factors = options.moves.flatMap { [1 - $0, 1 + $0] }
    let settled = try settled(factors: factors, isCancelled: isCancelled)
    let movable = settled.compactMap(\.movable)
    let trajectoryPoints = options.trajectories * (movable.count + 1)
    let journeys = customers * compiled.arms.count * replications
    let meter = ProgressMeter(
      total: journeys * (movable.count * factors.count + trajectoryPoints), report: progress)
    @Sendable func evaluate(_ moves: [Move]) throws -> SensitivityPoint? {
      guard let moved = moved(moves) else { return nil }
      let point = try SensitivityPoint.run(
        moved, beside: rollOut, plan: plan, seed: options.seed, replications: replications,
        isCancelled: isCancelled)
      meter.add(journeys)
      return point
    }
    let (plain, moves) = try lines(movable, factors: factors, base: base, evaluate)
    let turned = try ParallelPieces.map(plain.count, threads: options.threads) { index in
      let assumption = plain[index].assumption
      var finder = FlipFinder(
        base: base, control: plan.control,
        higherIsBetter: plan.metrics[plan.primary].higherIsBetter
      ) { try evaluate([(assumption, $0)]) }
      var line = plain[index]
      line.flips = try finder.flips(of: line)
      return (line: line, runs: finder.runs)
    }
    let treatments = plan.treatments
    let lines = turned.map(\.line).sorted {
      Self.swing($0, treatments) > Self.swing($1, treatments)
    }
    let screening = try screening(lines, evaluate)
    return SensitivityResult(
      experiment: experiment, customers: customers, replications: rollOut.replications,
      moves: options.moves, base: base, lines: lines,
      unmoved: zip(assumptions, settled).filter { $0.1 == .unmovable }.map(\.0.name),
      setByArms: zip(assumptions, settled).filter { $0.1 == .setByArms }.map(\.0.name),
      screening: screening.found,
      runs: 1 + moves + turned.reduce(0) { $0 + $1.runs } + screening.runs)
  }

  private static func swing(_ line: SensitivityLine, _ arms: [Int]) -> Double {
    arms.map(line.swing).max() ?? 0
  }

  /// Moves each assumption alone, and counts the runs.
  private func lines(
    _ movable: [Assumption], factors: [Double], base: SensitivityPoint,
    _ evaluate: @Sendable ([Move]) throws -> SensitivityPoint?
  ) throws -> (lines: [SensitivityLine], runs: Int) {
    let points = try ParallelPieces.map(movable.count * factors.count, threads: options.threads) {
      index in
      let assumption = movable[index / factors.count]
      let value = assumption.rounded(assumption.value * factors[index % factors.count])
      return try evaluate([(assumption, value)]).map {
        SensitivityLine.Step(value: value, point: $0)
      }
    }
    let lines = movable.indices.map { index in
      let own = points[(index * factors.count)..<((index + 1) * factors.count)]
      return SensitivityLine(
        assumption: movable[index],
        steps: Self.distinct(
          own.compactMap(\.self)
            + [SensitivityLine.Step(value: movable[index].value, point: base)]))
    }
    return (lines, points.count { $0 != nil })
  }

  private static func distinct(_ steps: [SensitivityLine.Step]) -> [SensitivityLine.Step] {
    var values: Set<Double> = []
    // The scenario's own value comes last and stays, whatever was rounded to it.
    return steps.reversed().filter { values.insert($0.value).inserted }
      .sorted { $0.value < $1.value }
  }

  private func moved(_ moves: [Move]) -> CompiledScenario? {
    // Whatever is wrong with a moved scenario, the scenario as it is was read before.
    try? load(Assumption.changes(moves))
  }

  private enum Settled: Equatable {
    case movable(Assumption)
    /// The scenario does not allow it to be moved alone.
    case unmovable
    /// An arm sets it itself, so that a move would reach the other arms only.
    case setByArms

    var movable: Assumption? { if case .movable(let assumption) = self { assumption } else { nil } }
  }

  /// The assumptions with as many decimals as their places take, or why they are not moved.
  private func settled(
    factors: [Double], isCancelled: @escaping StopCheck
  ) throws -> [Settled] {
    // One odd move shows whether a place takes any number of decimals.
    let probes = factors + [1 + 0.3771 * reach]
    return try ParallelPieces.map(assumptions.count, threads: options.threads) {
      if isCancelled() { throw RunError(code: .cancelled) }
      return settled(assumptions[$0], factors: probes)
    }
  }

  private func settled(_ assumption: Assumption, factors: [Double]) -> Settled {
    guard !isSetByArm(assumption) else { return .setByArms }
    var best: (assumption: Assumption, allowed: Int)?
    for decimals in Assumption.precisions {
      var candidate = assumption
      candidate.decimals = decimals
      let values = factors.map { candidate.rounded(assumption.value * $0) }
      let found = values.compactMap { $0 == assumption.value ? nil : moved([(candidate, $0)]) }
      if found.contains(where: missesAnArm) { return .setByArms }
      if found.count > best?.allowed ?? 0 { best = (candidate, found.count) }
      if found.count == factors.count { break }
    }
    return best.map { .movable($0.assumption) } ?? .unmovable
  }

  /// Whether an arm sets the place, or all that it is part of, by its path or a lever.
  private func isSetByArm(_ assumption: Assumption) -> Bool {
    let scenario = compiled.scenario
    return scenario.experiment.arms.contains { arm in
      arm.changes.contains { change in
        let path = scenario.levers.first { $0.name == change.path }?.path ?? change.path
        return path == assumption.path || assumption.path.hasPrefix(path + ".")
      }
    }
  }

  /// Whether a move reaches some arms and not others, however the arms name the place.
  private func missesAnArm(_ moved: CompiledScenario) -> Bool {
    let reached = zip(moved.arms, compiled.arms).map { $0 != $1 }
    return reached.contains(true) && reached.contains(false)
  }

  /// Moves all assumptions together along trajectories, and counts the runs.
  private func screening(
    _ lines: [SensitivityLine], _ evaluate: @Sendable ([Move]) throws -> SensitivityPoint?
  ) throws -> (found: MorrisScreening?, runs: Int) {
    guard options.trajectories > 0, !lines.isEmpty else { return (nil, 0) }
    let points = MorrisScreening.points(
      trajectories: options.trajectories, assumptions: lines.count, seed: options.seed)
    let found = try ParallelPieces.map(points.count, threads: options.threads) { index in
      try evaluate(
        zip(lines, points[index].position).map { line, position in
          let factor = 1 + reach * (2 * position - 1)
          return (line.assumption, line.assumption.rounded(line.assumption.value * factor))
        })
    }
    return (
      MorrisScreening(
        trajectories: options.trajectories, points: points, found: found, assumptions: lines.count,
        treatments: experiment.plan.treatments), found.count { $0 != nil }
    )
  }
}
