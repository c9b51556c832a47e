import Support

extension AnalysisPlan {
  static func check(arms: [Arm], control: Int) throws(ArgumentError) {
    guard arms.count >= 2 else {
      throw ArgumentError(
        "arms", found: "\(arms.count)", allowed: "a control and at least one treatment")
    }
    for arm in arms where !(arm.share > 0 && arm.share.isFinite) {
      throw ArgumentError(
        "share of arm \"\(arm.name)\"", found: "\(arm.share)",
        allowed: "a positive number")
    }
    try check(names: arms.map(\.name), argument: "arms")
    guard arms.indices.contains(control) else {
      throw ArgumentError("control", found: "\(control)", allowed: "0 to \(arms.count - 1)")
    }
  }

  static func check(metrics: [PlannedMetric], primary: Int) throws(ArgumentError) {
    guard !metrics.isEmpty else {
      throw ArgumentError("metrics", found: "none", allowed: "at least one metric")
    }
    try check(names: metrics.map(\.name), argument: "metrics")
    guard metrics.indices.contains(primary) else {
      throw ArgumentError("primary", found: "\(primary)", allowed: "0 to \(metrics.count - 1)")
    }
  }

  static func check(
    guardrails: [Guardrail], metrics: [PlannedMetric]
  ) throws(ArgumentError) {
    for guardrail in guardrails {
      guard metrics.indices.contains(guardrail.metric) else {
        throw ArgumentError(
          "metric of a guardrail", found: "\(guardrail.metric)",
          allowed: "0 to \(metrics.count - 1)")
      }
      let limit = guardrail.limit
      guard limit.isFinite, limit != 0, limit > -1 else {
        throw ArgumentError(
          "limit of guardrail \"\(metrics[guardrail.metric].name)\"", found: "\(limit)",
          allowed: "a relative change above -1 other than 0: -0.02 where a fall of 2 % is the most")
      }
    }
  }

  private static func check(names: [String], argument: String) throws(ArgumentError) {
    var seen: Set<String> = []
    for name in names {
      guard !name.isEmpty else {
        throw ArgumentError(argument, found: "an empty name", allowed: "a name for each")
      }
      guard seen.insert(name).inserted else {
        throw ArgumentError(argument, found: "\"\(name)\" twice", allowed: "different names")
      }
    }
  }
}
