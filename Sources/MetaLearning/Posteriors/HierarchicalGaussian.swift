import Foundation
import GSL
import Support

/// The exact posterior of a linear model whose weights differ between tasks around a common mean.
///
/// Common mean μ ~ N(m, Q), weights of a task θ ~ N(μ, S), reward y = xᵀθ + N(0, σ²). Guan & Xiong,
/// NeurIPS 2024, equations 2 and 3 (Hong et al., AISTATS 2022), rewritten so that no matrix of data
/// is inverted: tasks without data, with fewer rows than features and with millions of rows are
/// alike.
///
/// With features z of tasks the mean of a task is Z w, Z = [I, z₁I, …, zₚI], and w takes the place
/// of μ: each task's precision W and information v of its mean enter as ZᵀWZ and Zᵀv.
struct HierarchicalGaussian: Sendable {
  let dimension: Int
  /// Number of features of a task besides the constant; 0 for one mean common to all.
  let taskFeatures: Int
  /// σ².
  private(set) var noiseVariance: Double
  /// The prior of the common mean, N(m, Q), or of w where tasks have features.
  let hyperPrior: GaussianBelief
  /// S, row by row.
  let taskCovariance: [Double]
  /// Factor of S.
  let taskFactor: [Double]
  let priorPrecision: [Double]
  let priorInformation: [Double]
  let priorLogTerm: Double

  /// Sums over the rows of each task.
  private(set) var tasks: [LinearStatistics] = []
  /// (1, z) of each task.
  private(set) var descriptions: [[Double]] = []
  private(set) var terms: [TaskTerms] = []
  private var stale: [Int] = []
  private var lastStale = -1
  /// The task whose rows change, and the sums over all others: built anew, never by differences.
  private var active = -1
  private var isRestStale = false
  private var restPrecision: [Double]
  private var restInformation: [Double]
  private var restLogLikelihood = 0.0

  private(set) var precision: [Double]
  private(set) var information: [Double]
  private(set) var precisionFactor: [Double]
  private var commonMean: [Double]
  private var isRefreshed = false

  /// Makes a model without data.
  /// - Parameters:
  ///   - hyperMean: m, one element per feature.
  ///   - hyperCovariance: Q, how far the common mean may lie from m.
  ///   - taskCovariance: S, how far tasks differ from each other.
  ///   - noiseVariance: σ², above 0.
  ///   - taskFeatures: p, for which m and Q have (1 + p) blocks of weights, the constant's first.
  /// - Throws: ``ArgumentError`` if a covariance is not positive definite or a length differs.
  init(
    hyperMean: [Double], hyperCovariance: Matrix, taskCovariance: Matrix, noiseVariance: Double,
    taskFeatures: Int = 0
  ) throws(ArgumentError) {
    try ArgumentError.checkPositive("noiseVariance", noiseVariance)
    let prior = try GaussianBelief(mean: hyperMean, covariance: hyperCovariance)
    let size = hyperMean.count
    guard size > 0, taskFeatures >= 0, size % (1 + taskFeatures) == 0 else {
      throw ArgumentError(
        "hyperMean", found: "\(size) elements",
        allowed: "one per feature, for the constant and each feature of a task")
    }
    let spread = try GaussianBelief(
      mean: Array(repeating: 0, count: size / (1 + taskFeatures)), covariance: taskCovariance)
    dimension = size / (1 + taskFeatures)
    self.taskFeatures = taskFeatures
    self.noiseVariance = noiseVariance
    hyperPrior = prior
    self.taskCovariance = spread.covariance
    taskFactor = spread.factor
    var inverse = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      DenseKernel.solveLower(prior.factor, size: size, &unit)
      DenseKernel.solveUpper(prior.factor, size: size, &unit)
      for row in 0..<size { inverse[row * size + column] = unit[row] }
    }
    var pull = hyperMean
    DenseKernel.solveLower(prior.factor, size: size, &pull)
    let quadratic = pull.reduce(0) { $0 + $1 * $1 }
    DenseKernel.solveUpper(prior.factor, size: size, &pull)
    priorPrecision = inverse
    priorInformation = pull
    var logDeterminant = 0.0
    for index in 0..<size { logDeterminant += 2 * log(prior.factor[index * size + index]) }
    priorLogTerm = -0.5 * (logDeterminant + quadratic)
    restPrecision = Array(repeating: 0, count: size * size)
    restInformation = Array(repeating: 0, count: size)
    precision = inverse
    information = pull
    precisionFactor = inverse
    commonMean = hyperMean
  }

  mutating func prepare(task: Int) {
    while tasks.count <= task {
      tasks.append(LinearStatistics(dimension: dimension))
      terms.append(TaskTerms(dimension: dimension))
      descriptions.append((0...taskFeatures).map { $0 == 0 ? 1 : 0 })
    }
  }

  /// Notes the features z of a task; those missing count as 0, the mean of centred features.
  mutating func describe(task: Int, features: [Double]) {
    guard taskFeatures > 0, task >= 0 else { return }
    prepare(task: task)
    for index in 0..<taskFeatures {
      let value = features.indices.contains(index) ? features[index] : 0
      descriptions[task][1 + index] = value.isFinite ? value : 0
    }
    if tasks[task].count != 0 { touch(task) }
  }

  /// Replaces σ² for all rows; a value that is not finite and above 0 is ignored.
  mutating func setNoise(variance: Double) {
    guard variance > 0, variance.isFinite, variance != noiseVariance else { return }
    noiseVariance = variance
    for task in tasks.indices where tasks[task].count != 0 { touch(task) }
  }

  mutating func add(
    task: Int, features: [Double], reward: Double, weight: Double = 1
  ) {
    prepare(task: task)
    tasks[task].add(features: features, reward: reward, weight: weight)
    touch(task)
  }

  /// Replaces all that is known of a task, such as by a Laplace site.
  mutating func replace(task: Int, with statistics: LinearStatistics) {
    prepare(task: task)
    tasks[task] = statistics
    touch(task)
  }

  mutating func discount(by factor: Double) {
    for task in tasks.indices {
      tasks[task].discount(by: factor)
      touch(task)
    }
  }

  private mutating func touch(_ task: Int) {
    isRefreshed = false
    if stale.last != task { stale.append(task) }
  }

  /// Brings what each task contributes up to date.
  private mutating func refreshTerms() {
    let noisePrecision = 1 / noiseVariance
    for task in stale {
      // Sums that overflowed say nothing.
      if !terms[task].compute(
        from: tasks[task], noisePrecision: noisePrecision, taskFactor: taskFactor)
      {
        terms[task] = TaskTerms(dimension: dimension)
      }
      if task != active { isRestStale = true }
    }
    lastStale = stale.last ?? lastStale
    stale.removeAll(keepingCapacity: true)
  }

  mutating func refresh() {
    if isRefreshed { return }
    refreshTerms()
    if isRestStale {
      active = lastStale
      rebuildRest()
    }
    for index in precision.indices {
      precision[index] = priorPrecision[index] + restPrecision[index]
    }
    for index in information.indices {
      information[index] = priorInformation[index] + restInformation[index]
    }
    if active >= 0 { addTerms(of: active, to: &precision, &information) }
    if DenseKernel.factorWithJitter(precision, size: hyperDimension, into: &precisionFactor) != nil
    {
      for index in commonMean.indices { commonMean[index] = information[index] }
      DenseKernel.solveLower(precisionFactor, size: hyperDimension, &commonMean)
      DenseKernel.solveUpper(precisionFactor, size: hyperDimension, &commonMean)
    }
    isRefreshed = true
  }

  private mutating func rebuildRest() {
    for index in restPrecision.indices { restPrecision[index] = 0 }
    for index in restInformation.indices { restInformation[index] = 0 }
    restLogLikelihood = 0
    isRestStale = false
    for task in tasks.indices where task != active {
      addTerms(of: task, to: &restPrecision, &restInformation)
      restLogLikelihood += terms[task].logLikelihood
    }
  }

  /// Expected common mean, as of the last refresh.
  var refreshedMean: [Double] { commonMean }

  /// Log likelihood of all tasks, apart from the integral over the common mean.
  var sumOfLogLikelihoods: Double {
    restLogLikelihood + (active >= 0 ? terms[active].logLikelihood : 0)
  }

  /// The data of all tasks but one: precision and information of the common mean, and their log
  /// likelihood apart from the integral over it.
  mutating func leavingOut(
    task: Int
  ) -> (precision: [Double], information: [Double], logLikelihood: Double) {
    refreshTerms()
    var precision = priorPrecision
    var information = priorInformation
    var logLikelihood = 0.0
    for other in tasks.indices where other != task && tasks[other].count != 0 {
      addTerms(of: other, to: &precision, &information)
      logLikelihood += terms[other].logLikelihood
    }
    return (precision, information, logLikelihood)
  }
}
