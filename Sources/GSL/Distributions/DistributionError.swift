/// A parameter that does not describe a distribution.
package struct DistributionError: Error, Sendable, Hashable, CustomStringConvertible {
  package let family: String
  package let parameter: String
  package let value: Double?
  /// What is allowed, as in "must be greater than 0".
  package let requirement: String
  /// The fault as a clause about the distribution, where parameters contradict each other.
  package let clash: String?

  init(
    family: String, parameter: String, value: Double?, requirement: String, clash: String? = nil
  ) {
    self.family = family
    self.parameter = parameter
    self.value = value
    self.requirement = requirement
    self.clash = clash
  }

  package var description: String {
    let found = value.map { ", found \($0)" } ?? ""
    return "\(family): \(parameter) \(requirement)\(found)"
  }
}
