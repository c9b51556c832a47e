internal import Foundation

extension Explanation {
  /// Names the feature of a contribution.
  ///
  /// - Parameters:
  ///   - contribution: One of ``contributions``.
  ///   - features: Names of the customer's features, in their order.
  /// - Returns: The name, "value × name" for features times the action's value, else its number.
  package static func name(_ contribution: Contribution, features: [String]) -> String {
    let number = contribution.feature
    if features.indices.contains(number) { return features[number] }
    if features.indices.contains(number - features.count) {
      return "value × \(features[number - features.count])"
    }
    return "feature \(number)"
  }

  /// Says in a few lines why the action is valued as it is.
  ///
  /// - Parameters:
  ///   - actions: Names of the actions.
  ///   - features: Names of the customer's features.
  ///   - limit: Most contributions that are listed.
  /// - Returns: A line for the expected reward, and one for each contribution.
  package func text(actions: [String], features: [String], limit: Int = 5) -> String {
    func number(_ value: Double) -> String { String(format: "%+.4g", value) }
    let name = actions.indices.contains(action) ? actions[action] : "action \(action)"
    guard let prediction else { return "\(name): \(policy) has no model of rewards" }
    var lines = [
      "\(name): expected \(number(prediction.mean)), "
        + "not known to \(number(prediction.deviation).dropFirst()) (\(policy))"
    ]
    for contribution in contributions.prefix(limit) {
      lines.append(
        "  \(Self.name(contribution, features: features)): \(number(contribution.value)) "
          + "± \(number(contribution.deviation).dropFirst())")
    }
    return lines.joined(separator: "\n")
  }
}
