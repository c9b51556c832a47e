package import Support

/// A user's program that decides in place of a policy.
package struct ExternalProgram: Sendable, Hashable {
  var policy: String
  var command: [String]
  /// Seconds that it has for a batch.
  var timeout: Double
  var batch: Int

  package init(policy: String, command: [String], timeout: Double = 2, batch: Int = 128) {
    self.policy = policy
    self.command = command
    self.timeout = timeout
    self.batch = batch
  }

  /// Checks before a run that the program may run and is there; a nil folder is the host's own.
  package func check(isAllowed: Bool, folder: String? = nil) throws(ArgumentError) {
    guard isAllowed else {
      throw ArgumentError(
        "policy \"\(policy)\"", found: "the program \"\(command.first ?? "")\"",
        allowed: "a program of one's own only with --allow-external")
    }
    try ArgumentError.check("timeout", timeout, "a time above 0, at most a day") {
      $0 > 0 && $0 <= 86_400
    }
    try ArgumentError.check("batch", Double(batch), "1 to 1,000,000") {
      $0 >= 1 && $0 <= 1_000_000
    }
    do {
      _ = try ChildProcess.locate(command, in: folder)
    } catch {
      throw ArgumentError(
        "policy \"\(policy)\", \(error.argument)", found: error.found, allowed: error.allowed)
    }
  }
}
