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

  /// Reads a test whose hypothesis was rejected or not.
  package init(test: Estimate<DifferenceTest>, isRejected: Bool, higherIsBetter: Bool) {
    switch test {
    case .undefined(let reason): self = .undefined(reason)
    case .defined(let test):
      self =
        !isRejected ? .inconclusive : (test.difference > 0) == higherIsBetter ? .better : .worse
    }
  }
}
