package import Support

/// What a health check holds against a verdict.
package struct Doubt: Sendable, Equatable, Codable {
  package enum Weight: String, Sendable, Equatable, Codable {
    /// Nothing can be concluded: assignment or recording is broken.
    case distrust
    /// Shipping or dropping has to wait.
    case hold
    /// Stands in the verdict's sentence.
    case mention
  }

  /// Index of the treatment concerned; nil for all.
  package var treatment: Int?
  package var weight: Weight
  /// A clause without a full stop.
  package var sentence: Sentence
}
