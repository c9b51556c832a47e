import Support

/// All that the evaluation of learning policies found, ready to be told.
package struct LearningReport: Sendable {
  /// What went in.
  package let input: RunInput
  /// What the scenario is called.
  package let title: String
  /// What the evaluation counted.
  package let outcome: LearningOutcome
  /// Level of all intervals.
  package let confidence = 0.95
  /// Who is compared with whom.
  package let roles: LearningRoles

  /// Wraps what an evaluation found.
  package init(input: RunInput, title: String, outcome: LearningOutcome) {
    self.input = input
    self.title = title
    self.outcome = outcome
    roles = LearningRoles(outcome)
  }

  /// Most customers of one market who met a decision.
  package var customersPerMarket: Int {
    let last = outcome.bins.indices.last { bin in
      outcome.policies.indices.contains { policy in
        outcome.total(policy: policy, bins: bin..<(bin + 1)).customers > 0
      }
    }
    return last.map { outcome.bins[$0] } ?? 0
  }

  /// A number that differs, as a rule, when any exact sum differs.
  package var fingerprint: UInt64 {
    let sums = outcome.cells.flatMap {
      [$0.customers, $0.decisions, $0.reward, $0.revenue, $0.margin, $0.explorations]
    }
    let digest = SHA256.hexadecimal(of: sums.map(String.init).joined(separator: " "))
    return UInt64(digest.prefix(16), radix: 16) ?? 0
  }
}
