import GSL
import Support

/// What a log tells of the reward of each action, by position where the log has positions.
///
/// A ridge regression of the reward on the context for each action, shrunk to the mean of all rows
/// as if by so many rows of it.
package struct RewardModel {
  package enum Kind: String, Sendable, CaseIterable {
    /// A regression on the context; no row is predicted from itself or its customer's others.
    case context
    /// Each action's mean, from all rows.
    case means
    /// Nothing: all predictions are 0.
    case none
  }

  /// Sums over rows of all that the regressions need.
  private struct Sums {
    /// By regression: Σ x xᵀ, row by row.
    var gram: [Double]
    /// By regression: Σ x y.
    var moment: [Double]
    var reward = 0.0
    var count = 0.0

    init(models: Int, width: Int) {
      gram = Array(repeating: 0, count: models * width * width)
      moment = Array(repeating: 0, count: models * width)
    }

    mutating func add(_ other: Sums, times factor: Double = 1) {
      for index in gram.indices { gram[index] += factor * other.gram[index] }
      for index in moment.indices { moment[index] += factor * other.moment[index] }
      reward += factor * other.reward
      count += factor * other.count
    }
  }

  /// The mean of all rows, and what each regression adds to it.
  private struct Fit {
    var mean: Double
    var weights: [Double]
  }

  private let decisions: [LoggedDecision]
  private let kind: Kind
  private let design: LogDesign
  private let positions: Int
  private let actions: Int
  private let range: ClosedRange<Double>

  /// Parts that rows are divided into, each predicted from the others.
  private static let folds = 5
  /// Rows of the common mean that each regression starts from.
  private var shrinkage: Double { kind == .means ? 100 : 20 }
  private var models: Int { actions * positions }

  init(_ log: DecisionLog, kind: Kind) {
    decisions = log.decisions
    self.kind = kind
    design = LogDesign(log.decisions, hasContext: kind == .context)
    actions = log.actionCount
    positions = (log.decisions.compactMap(\.position).max() ?? 0) + 1
    let rewards = log.decisions.map(\.reward)
    range = (rewards.min() ?? 0)...(rewards.max() ?? 0)
  }

  private func model(_ row: Int, _ action: Int) -> Int {
    action * positions + max(0, decisions[row].position ?? 0)
  }

  private func add(_ row: Int, to sums: inout Sums) {
    let width = design.width
    let x = design.row(row)
    let model = model(row, decisions[row].action)
    let reward = decisions[row].reward
    for (i, left) in x.enumerated() {
      sums.moment[model * width + i] += left * reward
      let start = (model * width + i) * width
      for (j, right) in x.enumerated() { sums.gram[start + j] += left * right }
    }
    sums.reward += reward
    sums.count += 1
  }

  private func fit(_ sums: Sums) -> Fit {
    let width = design.width
    let mean = sums.count > 0 ? sums.reward / sums.count : 0
    var weights = [Double](repeating: 0, count: models * width)
    for model in 0..<models {
      let start = model * width
      var matrix = Matrix(rows: width, columns: width)
      var right = [Double](repeating: 0, count: width)
      for i in 0..<width {
        // The constant is the first column: its products are the sums of the columns.
        right[i] = sums.moment[start + i] - mean * sums.gram[start * width + i]
        for j in 0..<width { matrix[i, j] = sums.gram[(start + i) * width + j] }
        matrix[i, i] += shrinkage
      }
      guard right.contains(where: { $0 != 0 }), let factor = try? CholeskyFactor(matrix),
        let solution = try? factor.solve(right)
      else { continue }
      for i in 0..<width { weights[start + i] = solution[i] }
    }
    return Fit(mean: mean, weights: weights)
  }

  private func predict(_ row: Int, _ action: Int, _ fit: Fit) -> Double {
    let start = model(row, action) * design.width
    var value = fit.mean
    for (i, x) in design.row(row).enumerated() { value += fit.weights[start + i] * x }
    return min(max(value, range.lowerBound), range.upperBound)
  }

  /// Predicted reward of each action in each row.
  ///
  /// Rows of one cluster are in one fold. With `isSequential` a fold is predicted from earlier rows
  /// only, so that what a policy learned from a row says nothing about its prediction.
  func predictions(clusters: [Int?], isSequential: Bool) -> [[Double]] {
    let counts = decisions.map(\.probabilities.count)
    guard kind != .none else { return counts.map { Array(repeating: 0, count: $0) } }
    let empty = Sums(models: models, width: design.width)
    let folds = kind == .means ? 1 : Self.folds
    let fold = decisions.indices.map { row in
      isSequential
        ? row * folds / max(decisions.count, 1) : (clusters[row] ?? row) % folds
    }
    var parts = Array(repeating: empty, count: folds)
    for row in decisions.indices { add(row, to: &parts[fold[row]]) }
    let fits = (0..<folds).map { own in
      var sums = empty
      for other in 0..<folds where folds == 1 || (isSequential ? other < own : other != own) {
        sums.add(parts[other])
      }
      return fit(sums)
    }
    return decisions.indices.map { row in
      (0..<counts[row]).map { predict(row, $0, fits[fold[row]]) }
    }
  }

  /// Standard error of the mean prediction under a policy, the model fitted anew each time.
  ///
  /// Bootstrap of clusters, which beyond 200 are drawn in groups (Efron 1979,
  /// doi:10.1214/aos/1176344552). It knows nothing of what the model's form gets wrong. Nil with
  /// fewer than two clusters.
  func directError(targets: [[Double]], clusters: [Int?], resamples: Int = 200) -> Double? {
    guard kind != .none else { return nil }
    let width = design.width
    var places: [Int: Int] = [:]
    let group = decisions.indices.map { row in
      let key = clusters[row] ?? -1 - row
      let place = places[key] ?? places.count
      places[key] = place
      return place % Self.greatestGroups
    }
    let groups = min(places.count, Self.greatestGroups)
    guard groups > 1 else { return nil }
    var sums = Array(repeating: Sums(models: models, width: width), count: groups)
    // Σ target x by regression: the mean prediction is linear in the weights.
    var reach = Array(
      repeating: [Double](repeating: 0, count: models * width), count: groups)
    for row in decisions.indices {
      add(row, to: &sums[group[row]])
      let total = targets[row].reduce(0, +)
      for (action, target) in targets[row].enumerated() where target > 0 && total > 0 {
        let start = model(row, action) * width
        for (i, x) in design.row(row).enumerated() {
          reach[group[row]][start + i] += target / total * x
        }
      }
    }
    var stream = RandomStream(
      key: RandomKey(seed: 1), customer: 0, place: Place("learning", "reward model"),
      purpose: .bootstrap)
    var values: [Double] = []
    for _ in 0..<resamples {
      var times = [Double](repeating: 0, count: groups)
      for _ in 0..<groups { times[Int(stream.uniform(below: UInt64(groups)))] += 1 }
      var total = Sums(models: models, width: width)
      var reached = [Double](repeating: 0, count: models * width)
      for (number, factor) in times.enumerated() where factor > 0 {
        total.add(sums[number], times: factor)
        for index in reached.indices { reached[index] += factor * reach[number][index] }
      }
      let fit = fit(total)
      let gain = zip(fit.weights, reached).reduce(0) { $0 + $1.0 * $1.1 }
      values.append(fit.mean + gain / total.count)
    }
    let (mean, error) = Statistics.meanAndError(values)
    let deviation = error * Double(values.count).squareRoot()
    return deviation <= 1e-12 * max(abs(mean), abs(range.upperBound), abs(range.lowerBound))
      ? 0 : deviation
  }

  private static let greatestGroups = 200
}
