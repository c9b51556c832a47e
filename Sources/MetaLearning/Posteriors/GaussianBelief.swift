import Foundation
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
  ///
  /// Distances from the mean are multiplied by a scale.
  package func draw(
    into weights: inout [Double], scale: Double = 1, with ziggurat: Ziggurat,
    using stream: inout RandomStream
  ) {
    for index in 0..<dimension { weights[index] = scale * ziggurat.draw(using: &stream) }
    DenseKernel.multiplyLower(factor, size: dimension, &weights)
    for index in 0..<dimension { weights[index] += mean[index] }
  }

  package func draw(into weights: inout [Double], using stream: inout RandomStream) {
    for index in 0..<dimension { weights[index] = stream.standardNormal() }
    DenseKernel.multiplyLower(factor, size: dimension, &weights)
    for index in 0..<dimension { weights[index] += mean[index] }
  }
}

extension GaussianBelief {
  /// Replaces the content by the posterior of a prior and data, without inverting either.
  ///
  /// With the prior's factor L: M = I + p LᵀGL, u = p (B − Gm), mean m + L M⁻¹Lᵀu, covariance
  /// L M⁻¹ Lᵀ.
  /// - Returns: ln p(data | prior) without the terms that depend on the data and p alone, or nil if
  ///   the covariance could not be factored.
  mutating func condition(
    on data: LinearStatistics, prior: GaussianBelief, noisePrecision: Double
  ) -> Double? {
    let size = dimension
    if size == 1 {
      let variance = prior.factor[0] * prior.factor[0]
      let shrink = 1 + noisePrecision * variance * data.gram[0]
      guard shrink > 0, shrink.isFinite else { return nil }
      let pull = noisePrecision * (data.moment[0] - data.gram[0] * prior.mean[0])
      mean[0] = prior.mean[0] + variance * pull / shrink
      covariance[0] = variance / shrink
      factor[0] = covariance[0].squareRoot()
      return Self.baseline(prior.mean, data.gram, data.moment, noisePrecision)
        + 0.5 * (variance * pull * pull / shrink - log(shrink))
    }
    var middle = [Double](repeating: 0, count: size * size)
    guard
      PriorProduct.factor(
        prior.factor, data.gram, precision: noisePrecision, size: size, into: &middle)
    else { return nil }
    var vector = data.moment
    for row in 0..<size {
      vector[row] -= DenseKernel.dot(
        data.gram, from: row * size, prior.mean, from: 0, count: size)
      vector[row] *= noisePrecision
    }
    DenseKernel.multiplyUpper(prior.factor, size: size, &vector)
    let evidence =
      Self.baseline(prior.mean, data.gram, data.moment, noisePrecision)
      + Self.explained(&vector, middle, size: size)
    DenseKernel.multiplyLower(prior.factor, size: size, &vector)
    for index in 0..<size { mean[index] = prior.mean[index] + vector[index] }
    for index in covariance.indices { covariance[index] = 0 }
    PriorProduct.addTaskCovariance(prior.factor, middle, size: size, to: &covariance)
    return DenseKernel.factorWithJitter(covariance, size: size, into: &factor) != nil
      ? evidence : nil
  }

  /// The same for the stacked weights of several blocks, each with data of its own.
  ///
  /// Leaves the factor as it is: the scores of a few actions are drawn, never all weights.
  mutating func condition(
    onBlocks blocks: [LinearStatistics], prior: GaussianBelief, noisePrecision: Double
  ) -> Double? {
    let size = dimension
    let part = size / max(blocks.count, 1)
    guard blocks.allSatisfy({ $0.dimension == part }), part * blocks.count == size else {
      return nil
    }
    // Rows of Lᵀ, from the diagonal on.
    var upper = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row { upper[column * size + row] = prior.factor[row * size + column] }
    }
    var product = [Double](repeating: 0, count: size)
    var middle = upper
    var vector = [Double](repeating: 0, count: size)
    var evidence = 0.0
    for column in 0..<size {
      for (number, data) in blocks.enumerated() where (number + 1) * part > column {
        let start = number * part
        for row in 0..<part {
          product[start + row] = DenseKernel.dot(
            data.gram, from: row * part, upper, from: column * size + start, count: part)
        }
      }
      for row in column..<size {
        let sum = DenseKernel.dot(
          upper, from: row * size + row, product, from: row, count: size - row)
        middle[row * size + column] = noisePrecision * sum + (row == column ? 1 : 0)
      }
    }
    guard DenseKernel.factor(&middle, size: size) else { return nil }
    for (number, data) in blocks.enumerated() {
      let own = Array(prior.mean[(number * part)..<((number + 1) * part)])
      evidence += Self.baseline(own, data.gram, data.moment, noisePrecision)
      for row in 0..<part {
        let fitted = DenseKernel.dot(data.gram, from: row * part, own, from: 0, count: part)
        vector[number * part + row] = noisePrecision * (data.moment[row] - fitted)
      }
    }
    DenseKernel.multiplyUpper(prior.factor, size: size, &vector)
    evidence += Self.explained(&vector, middle, size: size)
    DenseKernel.multiplyLower(prior.factor, size: size, &vector)
    for index in 0..<size { mean[index] = prior.mean[index] + vector[index] }
    // Covariance FᵀF, a row of L at a time: F = C⁻¹Lᵀ.
    var solved = prior.factor
    for row in 0..<size {
      for column in 0..<size {
        let sum = DenseKernel.dot(
          middle, from: column * size, solved, from: row * size, count: column)
        solved[row * size + column] =
          (solved[row * size + column] - sum) / middle[column * size + column]
      }
      for other in 0...row {
        let value = DenseKernel.dot(
          solved, from: row * size, solved, from: other * size, count: size)
        covariance[row * size + other] = value
        covariance[other * size + row] = value
      }
    }
    return evidence
  }

  /// p Bᵀm − ½ p mᵀGm: the part of ln p(data) that the prior's mean tells.
  private static func baseline(
    _ mean: [Double], _ gram: [Double], _ moment: [Double], _ precision: Double
  ) -> Double {
    let size = mean.count
    return precision
      * (DenseKernel.dot(moment, from: 0, mean, from: 0, count: size)
        - 0.5 * DenseKernel.quadraticForm(gram, size: size, mean))
  }

  /// Replaces Lᵀu by M⁻¹Lᵀu, and gives ½ uᵀL M⁻¹Lᵀu − ½ ln|M|.
  private static func explained(
    _ vector: inout [Double], _ middle: [Double], size: Int
  ) -> Double {
    DenseKernel.solveLower(middle, size: size, &vector)
    var sum = 0.0
    for index in 0..<size {
      sum += 0.5 * vector[index] * vector[index] - log(middle[index * size + index])
    }
    DenseKernel.solveUpper(middle, size: size, &vector)
    return sum
  }
}
