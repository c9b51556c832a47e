import GSL

/// Z = (1, z)ᵀ ⊗ I carries the common weights w to the mean of a task, and back.
extension HierarchicalGaussian {
  /// Number of weights of the common mean.
  var hyperDimension: Int { dimension * (1 + taskFeatures) }

  /// Z w.
  func project(_ weights: [Double], to task: Int) -> [Double] {
    guard taskFeatures > 0 else { return weights }
    var mean = Array(weights[0..<dimension])
    for block in 1...taskFeatures {
      let value = description(of: task)[block]
      for index in 0..<dimension { mean[index] += value * weights[block * dimension + index] }
    }
    return mean
  }

  /// Zᵀ x.
  func expand(_ vector: [Double], from task: Int) -> [Double] {
    guard taskFeatures > 0 else { return vector }
    return description(of: task).flatMap { value in vector.map { value * $0 } }
  }

  /// Z Σ Zᵀ around Z w.
  func project(_ belief: GaussianBelief, to task: Int) -> GaussianBelief {
    let description = description(of: task)
    let size = hyperDimension
    var result = GaussianBelief(dimension: dimension)
    result.mean = project(belief.mean, to: task)
    for (left, a) in description.enumerated() {
      for (right, b) in description.enumerated() where a * b != 0 {
        for row in 0..<dimension {
          let start = (left * dimension + row) * size + right * dimension
          for column in 0..<dimension {
            result.covariance[row * dimension + column] += a * b * belief.covariance[start + column]
          }
        }
      }
    }
    _ = DenseKernel.factorWithJitter(
      result.covariance, size: dimension, into: &result.factor)
    return result
  }

  /// Adds ZᵀWZ and Zᵀv.
  func addTerms(of task: Int, to precision: inout [Double], _ information: inout [Double]) {
    guard taskFeatures > 0 else {
      for index in precision.indices { precision[index] += terms[task].precision[index] }
      for index in information.indices { information[index] += terms[task].information[index] }
      return
    }
    let description = description(of: task)
    let size = hyperDimension
    for (left, a) in description.enumerated() where a != 0 {
      for index in 0..<dimension {
        information[left * dimension + index] += a * terms[task].information[index]
      }
      for (right, b) in description.enumerated() where b != 0 {
        for row in 0..<dimension {
          let start = (left * dimension + row) * size + right * dimension
          for column in 0..<dimension {
            precision[start + column] += a * b * terms[task].precision[row * dimension + column]
          }
        }
      }
    }
  }

  private func description(of task: Int) -> [Double] {
    descriptions.indices.contains(task)
      ? descriptions[task] : (0...taskFeatures).map { $0 == 0 ? 1 : 0 }
  }
}
