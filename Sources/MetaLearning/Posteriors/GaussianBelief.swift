package import GSL
package import Support

/// A normal distribution over weights, ready for draws.
package struct GaussianBelief: Sendable, Hashable {
  package let dimension: Int
  package var mean: [Double]
  /// Covariance, row by row.
  package var covariance: [Double]
  /// Lower Cholesky factor of the covariance, row by row.
  package var factor: [Double]

  package init(dimension: Int) {
    self.dimension = dimension
    mean = Array(repeating: 0, count: dimension)
    covariance = Array(repeating: 0, count: dimension * dimension)
    factor = covariance
  }

  /// Makes a distribution from mean and covariance.
  /// - Throws: ``ArgumentError`` if the covariance is not symmetric and positive definite, or the
  ///   lengths differ.
  package init(mean: [Double], covariance: Matrix) throws(ArgumentError) {
    dimension = mean.count
    self.mean = mean
    self.covariance = covariance.elements
    factor = []
    try ArgumentError.checkLength("covariance", covariance.elements.count, dimension * dimension)
    guard mean.allSatisfy(\.isFinite) else {
      throw ArgumentError("mean", found: "\(mean)", allowed: "finite numbers")
    }
    do {
      factor = try CholeskyFactor(covariance).lower.elements
    } catch {
      throw ArgumentError("covariance", found: error.message, allowed: "positive definite")
    }
  }

  package func mean(of features: [Double], from start: Int = 0) -> Double {
    DenseKernel.dot(mean, from: 0, features, from: start, count: dimension)
  }

  /// Gives the standard deviation of a linear combination, √(xᵀΣx).
  package func deviation(of features: [Double], from start: Int = 0) -> Double {
    max(0, DenseKernel.quadraticForm(covariance, size: dimension, features, from: start))
      .squareRoot()
  }

  /// Draws weights by the ziggurat's normal draws into an array of the right length.
  package func draw(
    into weights: inout [Double], with ziggurat: Ziggurat, using stream: inout RandomStream
  ) {
    for index in 0..<dimension { weights[index] = ziggurat.draw(using: &stream) }
    DenseKernel.multiplyLower(factor, size: dimension, &weights)
    for index in 0..<dimension { weights[index] += mean[index] }
  }

  package func draw(into weights: inout [Double], using stream: inout RandomStream) {
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
