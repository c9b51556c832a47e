/// How assumptions are moved.
package struct SensitivityOptions: Sendable {
  /// Seed of all draws, the same in every run.
  package var seed: UInt64
  /// Relative moves, each made up and down, such as 0.1, 0.2 and 0.5.
  package var moves: [Double]
  /// Trajectories of Morris screening; 0 for none.
  package var trajectories: Int
  /// Replications of a market whose customers share state.
  package var sharedReplications: Int
  /// Threads at work; the result does not depend on it.
  package var threads: Int

  /// Collects options.
  package init(
    seed: UInt64 = 1, moves: [Double] = [0.1, 0.2, 0.5], trajectories: Int = 0,
    sharedReplications: Int = 4, threads: Int = 1
  ) {
    self.seed = seed
    self.moves = moves
    self.trajectories = trajectories
    self.sharedReplications = sharedReplications
    self.threads = threads
  }
}
