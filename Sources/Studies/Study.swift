package import Support

/// What a person asks for: checked when it is made, run when it is wanted.
///
/// The command line, a page, a notebook and a shard of a larger run call the same study and read
/// the same outcome, which can be kept as JSON and read again.
package protocol Study: Sendable {
  /// What a run finds.
  associatedtype Outcome: Codable & Sendable

  /// Does the work: the same result for any number of threads.
  /// - Throws: `RunError`, or what the study says of itself.
  func run(progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck) throws -> Outcome
}

extension Study {
  /// Does the work without telling of progress.
  package func run() throws -> Outcome { try run(progress: { _ in }, isCancelled: { false }) }
}
