/// What is known of a child: whether it runs, what it did wrong, and what it would need to go on.
struct ExternalState {
  private(set) var counts = ExternalCounts()
  /// Times without an answer so far, those of earlier children of the policy included.
  private(set) var failures: Int
  /// The state that the child last gave, as it wrote it.
  private(set) var saved: [UInt8]?
  private let launch: ExternalLaunch
  private var process: ExternalModelProcess?
  /// How often a child may still be started: at first, and once more in each task.
  private var starts = 2
  /// Tasks that are open: a child that takes over is told of them.
  private var tasks: [(number: Int, features: [Double])] = []
  /// Whether the child has answered in time when asked for its state.
  private var givesState = true
  /// Whether it has ever answered rightly, and seconds of waiting in vain until then.
  private var hasAnswered = false
  private var waited = 0.0
  /// What is known of all children of the policy.
  private let record: ExternalRecord?

  init(
    _ launch: ExternalLaunch, saved: [UInt8]?, failures: Int, record: ExternalRecord? = nil
  ) {
    self.launch = launch
    self.saved = saved
    self.failures = failures
    self.record = record
  }

  mutating func end() {
    process?.end()
    process = nil
    failures = max(failures, launch.limits.failures)
  }

  mutating func begin(task: Int, features: [Double]) {
    tasks.append((task, features))
    starts = max(starts, 1)
    send(ExternalMessage.begin(task: task, features: features))
  }

  mutating func close(task: Int) {
    tasks.removeAll { $0.number == task }
    send(ExternalMessage.plain("close", "task", Double(task)))
  }

  mutating func tell(_ line: [UInt8], onlyIfAccepted type: String?) {
    guard start(), let process else { return }
    if let type, !process.accepted.contains(type) { return }
    send(line)
  }

  mutating func snapshot() -> [UInt8]? {
    guard process != nil, givesState else { return saved }
    do throws(ExternalModelProcess.Failure) {
      saved = try process?.snapshot()
    } catch {
      givesState = error != .late
      fail(error)
    }
    return saved
  }

  /// What another child starts from: this one's state, open tasks and failures.
  mutating func branched() -> ExternalState {
    var branch = ExternalState(launch, saved: snapshot(), failures: failures, record: record)
    branch.tasks = tasks
    branch.givesState = givesState
    branch.hasAnswered = hasAnswered
    branch.waited = waited
    return branch
  }

  /// Appends a vector for each context; those that cannot be had or used are the status quo's.
  mutating func decide(_ contexts: ArraySlice<Context>, into rows: inout [[Double]]) {
    counts.decisions += contexts.count
    let answer = ask(contexts)
    var start = 0
    for (index, context) in contexts.enumerated() {
      if let answer {
        let row = answer.values[start..<(start + answer.lengths[index])]
        start = row.endIndex
        if counts.accept(row, for: context) {
          if !hasAnswered { record?.answered() }
          hasAnswered = true
          rows.append(Array(row))
          continue
        }
      }
      counts.replaced += 1
      var row: [Double] = []
      context.choose(context.statusQuo, into: &row)
      rows.append(row)
    }
  }

  /// The child's vectors, as many as contexts; nil if it has no such answer.
  private mutating func ask(_ contexts: ArraySlice<Context>) -> ExternalAnswer.Rows? {
    guard start() else { return nil }
    let before = process?.nonsense ?? 0
    do throws(ExternalModelProcess.Failure) {
      let answer = try process?.decide(contexts)
      counts.malformed += (process?.nonsense ?? 0) - before
      guard let rows = answer?.rows("probabilities") else {
        counts.malformed += 1
        return nil
      }
      guard rows.lengths.count == contexts.count else {
        counts.wrongLength += 1
        return nil
      }
      return rows
    } catch {
      counts.malformed += (process?.nonsense ?? 0) - before
      if error == .late { waited += launch.timeout }
      fail(error)
      return nil
    }
  }

  private mutating func send(_ line: [UInt8]) {
    do throws(ExternalModelProcess.Failure) {
      try process?.tell(line)
    } catch {
      fail(error)
    }
  }

  /// Starts a child where none runs and one may; true if one runs.
  private mutating func start() -> Bool {
    if !hasAnswered, record?.isSilent == true { return false }
    guard process == nil else { return true }
    guard starts > 0, failures < launch.limits.failures, !LiveChildren.areCut else { return false }
    starts -= 1
    do throws(ExternalModelProcess.Failure) {
      process = try ExternalModelProcess(launch)
    } catch {
      if error == .late { waited += launch.limits.patience }
      fail(error)
      return false
    }
    if let saved { send(ExternalMessage.restore(saved)) }
    for task in tasks { send(ExternalMessage.begin(task: task.number, features: task.features)) }
    return process != nil
  }

  /// Counts a failure, and ends a child that has died, floods, or has failed too often.
  private mutating func fail(_ failure: ExternalModelProcess.Failure) {
    switch failure {
    case .late: counts.timeouts += 1
    case .died: counts.died += 1
    case .flooded: counts.flooded += 1
    case .strange: counts.malformed += 1
    }
    failures += 1
    // A program that does not speak would cost its whole time each time, in each of its processes.
    if !hasAnswered, waited >= launch.limits.patience {
      failures = launch.limits.failures
      record?.fellSilent()
    }
    guard failure != .late || failures >= launch.limits.failures else { return }
    process?.end()
    process = nil
  }
}
