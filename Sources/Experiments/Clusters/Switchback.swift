/// A design that switches a whole market between arms from one block of time to the next.
public struct Switchback: Sendable, Equatable {
  /// An observation at a time.
  public struct Observation: Sendable, Equatable {
    /// Time since the first block began.
    public var time: Double
    /// The figure.
    public var value: Double

    /// Wraps an observation.
    public init(time: Double, value: Double) {
      self.time = time
      self.value = value
    }
  }

  /// Length of a block.
  public let blockLength: Double
  /// Time after the start of a block that is left out while the other arm still has an effect.
  public let washOut: Double
  /// Whether each block, in order, has the treatment.
  public let isTreated: [Bool]

  /// Describes a design.
  /// - Throws: `PlanError` unless blocks are longer than the wash-out, which is not negative.
  public init(
    blockLength: Double, washOut: Double = 0, isTreated: [Bool]
  ) throws(PlanError) {
    guard blockLength > 0, blockLength.isFinite else {
      throw PlanError(argument: "block length", found: "\(blockLength)", allowed: "above 0")
    }
    guard washOut >= 0, washOut < blockLength else {
      throw PlanError(
        argument: "wash-out", found: "\(washOut)",
        allowed: "at least 0 and below the block's length \(blockLength)")
    }
    self.blockLength = blockLength
    self.washOut = washOut
    self.isTreated = isTreated
  }

  /// What a switchback experiment shows.
  public struct Result: Sendable, Equatable {
    /// Difference of the means of blocks, each block counting once, by Welch's test over blocks.
    public var blockMeans: EffectEstimate
    /// Difference of the means of observations with the error that allows for blocks.
    public var observations: ClusteredDifference
    /// Mean of each block with observations, in order.
    public var means: [Double?]
    /// Observations left out by the wash-out.
    public var washedOut: Int
    /// Observations outside all blocks.
    public var outside: Int
  }

  /// Compares the blocks of both arms.
  ///
  /// Only a block after one of the other arm is washed out; the first block is not, since nothing
  /// came before it.
  /// - Returns: The result; undefined with fewer than two blocks with observations in an arm or
  ///   when blocks do not differ.
  public func analyse(_ observations: [Observation]) -> Estimate<Result> {
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
