import GSL

extension HierarchicalGaussian {
  /// Draws the common mean: R⁻ᵀ(R⁻¹h + z), R the factor of its precision, z times a scale.
  mutating func drawCommonMean(
    scale: Double = 1, using stream: inout RandomStream
  ) -> [Double] {
    refresh()
    var draw = (0..<hyperDimension).map { _ in scale * stream.standardNormal() }
    DenseKernel.solveUpper(precisionFactor, size: hyperDimension, &draw)
    for index in 0..<hyperDimension { draw[index] += refreshedMean[index] }
    return draw
  }

  /// Draws a task's weights around a given common mean: L (M⁻¹(L⁻¹μ + LᵀB/σ²) + C⁻ᵀz), z times
  /// a scale.
  mutating func draw(
    task: Int, around mean: [Double], scale: Double = 1, into weights: inout [Double],
    using stream: inout RandomStream
  ) {
    refresh()
    prepare(task: task)
    let size = dimension
    var centre = project(mean, to: task)
    DenseKernel.solveLower(taskFactor, size: size, &centre)
    var pull = tasks[task].moment
    DenseKernel.multiplyUpper(taskFactor, size: size, &pull)
    for index in 0..<size { centre[index] += pull[index] / noiseVariance }
    DenseKernel.solveLower(terms[task].factor, size: size, &centre)
    // Both M⁻¹ and the noise end with C⁻ᵀ: add the noise before it.
    for index in 0..<size { centre[index] += scale * stream.standardNormal() }
    DenseKernel.solveUpper(terms[task].factor, size: size, &centre)
    DenseKernel.multiplyLower(taskFactor, size: size, &centre)
    weights = centre
  }
}
