/// Mean reward of each action in each task, final and provisional rows apart.
struct ArmMeans: Sendable, Hashable, Codable {
  struct Arm: Sendable, Hashable, Codable {
    var count = 0.0
    var sum = 0.0
    var provisionalCount = 0.0
    var provisionalSum = 0.0

    var total: Double { count + provisionalCount }
    var mean: Double { total > 0 ? (sum + provisionalSum) / total : 0 }
  }

  private(set) var tasks: [[Arm]] = []

  mutating func prepare(task: Int, actions: Int) {
    while tasks.count <= task { tasks.append([]) }
    while tasks[task].count < actions { tasks[task].append(Arm()) }
  }

  mutating func add(_ row: Feedback) {
    guard row.task >= 0, row.action >= 0 else { return }
    prepare(task: row.task, actions: row.action + 1)
    tasks[row.task][row.action].count += row.weight
    tasks[row.task][row.action].sum += row.weight * row.reward
  }

  mutating func replaceProvisional(_ rows: [Feedback]) {
    for task in tasks.indices {
      for action in tasks[task].indices {
        tasks[task][action].provisionalCount = 0
        tasks[task][action].provisionalSum = 0
      }
    }
    for row in rows where row.task >= 0 && row.action >= 0 {
      prepare(task: row.task, actions: row.action + 1)
      tasks[row.task][row.action].provisionalCount += row.weight
      tasks[row.task][row.action].provisionalSum += row.weight * row.reward
    }
  }

  mutating func discount(by factor: Double) {
    for task in tasks.indices {
      for action in tasks[task].indices {
        tasks[task][action].count *= factor
        tasks[task][action].sum *= factor
      }
    }
  }

  mutating func reset(task: Int) {
    guard tasks.indices.contains(task) else { return }
    tasks[task] = []
  }
}
