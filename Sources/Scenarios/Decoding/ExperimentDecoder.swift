import Support

/// Decodes `experiment`, apart from what the changes of the arms do.
struct ExperimentDecoder {
  let context: DecodingContext
  let products: [Product]
  let journey: Journey

  func decode(_ cursor: Cursor) -> Experiment {
    let arms = arms(cursor)
    let guardrails = cursor["guardrails"].entries.compactMap(guardrail)
    let primary =
      cursor["primary"].text.flatMap { metric($0, cursor["primary"].valueMark) }
      ?? .conversion
    var metrics: [Metric] = []
    let listed: [Metric] =
      cursor["metrics"].isPresent
      ? cursor["metrics"].items.compactMap { item in
        item.text.flatMap { metric($0, item.valueMark) }
      } : standardMetrics
    for metric in listed + [primary] + guardrails.map(\.metric) where !metrics.contains(metric) {
      metrics.append(metric)
    }
    let experiment = Experiment(
      arms: arms, primary: primary, metrics: metrics, guardrails: guardrails,
      alpha: cursor["alpha"].share() ?? 0.05, replications: cursor["replications"].whole,
      warmUpHours: cursor["warm_up"].hours,
      analysis: AnalysisDecoder(log: context.log).decode(cursor["analysis"]))
    AnalysisDecoder(log: context.log).check(experiment, cursor["analysis"])
    return experiment
  }

  private func arms(_ cursor: Cursor) -> [Arm] {
    let entries = cursor["arms"].entries
    guard !entries.isEmpty else {
      for entry in cursor["allocation"].entries {
        _ = context.index(of: entry.key, among: ["control"], noun: "arm", at: entry.mark)
      }
      return [Arm(name: "control", share: 1, changes: [])]
    }
    let shares = shares(cursor["allocation"], entries.map(\.key))
    return zip(entries, shares).map { entry, share in
      Arm(
        name: entry.key, share: share,
        changes: entry.entries.filter { $0.key != Arm.alike }.map {
          ($0.key, $0.tree?.inline ?? "")
        })
    }
  }

  private func shares(_ cursor: Cursor, _ names: [String]) -> [Double] {
    let equal = names.map { _ in 1 / Double(names.count) }
    guard cursor.isPresent else { return equal }
    var isComplete = true
    for entry in cursor.entries
    where context.index(of: entry.key, among: names, noun: "arm", at: entry.mark) == nil {
      isComplete = false
    }
    let missing = names.filter { !cursor[$0].isPresent }
    if isComplete, !missing.isEmpty {
      context.log.report(
        cursor.mark, "`allocation` has no share for \(NearestName.list(missing))",
        note: "name every arm, or leave `allocation` out for equal shares")
      isComplete = false
    }
    guard isComplete else { return equal }
    context.checkSum(of: names.map { cursor[$0].share() }, named: cursor.key, at: cursor.mark)
    return names.map { cursor[$0].share() ?? 0 }
  }

  private func guardrail(_ cursor: Cursor) -> Guardrail? {
    let place = cursor["no worse than"]
    guard let metric = metric(cursor.key, cursor.mark),
      let limit = place.share(Bounds(lower: -1, upper: 10))
    else { return nil }
    if metric.higherIsBetter ? limit > 0 : limit < 0 {
      let (better, sign) = metric.higherIsBetter ? ("more", "negative") : ("less", "positive")
      context.log.report(
        place.valueMark, "guardrail on `\(cursor.key)` has the wrong sign",
        note: "\(better) is better, so the limit must be \(sign)")
    }
    return Guardrail(metric: metric, limit: limit)
  }

  private func metric(_ name: String, _ mark: Mark) -> Metric? {
    let known = Metric.known(journey)
    if let metric = known.first(where: { $0.name == name }) { return metric }
    do throws(ValueFault) {
      if let metric = try MetricParser.parse(name, currency: context.currency) { return metric }
    } catch {
      context.log.report(error, of: name.shortened, at: mark)
      return nil
    }
    let nearest = NearestName.of(name, among: known.map(\.name)).map { "did you mean `\($0)`?" }
    let plain = NearestName.list(Metric.plain.map(\.name))
    context.log.report(
      mark, "unknown metric `\(name.shortened)`",
      note: nearest
        ?? "allowed are \(plain), `abandonment at …` and `reached …` a stage, "
        + MetricParser.forms)
    return nil
  }

  /// What is reported where a file does not say.
  private var standardMetrics: [Metric] {
    var metrics: [Metric] = [
      .conversion, .orders, .items, .revenue, .margin, .averageOrderValue, .daysToPurchase,
      .cartAbandonment,
    ]
    if products.contains(where: { $0.stock != nil }) { metrics.append(.stockOuts) }
    if journey.stages.contains(where: { $0.effects.contains(.refund) }) {
      metrics.append(.returnsPerOrder)
    }
    return metrics
  }
}
