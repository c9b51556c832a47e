package import Support

extension DecisionLog {
  /// The lines of one policy, decision point and market, in their order; nil takes all of a kind.
  /// - Throws: ``ArgumentError`` that lists what the log has, if it has no such line.
  package func choosing(
    policy: String? = nil, point: String? = nil, market: Int? = nil
  ) throws(ArgumentError) -> DecisionLog {
    var kept = decisions
    func keep(
      _ argument: String, _ wanted: String?, _ value: (LoggedDecision) -> String?
    ) throws(ArgumentError) {
      guard let wanted else { return }
      let names = Set(kept.compactMap(value)).sorted()
      kept = kept.filter { value($0) == wanted }
      guard kept.isEmpty else { return }
      throw ArgumentError(
        argument, found: "\"\(wanted)\"",
        allowed: names.isEmpty
          ? "none: the log names no such thing" : names.joined(separator: ", "))
    }
    try keep("policy of the log", policy) { $0.policy }
    try keep("decision", point) { $0.point }
    try keep("market", market.map(String.init)) { $0.market.map(String.init) }
    return DecisionLog(unique: kept, repeated: repeated)
  }
}
