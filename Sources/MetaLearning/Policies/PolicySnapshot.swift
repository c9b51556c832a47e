package import Foundation
package import Support

/// A policy's state as JSON, to be saved, inspected, resumed or handed to another market.
package enum PolicySnapshot {
  /// Version of the format.
  package static let version = 1

  private struct Envelope<State: Policy>: Codable {
    var journeylabPolicy: Int
    var kind: String
    /// Name in ``PolicyTypes``; absent for a type that has none.
    var type: String?
    var scenario: String
    var state: State
  }

  private struct Label: Codable {
    var journeylabPolicy: Int
    var kind: String
    var type: String?
    var scenario: String
  }

  /// Writes a policy with the name or digest of the scenario that it learned in.
  package static func data(of policy: some Policy, scenario: String) throws -> Data {
    if let policy = policy as? AnyPolicy {
      return try data(of: policy.base, scenario: scenario)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return try encoder.encode(
      Envelope(
        journeylabPolicy: version, kind: policy.kind, type: PolicyTypes.name(of: policy),
        scenario: scenario, state: policy))
  }

  /// Reads a policy back.
  ///
  /// - Parameters:
  ///   - type: The type that was written.
  ///   - data: The snapshot.
  ///   - scenario: The scenario it must come from, or nil to take it from any.
  /// - Returns: The policy as it was, without provisional rewards.
  /// - Throws: ``ArgumentError`` if the snapshot is of another version, scenario or kind, or its
  ///   content is impossible.
  package static func read<State: Policy>(
    _ type: State.Type, from data: Data, scenario: String? = nil
  ) throws(ArgumentError) -> State {
    let label = try label(of: data, scenario: scenario)
    do {
      return try JSONDecoder().decode(Envelope<State>.self, from: data).state
    } catch let error as ArgumentError {
      throw error
    } catch {
      throw ArgumentError(
        "snapshot's state", found: "a \"\(label.kind)\" that does not fit",
        allowed: "the state of a policy of the same kind")
    }
  }

  /// Reads a policy back whatever its type, if ``PolicyTypes`` has it.
  ///
  /// - Parameters:
  ///   - data: The snapshot.
  ///   - scenario: The scenario it must come from, or nil to take it from any.
  /// - Returns: The policy as it was, without provisional rewards.
  /// - Throws: ``ArgumentError`` if the snapshot is of another version or scenario, names no type,
  ///   or its content is impossible.
  package static func read(
    from data: Data, scenario: String? = nil
  ) throws(ArgumentError) -> AnyPolicy {
    let label = try label(of: data, scenario: scenario)
    guard let name = label.type else {
      throw ArgumentError(
        "snapshot's type", found: "none", allowed: PolicyTypes.names.joined(separator: ", "))
    }
    func open<P: Policy>(_ type: P.Type) throws(ArgumentError) -> AnyPolicy {
      AnyPolicy(try read(type, from: data, scenario: scenario))
    }
    return try open(try PolicyTypes.type(named: name))
  }

  private static func label(
    of data: Data, scenario: String?
  ) throws(ArgumentError) -> Label {
    let label: Label
    do {
      label = try JSONDecoder().decode(Label.self, from: data)
    } catch {
      throw ArgumentError(
        "snapshot", found: "no JSON object with journeylabPolicy, kind and scenario",
        allowed: "a file that a policy was saved to")
    }
    guard label.journeylabPolicy == version else {
      throw ArgumentError(
        "snapshot's version", found: "\(label.journeylabPolicy)", allowed: "\(version)")
    }
    if let scenario, scenario != label.scenario {
      throw ArgumentError(
        "snapshot's scenario", found: "\"\(label.scenario)\"", allowed: "\"\(scenario)\"")
    }
    return label
  }
}
