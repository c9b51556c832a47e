package import Support

/// A design that switches a whole market between arms from one block of time to the next.
package struct Switchback: Sendable, Equatable, Codable {
  /// An observation at a time.
  package struct Observation: Sendable, Equatable, Codable {
    /// Time since the first block began.
    package var time: Double
    /// The figure.
    package var value: Double

    /// Wraps an observation.
    package init(time: Double, value: Double) {
      self.time = time
      self.value = value
    }
  }

  /// Length of a block.
  package let blockLength: Double
  /// Time after the start of a block that is left out while the other arm still has an effect.
  package let washOut: Double
  /// Whether each block, in order, has the treatment.
  package let isTreated: [Bool]

  /// Describes a design.
  /// - Throws: `ArgumentError` unless blocks are longer than the wash-out, which is not negative.
  package init(
    blockLength: Double, washOut: Double = 0, isTreated: [Bool]
  ) throws(ArgumentError) {
    guard blockLength > 0, blockLength.isFinite else {
      throw ArgumentError("block length", found: "\(blockLength)", allowed: "above 0")
    }
    guard washOut >= 0, washOut < blockLength else {
      throw ArgumentError(
        "wash-out", found: "\(washOut)",
        allowed: "at least 0 and below the block's length \(blockLength)")
    }
    self.blockLength = blockLength
    self.washOut = washOut
    self.isTreated = isTreated
  }

  /// What a switchback experiment shows.
  package struct Result: Sendable, Equatable, Codable {
    /// Difference of the means of blocks, each block counting once, by Welch's test over blocks.
    package var blockMeans: EffectEstimate
    /// Difference of the means of observations with the error that allows for blocks.
    package var observations: ClusteredDifference
    /// Mean of each block with observations, in order.
    package var means: [Double?]
    /// Observations left out by the wash-out.
    package var washedOut: Int
    /// Observations outside all blocks.
    package var outside: Int
  }

  /// Compares the blocks of both arms.
  ///
  /// Only a block after one of the other arm is washed out; the first block is not, since nothing
  /// came before it.
  /// - Returns: The result; undefined with fewer than two blocks with observations in an arm or
  ///   when blocks do not differ.
  package func analyse(_ observations: [Observation]) -> Estimate<Result> {
    var blocks = Array(repeating: [Double](), count: isTreated.count)
    var (washedOut, outside) = (0, 0)
    for item in observations {
      let place = item.time / blockLength
      guard place >= 0, place < Double(isTreated.count) else {
        outside += 1
        continue
      }
      let block = Int(place)
      let switches = block > 0 && isTreated[block] != isTreated[block - 1]
      if switches, item.time - Double(block) * blockLength < washOut {
        washedOut += 1
      } else {
        blocks[block].append(item.value)
      }
    }
    let means = blocks.map { $0.isEmpty ? nil : CompensatedSum($0).value / Double($0.count) }
    func arm(_ treated: Bool) -> (means: Moments, values: [ClusteredValue]) {
      let chosen = blocks.indices.filter { isTreated[$0] == treated }
      return (
        Moments(of: chosen.compactMap { means[$0] }),
        chosen.flatMap { block in
          blocks[block].map { ClusteredValue(cluster: block, value: $0) }
        }
      )
    }
    let (treatment, control) = (arm(true), arm(false))
    let byBlock = EffectEstimate.welch(treatment: treatment.means, control: control.means)
    let byUnit = ClusteredDifference.estimate(
      treatment: treatment.values, control: control.values)
    guard let blockMeans = byBlock.value else { return .undefined(byBlock.reason ?? .notFinite) }
    guard let clustered = byUnit.value else { return .undefined(byUnit.reason ?? .notFinite) }
    return .defined(
      Result(
        blockMeans: blockMeans, observations: clustered, means: means, washedOut: washedOut,
        outside: outside))
  }
}
