import Support

struct AnalysisDecoder {
  let log: FaultLog

  func decode(_ cursor: Cursor) -> AnalysisRules {
    var rules = AnalysisRules()
    rules.correction = word(cursor["correction"]) ?? rules.correction
    rules.tests = word(cursor["family"]) ?? rules.tests
    rules.covariates = words(cursor["covariates"]) { word in
      Tally.covariates.first { $0.nameBefore == word }
    }
    rules.strata = words(cursor["stratify"], Stratum.init(rawValue:))
    rules.hypothesis = word(cursor["hypothesis"]) ?? rules.hypothesis
    rules.looks = cursor["looks"].whole
    if let text = cursor["spending"].text {
      do throws(ValueFault) {
        rules.spending = try SpendingRule(parsing: text)
      } catch {
        log.report(error, of: "spending", at: cursor["spending"].valueMark)
      }
    }
    let bayes = cursor["bayes"]
    if let deviation = bayes["prior sd"].share(Bounds(lower: 0, upper: 10)) {
      rules.prior = LiftPrior(
        mean: bayes["prior mean"].share(Bounds(lower: -1, upper: 10)) ?? 0,
        standardDeviation: deviation)
    }
    rules.isAA = cursor["aa"].yesNo ?? false
    return rules
  }

  /// Checks the rules against the rest of the experiment.
  func check(_ experiment: Experiment, _ cursor: Cursor) {
    let rules = experiment.analysis
    if !rules.covariates.isEmpty, experiment.warmUpHours == nil {
      log.report(
        cursor["covariates"].mark, "`covariates` need a warm-up",
        note: "say how long, e.g. `warm_up: 14 days` in `experiment`")
    }
    if !rules.covariates.isEmpty, !rules.strata.isEmpty {
      log.report(
        cursor["stratify"].mark, "`analysis` has both `covariates` and `stratify`",
        note: "adjust by one of them")
    }
    if rules.looks == nil, cursor["spending"].isPresent {
      log.report(
        cursor["spending"].mark, "`spending` needs `looks`",
        note: "say how often the experiment is looked at, e.g. `looks: 5`")
    }
    if rules.looks != nil {
      // Looks are taken on sums as observed or adjusted by covariates, against both sides.
      for (key, isGiven) in [
        ("stratify", !rules.strata.isEmpty), ("hypothesis", rules.hypothesis != .twoSided),
      ] where isGiven {
        log.report(
          cursor[key].mark, "`analysis` has both `looks` and `\(key)`",
          note: "leave one of them out")
      }
    }
    guard !experiment.primary.isMadeOfSums else { return }
    if rules.looks != nil {
      log.report(
        cursor["looks"].mark,
        "`looks` follow sums over customers; the primary metric is "
          + "`\(experiment.primary.name.shortened)`",
        note: "allowed are shares, means and ratios")
    }
  }

  private func word<Word: RawRepresentable<String>>(_ cursor: Cursor) -> Word? {
    cursor.text.flatMap(Word.init(rawValue:))
  }

  private func words<Word: Equatable>(
    _ cursor: Cursor, _ read: (String) -> Word?
  ) -> [Word] {
    var words: [Word] = []
    for item in cursor.items {
      guard let text = item.text, let word = read(text) else { continue }
      if words.contains(word) {
        log.report(item.valueMark, "`\(text)` stands twice in `\(cursor.key)`")
      } else {
        words.append(word)
      }
    }
    return words
  }
}
