/// Why a run ended without a result.
package struct RunError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  package enum Code: Sendable, Equatable {
    /// The caller asked for the run to stop.
    case cancelled
    /// A sum left the range of 64-bit integers.
    case numbersTooLarge
    /// More customers than a run can number.
    case tooManyCustomers
    /// A journey went round a loop without end.
    case endlessJourney
    /// No customer arrived.
    case noCustomers
  }

  /// What went wrong.
  package var code: Code

  /// Describes why a run ended.
  package init(code: Code) {
    self.code = code
  }

  /// A sentence for the user.
  package var description: String {
    switch code {
    case .cancelled: "interrupted; nothing was kept"
    case .numbersTooLarge:
      "the sums of money exceed 9.2e18 minor units; use smaller prices or fewer customers"
    case .tooManyCustomers: "more than 4,000,000,000 customers"
    case .endlessJourney:
      "a customer visited one stage more than 100,000 times; give the loop a longer dwell or a way out"
    case .noCustomers: "no customer arrives within the horizon"
    }
  }
}
