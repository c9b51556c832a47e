import Support

/// Times to an event of a table's arms: the log-rank test and the difference of restricted means.
struct SurvivalRows {
  var row: TableMethods.Row
  /// Where the mean time is cut off; nil for as far as every arm was followed.
  var horizon: Double?
  /// Counted times of every arm, rising.
  var times: [[TimeCount]]
  var alternative: Alternative
  var alpha: Double

  func rows(treatment: Int, control: Int) -> [TableMethods.Row] {
    [ranked(treatment, control), restricted(treatment, control)]
  }

  /// Chi-square has no side, so that the test is two-sided whatever the others are.
  private func ranked(_ treatment: Int, _ control: Int) -> TableMethods.Row {
    var row = row
    row.method = "log-rank"
    let found = LogRank.test(counted: [times[control], times[treatment]])
    guard let ranks = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    row.pValue = ranks.test.pValue
    row.note = """
      \(.count(ranks.observed[1])) events, \(.fixed(ranks.expected[1], decimals: 1)) expected if \
      the arms were alike; \(.count(ranks.observed[0])) in the control, \
      \(.fixed(ranks.expected[0], decimals: 1)) expected\(alternative == .twoSided ? "" : "; two-sided")
      """
    return row
  }

  private func restricted(_ treatment: Int, _ control: Int) -> TableMethods.Row {
    var row = row
    let followed = times.compactMap(\.last?.time).min() ?? 0
    let horizon = horizon ?? followed
    row.method = "restricted mean"
    let means = [treatment, control].map {
      ArmEstimate.restrictedMean(times[$0], horizon: horizon, alpha: alpha)
    }
    guard let first = means[0].value, let second = means[1].value else {
      row.note = means.lazy.compactMap(\.reason).first?.sentence
      return row
    }
    row.set(
      EffectEstimate.defined(
        effect: first.value - second.value,
        variance: first.standardError * first.standardError
          + second.standardError * second.standardError), alpha: alpha, alternative: alternative)
    if row.note == nil {
      row.note = """
        \(.number(first.value)) against \(.number(second.value)) without the event, up to \
        \(.setting(horizon))
        """
    }
    return row
  }
}

extension TimeCount {
  /// Counts equal times; an event is told by 1, a unit lost before it by 0.
  static func counted(times: [Double], events: [Double]) -> [TimeCount] {
    var counts: [Double: TimeCount] = [:]
    for (time, event) in zip(times, events) {
      counts[time, default: TimeCount(time: time, events: 0, censored: 0)].events +=
        event == 1 ? 1 : 0
      counts[time, default: TimeCount(time: time, events: 0, censored: 0)].censored +=
        event == 1 ? 0 : 1
    }
    return counts.values.sorted { $0.time < $1.time }
  }
}
