/// A parameter that does not describe a distribution.
public struct DistributionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Family of the distribution.
  public let family: String
  /// Name of the parameter at fault.
  public let parameter: String
  /// Value found, if there is one.
  public let value: Double?
  /// What is allowed, as in "must be greater than 0".
  public let requirement: String

  /// Makes an error about one parameter.
  public init(family: String, parameter: String, value: Double?, requirement: String) {
    self.family = family
    self.parameter = parameter
    self.value = value
    self.requirement = requirement
  }

  /// Family, parameter, requirement and value in one line.
  public var description: String {
    let found = value.map { ", found \($0)" } ?? ""
    return "\(family): \(parameter) \(requirement)\(found)"
  }
}
