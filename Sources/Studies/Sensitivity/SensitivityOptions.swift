package import Support

/// How assumptions are moved.
package struct SensitivityOptions: Sendable {
  /// Seed of all draws, the same in every run.
  package var seed: UInt64
  /// Relative moves, each made up and down, such as 0.1, 0.2 and 0.5.
  package var moves: [Double]
  /// Trajectories of Morris screening; 0 for none.
  package var trajectories: Int
  /// Replications of each moved market, whose error the scenario's own truth lowers further.
  package var replications: Int
  /// The same where customers share state.
  package var sharedReplications: Int
  package var threads: Int

  package init(
    seed: UInt64 = 1, moves: [Double] = [0.1, 0.2, 0.5], trajectories: Int = 0,
    replications: Int = 2, sharedReplications: Int = 4, threads: Int = 1
  ) {
    self.seed = seed
    self.moves = moves
    self.trajectories = trajectories
    self.replications = replications
    self.sharedReplications = sharedReplications
    self.threads = threads
  }

  /// Checks the options.
  /// - Throws: `ArgumentError` that names the first option at fault.
  package func check() throws(ArgumentError) {
    guard !moves.isEmpty, moves.allSatisfy({ $0 > 0 && $0 <= 10 }) else {
      throw ArgumentError(
        "moves", found: moves.map { "\($0)" }.joined(separator: ", "),
        allowed: "shares above 0, such as 0.1")
    }
    guard (0...1000).contains(trajectories) else {
      throw ArgumentError("trajectories", found: "\(trajectories)", allowed: "0 to 1000")
    }
    for count in [replications, sharedReplications] where !(1...10_000).contains(count) {
      throw ArgumentError("replications", found: "\(count)", allowed: "1 to 10000")
    }
  }
}
