/// A parameter that does not describe a distribution.
package struct DistributionError: Error, Sendable, Hashable, CustomStringConvertible {
  let family: String
  package let parameter: String
  let value: Double?
  /// What is allowed, as in "must be greater than 0".
  package let requirement: String
  /// The fault as a clause about the distribution, where parameters contradict each other.
  package var clash: String?

  package var description: String {
    let found = value.map { ", found \($0)" } ?? ""
    return "\(family): \(parameter) \(requirement)\(found)"
  }
}
