public import GSL

/// A normal distribution over weights, ready for draws.
public struct GaussianBelief: Sendable, Hashable {
  /// Number of weights.
  public let dimension: Int
  /// Expected weights.
  public internal(set) var mean: [Double]
  /// Covariance, row by row.
  public internal(set) var covariance: [Double]
  /// Lower Cholesky factor of the covariance, row by row.
  public internal(set) var factor: [Double]

  init(dimension: Int) {
    self.dimension = dimension
    mean = Array(repeating: 0, count: dimension)
    covariance = Array(repeating: 0, count: dimension * dimension)
    factor = covariance
  }

  /// Makes a distribution from mean and covariance.
  ///
  /// - Throws: ``LearningError`` if the covariance is not symmetric and positive definite, or the
  ///   lengths differ.
  public init(mean: [Double], covariance: Matrix) throws(LearningError) {
    dimension = mean.count
    self.mean = mean
    self.covariance = covariance.elements
    factor = []
    try LearningError.checkLength("covariance", covariance.elements.count, dimension * dimension)
    guard mean.allSatisfy(\.isFinite) else {
      throw LearningError("mean", found: "\(mean)", allowed: "finite numbers")
    }
    do {
      factor = try CholeskyFactor(covariance).lower.elements
    } catch {
      throw LearningError("covariance", found: error.message, allowed: "positive definite")
    }
  }

  /// The covariance as a matrix.
  public var covarianceMatrix: Matrix {
    var matrix = Matrix(rows: dimension, columns: dimension)
    for row in 0..<dimension {
      for column in 0..<dimension { matrix[row, column] = covariance[row * dimension + column] }
    }
    return matrix
  }

  /// Gives the expected value of a linear combination.
  public func mean(of features: [Double], from start: Int = 0) -> Double {
    DenseKernel.dot(mean, from: 0, features, from: start, count: dimension)
  }

  /// Gives the standard deviation of a linear combination, √(xᵀΣx).
  public func deviation(of features: [Double], from start: Int = 0) -> Double {
    max(0, DenseKernel.quadraticForm(covariance, size: dimension, features, from: start))
      .squareRoot()
  }

  /// Draws weights by the ziggurat's normal draws into an array of the right length.
  func draw(
    into weights: inout [Double], with ziggurat: Ziggurat, using stream: inout RandomStream
  ) {
    for index in 0..<dimension { weights[index] = ziggurat.draw(using: &stream) }
    DenseKernel.multiplyLower(factor, size: dimension, &weights)
    for index in 0..<dimension { weights[index] += mean[index] }
  }

  /// Draws weights into an array of the right length.
  public func draw(into weights: inout [Double], using stream: inout RandomStream) {
    for index in 0..<dimension { weights[index] = stream.standardNormal() }
    DenseKernel.multiplyLower(factor, size: dimension, &weights)
    for index in 0..<dimension { weights[index] += mean[index] }
  }

  /// Replaces the content by the posterior of a prior and data, without inverting either.
  ///
  /// With the prior's factor L: M = I + p LᵀGL, mean = L M⁻¹(L⁻¹m + p LᵀB), covariance L M⁻¹ Lᵀ.
  /// - Returns: Whether the covariance could be factored.
  mutating func condition(
    priorMean: [Double], priorFactor: [Double], on data: LinearStatistics,
    noisePrecision: Double
  ) -> Bool {
    let size = dimension
    if size == 1 {
      let variance = priorFactor[0] * priorFactor[0]
      let shrink = 1 + noisePrecision * variance * data.gram[0]
      guard shrink > 0, shrink.isFinite else { return false }
      mean[0] = (priorMean[0] + noisePrecision * variance * data.moment[0]) / shrink
      covariance[0] = variance / shrink
      factor[0] = covariance[0].squareRoot()
      return true
    }
    var middle = [Double](repeating: 0, count: size * size)
    guard
      PriorProduct.factor(
        priorFactor, data.gram, precision: noisePrecision, size: size, into: &middle)
    else { return false }
    var vector = priorMean
    DenseKernel.solveLower(priorFactor, size: size, &vector)
    var pull = data.moment
    DenseKernel.multiplyUpper(priorFactor, size: size, &pull)
    for index in 0..<size { vector[index] += noisePrecision * pull[index] }
    DenseKernel.solveLower(middle, size: size, &vector)
    DenseKernel.solveUpper(middle, size: size, &vector)
    DenseKernel.multiplyLower(priorFactor, size: size, &vector)
    mean = vector
    for index in covariance.indices { covariance[index] = 0 }
    PriorProduct.addTaskCovariance(priorFactor, middle, size: size, to: &covariance)
    return DenseKernel.factorWithJitter(covariance, size: size, into: &factor) != nil
  }
}
