import Support

/// What a test says of a treatment, in terms of what is better for the shop.
package enum Decision: Sendable, Equatable, Codable {
  case better
  case worse
  /// No significant difference.
  case inconclusive
  /// No test could be made.
  case undefined(Undefined)

  package var text: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    case .inconclusive: "no clear difference"
    case .undefined(let reason): "no test: \(reason.sentence.text)"
    }
  }

  init(
    test: Estimate<DifferenceTest>, pValue: Double?, alpha: Double, higherIsBetter: Bool
  ) {
    switch test {
    case .undefined(let reason): self = .undefined(reason)
    case .defined(let test):
      guard (pValue ?? test.pValue) < alpha else {
        self = .inconclusive
        return
      }
      self = (test.difference > 0) == higherIsBetter ? .better : .worse
    }
  }
}
