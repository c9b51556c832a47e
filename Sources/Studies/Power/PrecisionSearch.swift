import Experiments
package import Simulation
package import Support

/// How narrow the primary metric's interval is to be.
package enum PrecisionGoal: Sendable, Equatable, Codable {
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

/// How many customers a precision takes, step by step.
package struct PrecisionResult: Sendable, Equatable, Codable {
  package struct Step: Sendable, Equatable, Codable {
    package var customers: Int
    /// Half the width of the widest interval; nil where an arm shows too little for one.
    package var halfWidth: Double?
  }

  /// The steps before the last one, each with too few customers.
  package var earlier: [Step]
  /// The step that is precise enough.
  package var last: Step
}

/// Finds how many customers a precision takes, by running the split with more and more of them.
///
/// Customers are functions of their number, so that each step adds customers to the last one's.
package struct PrecisionSearch: Study {
  /// Most customers that a search goes to.
  package static let mostCustomers = 100_000_000

  private let goal: PrecisionGoal
  private let seed: UInt64
  private let threads: Int
  private let first: Int
  private let compile: @Sendable (Int) throws -> CompiledScenario

  /// Prepares a search that begins with the scenario's own customers, or a thousand per arm;
  /// `compile` makes the scenario for a number of customers.
  /// - Throws: `ArgumentError` for a scenario with a single arm.
  package init(
    goal: PrecisionGoal, scenario: CompiledScenario, seed: UInt64, threads: Int,
    compile: @escaping @Sendable (Int) throws -> CompiledScenario
  ) throws(ArgumentError) {
    guard scenario.arms.count > 1 else {
      throw ArgumentError("half-width", found: "a single arm", allowed: "a control with treatments")
    }
    self.goal = goal
    self.seed = seed
    self.threads = threads
    self.compile = compile
    let own = min(scenario.customers(seed: seed), 1000 * scenario.arms.count)
    first = max(100, min(own, Self.mostCustomers))
  }

  private var wanted: Double {
    switch goal {
    case .absolute(let value), .relative(let value): value
    }
  }

  /// Runs steps until the interval of every treatment is narrow enough.
  /// - Throws: `ArgumentError` for a precision that cannot be had, `RunError`, or what compiling
  ///   throws.
  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> PrecisionResult {
    var earlier: [PrecisionResult.Step] = []
    var customers = first
    while true {
      let step = PrecisionResult.Step(
        customers: customers,
        halfWidth: try halfWidth(
          try compile(customers), progress: progress, isCancelled: isCancelled))
      if let width = step.halfWidth, width <= wanted {
        return PrecisionResult(earlier: earlier, last: step)
      }
      let next: Double
      if let width = step.halfWidth {
        // Widths shrink with the root of the customers; a little more saves a further step.
        let ratio = width / wanted
        next = Double(customers) * max(1.02, ratio * ratio * 1.02)
      } else {
        next = Double(customers) * 4
      }
      guard next <= Double(Self.mostCustomers) else { throw refusal(step, needed: next) }
      earlier.append(step)
      // No step is more than sixteen times the last, because small samples tell little of the width.
      customers = min(Self.rounded(next), customers * 16)
    }
  }

  private func refusal(_ step: PrecisionResult.Step, needed: Double) -> ArgumentError {
    let found =
      step.halfWidth == nil
      ? "no interval with \(step.customers) customers"
      : "one that needs about \(needed < 1e15 ? "\(Int(needed))" : "\(needed)") customers"
    return ArgumentError(
      "half-width", found: found, allowed: "one that \(Self.mostCustomers) customers give")
  }

  /// Two significant digits, rounded up: 24,000 customers rather than 23,817.
  private static func rounded(_ value: Double) -> Int {
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    return Int((value / unit).rounded(.up) * unit)
  }

  private func halfWidth(
    _ compiled: CompiledScenario, progress: @escaping ProgressHandler,
    isCancelled: @escaping StopCheck
  ) throws -> Double? {
    let run = ExperimentRun(
      compiled: compiled, options: RunOptions(seed: seed, threads: threads, worlds: .split))
    let outcome = try run.run(sink: NoSink(), progress: progress, isCancelled: isCancelled)
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
