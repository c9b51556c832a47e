/// What has been told of one set of weights, task by task.
struct LinearRows: Sendable {
  let dimension: Int
  let isLogistic: Bool
  /// Sums over rewards that are final.
  private(set) var final: [LinearStatistics] = []
  private var provisional: [LinearStatistics?] = []
  /// The rows themselves, of a logistic model only.
  private(set) var rows: [LogisticRows] = []
  private var provisionalRows: [LogisticRows] = []
  /// What least squares leaves of each task's rewards, and where that is out of date.
  private(set) var residuals: [PooledNoise.Part] = []
  private var staleResiduals: Set<Int> = []

  init(dimension: Int, isLogistic: Bool) {
    self.dimension = dimension
    self.isLogistic = isLogistic
  }

  mutating func prepare(task: Int) {
    while final.count <= task {
      final.append(LinearStatistics(dimension: dimension))
      provisional.append(nil)
      rows.append(LogisticRows(dimension: dimension))
      provisionalRows.append(LogisticRows(dimension: dimension))
      residuals.append(PooledNoise.Part())
    }
  }

  mutating func add(_ row: Feedback) {
    prepare(task: row.task)
    if isLogistic {
      rows[row.task].add(features: row.features, outcome: row.reward, weight: row.weight)
    } else {
      final[row.task].add(features: row.features, reward: row.reward, weight: row.weight)
      staleResiduals.insert(row.task)
    }
  }

  /// Adds a row whose reward may still change.
  mutating func addProvisional(_ row: Feedback) {
    prepare(task: row.task)
    if isLogistic {
      provisionalRows[row.task].add(
        features: row.features, outcome: row.reward, weight: row.weight)
    } else {
      if provisional[row.task] == nil {
        provisional[row.task] = LinearStatistics(dimension: dimension)
      }
      // In place, since this is done for every open decision at every update.
      provisional[row.task]?.add(
        features: row.features, reward: row.reward, weight: row.weight)
      staleResiduals.insert(row.task)
    }
  }

  /// Forgets provisional rows, and gives the tasks that had some.
  mutating func clearProvisional() -> [Int] {
    let tasks = final.indices.filter { provisional[$0] != nil || provisionalRows[$0].count > 0 }
    for task in tasks {
      provisional[task] = nil
      provisionalRows[task].removeAll()
      if !isLogistic { staleResiduals.insert(task) }
    }
    return tasks
  }

  /// Sums of a task, provisional rows included.
  func sums(of task: Int) -> LinearStatistics {
    guard let extra = provisional[task] else { return final[task] }
    var sum = final[task]
    sum.add(extra)
    return sum
  }

  /// All rows of a logistic task.
  func groups(of task: Int) -> [LogisticRows] { [rows[task], provisionalRows[task]] }

  /// Brings the residuals of all tasks up to date; false if none had changed.
  mutating func refreshResiduals() -> Bool {
    guard !staleResiduals.isEmpty else { return false }
    for task in staleResiduals { residuals[task] = PooledNoise.part(of: sums(of: task)) }
    staleResiduals.removeAll(keepingCapacity: true)
    return true
  }

  mutating func discount(by factor: Double) {
    for task in final.indices {
      final[task].discount(by: factor)
      rows[task].discount(by: factor)
      if !isLogistic { staleResiduals.insert(task) }
    }
  }

  mutating func reset(task: Int) {
    prepare(task: task)
    final[task] = LinearStatistics(dimension: dimension)
    rows[task].removeAll()
    if !isLogistic { staleResiduals.insert(task) }
  }

  /// Forgets the rows of a logistic task whose fit stands in for them.
  mutating func removeRows(of task: Int) { rows[task].removeAll() }

  mutating func restore(task: Int, final sums: LinearStatistics, rows saved: [Feedback]) {
    prepare(task: task)
    final[task] = sums
    for row in saved { add(row) }
    if !isLogistic { staleResiduals.insert(task) }
  }
}
