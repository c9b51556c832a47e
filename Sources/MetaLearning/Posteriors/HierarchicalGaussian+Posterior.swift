import Foundation
import GSL

extension HierarchicalGaussian {
  mutating func hyperPosterior() -> GaussianBelief {
    refresh()
    return Self.belief(
      precision: precision, information: information, size: hyperDimension
    ).belief
  }

  /// Gives the posterior of a task's weights, the common mean integrated out.
  mutating func taskPosterior(_ task: Int) -> GaussianBelief {
    var belief = GaussianBelief(dimension: dimension)
    marginal(of: task, into: &belief)
    return belief
  }

  mutating func newTaskPrior(excluding task: Int) -> GaussianBelief { outlook(on: task).prior }

  /// Gives what all other tasks tell of a task: the prior of its weights, and ln p(their rewards).
  mutating func outlook(on task: Int) -> (prior: GaussianBelief, logEvidence: Double) {
    prepare(task: task)
    let rest = leavingOut(task: task)
    let (hyper, logIntegral) = Self.belief(
      precision: rest.precision, information: rest.information, size: hyperDimension)
    let mean = taskFeatures > 0 ? project(hyper, to: task) : hyper
    return (taskPrior(around: mean), rest.logLikelihood + priorLogTerm + logIntegral)
  }

  /// N(mean, covariance of the mean + S).
  func taskPrior(around mean: GaussianBelief) -> GaussianBelief {
    var belief = mean
    for index in belief.covariance.indices { belief.covariance[index] += taskCovariance[index] }
    _ = DenseKernel.factorWithJitter(
      belief.covariance, size: dimension, into: &belief.factor)
    return belief
  }

  /// N(mean, S), for a mean that is taken for true.
  func taskPrior(at mean: [Double]) -> GaussianBelief {
    var belief = GaussianBelief(dimension: dimension)
    belief.mean = mean
    belief.covariance = taskCovariance
    belief.factor = taskFactor
    return belief
  }

  /// Gives the posterior of the mean around which a task lies, from all other tasks.
  mutating func meanPosterior(of task: Int) -> GaussianBelief {
    let hyper = hyperPosterior(excluding: task)
    guard taskFeatures > 0 else { return hyper }
    return project(hyper, to: task)
  }

  /// Gives the prior of the mean around which a task lies, before any row.
  func meanPrior(of task: Int) -> GaussianBelief {
    guard taskFeatures > 0 else { return hyperPrior }
    return project(hyperPrior, to: task)
  }

  /// Gives the posterior of the common mean from all tasks but one.
  mutating func hyperPosterior(excluding task: Int) -> GaussianBelief {
    prepare(task: task)
    let rest = leavingOut(task: task)
    return Self.belief(
      precision: rest.precision, information: rest.information, size: hyperDimension
    ).belief
  }

  /// Gives ln p(all rewards), with common mean and weights integrated out.
  mutating func logEvidence() -> Double {
    refresh()
    var value = sumOfLogLikelihoods + priorLogTerm
    let mean = refreshedMean
    for index in 0..<hyperDimension {
      value += 0.5 * information[index] * mean[index]
      value -= log(precisionFactor[index * hyperDimension + index])
    }
    return value
  }

  /// Writes a task's marginal posterior: covariance FᵀF + YᵀY, F = C⁻¹Lᵀ, Y = R⁻¹ZᵀAᵀ.
  ///
  /// A = L M⁻¹ L⁻¹ carries the common mean to the task, R is the factor of its precision.
  mutating func marginal(of task: Int, into belief: inout GaussianBelief) {
    refresh()
    prepare(task: task)
    let size = dimension
    let middle = terms[task].factor
    var vector = project(refreshedMean, to: task)
    DenseKernel.solveLower(taskFactor, size: size, &vector)
    var pull = tasks[task].moment
    DenseKernel.multiplyUpper(taskFactor, size: size, &pull)
    for index in 0..<size { vector[index] += pull[index] / noiseVariance }
    DenseKernel.solveLower(middle, size: size, &vector)
    DenseKernel.solveUpper(middle, size: size, &vector)
    DenseKernel.multiplyLower(taskFactor, size: size, &vector)
    for index in 0..<size { belief.mean[index] = vector[index] }
    if size == 1, taskFeatures == 0 {
      let own = taskFactor[0] / middle[0]
      let carried = 1 / (middle[0] * middle[0] * precisionFactor[0])
      belief.covariance[0] = own * own + carried * carried
      belief.factor[0] = belief.covariance[0].squareRoot()
      return
    }
    for index in belief.covariance.indices { belief.covariance[index] = 0 }
    PriorProduct.addTaskCovariance(taskFactor, middle, size: size, to: &belief.covariance)
    var columns: [[Double]] = []
    for j in 0..<size {
      var column = Array(taskFactor[(j * size)..<((j + 1) * size)])
      DenseKernel.solveLower(middle, size: size, &column)
      DenseKernel.solveUpper(middle, size: size, &column)
      DenseKernel.solveUpper(taskFactor, size: size, &column)
      var spread = expand(column, from: task)
      DenseKernel.solveLower(precisionFactor, size: hyperDimension, &spread)
      columns.append(spread)
    }
    PriorProduct.addInnerProducts(columns, size: size, to: &belief.covariance)
    _ = DenseKernel.factorWithJitter(belief.covariance, size: size, into: &belief.factor)
  }

  /// The belief with a precision R Rᵀ and an information h, and ½ hᵀm − ln|R|.
  private static func belief(
    precision: [Double], information: [Double], size: Int
  ) -> (belief: GaussianBelief, logIntegral: Double) {
    var belief = GaussianBelief(dimension: size)
    var lower = precision
    guard DenseKernel.factorWithJitter(precision, size: size, into: &lower) != nil else {
      return (belief, -.infinity)
    }
    belief.mean = information
    DenseKernel.solveLower(lower, size: size, &belief.mean)
    DenseKernel.solveUpper(lower, size: size, &belief.mean)
    var logIntegral = 0.0
    var columns: [[Double]] = []
    for j in 0..<size {
      logIntegral += 0.5 * information[j] * belief.mean[j] - log(lower[j * size + j])
      var unit = [Double](repeating: 0, count: size)
      unit[j] = 1
      DenseKernel.solveLower(lower, size: size, &unit)
      columns.append(unit)
    }
    PriorProduct.addInnerProducts(columns, size: size, to: &belief.covariance)
    _ = DenseKernel.factorWithJitter(belief.covariance, size: size, into: &belief.factor)
    return (belief, logIntegral)
  }
}
