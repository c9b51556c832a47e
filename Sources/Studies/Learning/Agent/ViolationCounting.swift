import MetaLearning

/// A policy whose answers may be refused, such as a program outside.
package protocol ViolationCounting {
  /// Number of answers refused so far, the status quo taken in their place.
  var violations: Int { get }
}

extension ExternalPolicy: ViolationCounting {}
