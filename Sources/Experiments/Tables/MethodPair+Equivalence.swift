import Support

extension MethodPair {
  /// Whether the treatment is as good as the control, with the interval that is dual to the tests.
  func equivalent(
    _ treatment: Moments, _ control: Moments, margin: Double
  ) -> TableMethods.Row {
    var row = row
    row.method = "equivalence"
    let found = EquivalenceTest.test(treatment: treatment, control: control, margin: margin)
    guard let test = found.value else {
      row.note = found.reason?.sentence
      return row
    }
    let difference = EffectEstimate.welch(treatment: treatment, control: control)
    row.set(difference, alpha: 2 * alpha, alternative: .twoSided)
    row.pValue = test.pValue
    row.note = """
      \(test.pValue < alpha ? "within" : "not shown to be within") \(.setting(margin, .percent)) of \
      the control either way; the interval of the difference has \
      \(.setting(1 - 2 * alpha, .percent)) confidence, as two one-sided tests have
      """
    return row
  }
}
