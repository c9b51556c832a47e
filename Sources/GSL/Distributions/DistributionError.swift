/// A parameter that does not describe a distribution.
package struct DistributionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Family of the distribution.
  package let family: String
  /// Name of the parameter at fault.
  package let parameter: String
  /// Value found, if there is one.
  package let value: Double?
  /// What is allowed, as in "must be greater than 0".
  package let requirement: String
  /// The fault as a clause about the distribution, where parameters contradict each other.
  package let clash: String?

  /// Makes an error about one parameter.
  package init(
    family: String, parameter: String, value: Double?, requirement: String, clash: String? = nil
  ) {
    self.family = family
    self.parameter = parameter
    self.value = value
    self.requirement = requirement
    self.clash = clash
  }

  /// Family, parameter, requirement and value in one line.
  package var description: String {
    let found = value.map { ", found \($0)" } ?? ""
    return "\(family): \(parameter) \(requirement)\(found)"
  }
}
