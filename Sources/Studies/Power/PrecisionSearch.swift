import Experiments
package import Simulation
package import Support

/// How narrow the primary metric's interval is to be.
package enum PrecisionGoal: Sendable, Equatable {
  /// Half the width of the interval of the difference, in the metric's unit.
  case absolute(Double)
  /// Half the width of the interval of the lift, as a share of the control's value.
  case relative(Double)

  /// Reads `0.5` or `5 %`.
  /// - Throws: `ArgumentError` for anything but a positive number.
  package init(parsing text: String) throws(ArgumentError) {
    let isRelative = text.hasSuffix("%")
    let number = (isRelative ? text.dropLast() : text[...]).filter { $0 != " " }
    guard let value = Double(number), value.isFinite, value > 0 else {
      throw ArgumentError(
        "half-width", found: "\"\(text)\"",
        allowed: "a positive number such as 0.5, or 5 % of the control's value")
    }
    self = isRelative ? .relative(value / 100) : .absolute(value)
  }
}

/// Finds how many customers a precision takes, by running the split with more and more of them.
///
/// Customers are functions of their number, so that each step adds customers to the last one's.
package struct PrecisionSearch: Sendable {
  /// One step of the search.
  package struct Step: Sendable, Equatable {
    /// Customers of the step.
    package var customers: Int
    /// Half the width of the widest interval; nil where an arm shows too little for one.
    package var halfWidth: Double?
  }

  /// Most customers that a search goes to.
  package static let mostCustomers = 100_000_000

  private let goal: PrecisionGoal
  private let seed: UInt64
  private let threads: Int

  /// Prepares a search.
  package init(goal: PrecisionGoal, seed: UInt64, threads: Int) {
    self.goal = goal
    self.seed = seed
    self.threads = threads
  }

  private var wanted: Double {
    switch goal {
    case .absolute(let value), .relative(let value): value
    }
  }

  /// Runs steps until the interval of every treatment is narrow enough.
  /// - Parameters:
  ///   - first: Customers of the first step.
  ///   - compile: Compiles the scenario for a number of customers.
  ///   - isCancelled: Asked now and then whether to stop.
  ///   - progress: Told of each step.
  /// - Returns: The steps; the last one has the number of customers that it takes.
  /// - Throws: `ArgumentError` for a precision that cannot be had, `RunError`, or what `compile` throws.
  package func steps(
    from first: Int, compile: (Int) throws -> CompiledScenario,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: (Step) -> Void = { _ in }
  ) throws -> [Step] {
    var steps: [Step] = []
    var customers = max(100, min(first, Self.mostCustomers))
    while true {
      let step = Step(
        customers: customers,
        halfWidth: try halfWidth(try compile(customers), isCancelled: isCancelled))
      steps.append(step)
      progress(step)
      if let width = step.halfWidth, width <= wanted { return steps }
      let next: Double
      if let width = step.halfWidth {
        // Widths shrink with the root of the customers; a little more saves a further step.
        let ratio = width / wanted
        next = Double(customers) * max(1.02, ratio * ratio * 1.02)
      } else {
        next = Double(customers) * 4
      }
      guard next <= Double(Self.mostCustomers) else { throw refusal(step, needed: next) }
      // No step is more than sixteen times the last, as small samples tell little of the width.
      customers = min(Self.rounded(next), customers * 16)
    }
  }

  private func refusal(_ step: Step, needed: Double) -> ArgumentError {
    let found =
      step.halfWidth == nil
      ? "no interval with \(step.customers) customers"
      : "one that needs about \(needed < 1e15 ? "\(Int(needed))" : "\(needed)") customers"
    return ArgumentError(
      "half-width", found: found,
      allowed: "one that \(Self.mostCustomers) customers give")
  }

  /// Two significant digits, rounded up: 24,000 customers rather than 23,817.
  private static func rounded(_ value: Double) -> Int {
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    return Int((value / unit).rounded(.up) * unit)
  }

  private func halfWidth(
    _ compiled: CompiledScenario, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Double? {
    let run = ExperimentRun(
      compiled: compiled, options: RunOptions(seed: seed, threads: threads, worlds: .split))
    let outcome = try run.run(sink: NoSink(), isCancelled: isCancelled)
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
    let plan = try assembly.plan()
    let analysis = try Analysis(plan: plan, data: try assembly.data())
    var widest = 0.0
    for comparison in analysis.family where comparison.metric == plan.primary {
      let interval: Interval?
      switch goal {
      case .absolute: interval = comparison.interval
      case .relative:
        if case .undefined(.negativeBaseline) = comparison.lift {
          throw ArgumentError(
            "half-width", found: "a share of a control at or below zero",
            allowed: "a number in the metric's unit")
        }
        interval = comparison.lift.value?.interval
      }
      guard let interval, interval.width > 0 else { return nil }
      widest = max(widest, interval.width / 2)
    }
    return widest > 0 ? widest : nil
  }
}
