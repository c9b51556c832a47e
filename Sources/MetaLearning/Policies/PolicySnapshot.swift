public import Foundation

/// A policy's state as JSON, to be saved, inspected, resumed or handed to another market.
public enum PolicySnapshot {
  /// Version of the format.
  public static let version = 1

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
  public static func data(of policy: some Policy, scenario: String) throws -> Data {
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
  /// - Throws: ``LearningError`` if the snapshot is of another version, scenario or kind, or its
  ///   content is impossible.
  public static func read<State: Policy>(
    _ type: State.Type, from data: Data, scenario: String? = nil
  ) throws(LearningError) -> State {
    let label = try label(of: data, scenario: scenario)
    do {
      return try JSONDecoder().decode(Envelope<State>.self, from: data).state
    } catch let error as LearningError {
      throw error
    } catch {
      throw LearningError(
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
  /// - Throws: ``LearningError`` if the snapshot is of another version or scenario, names no type,
  ///   or its content is impossible.
  public static func read(
    from data: Data, scenario: String? = nil
  ) throws(LearningError) -> AnyPolicy {
    let label = try label(of: data, scenario: scenario)
    guard let name = label.type else {
      throw LearningError(
        "snapshot's type", found: "none", allowed: PolicyTypes.names.joined(separator: ", "))
    }
    func open<P: Policy>(_ type: P.Type) throws(LearningError) -> AnyPolicy {
      AnyPolicy(try read(type, from: data, scenario: scenario))
    }
    return try open(try PolicyTypes.type(named: name))
  }

  private static func label(
    of data: Data, scenario: String?
  ) throws(LearningError) -> Label {
    let label: Label
    do {
      label = try JSONDecoder().decode(Label.self, from: data)
    } catch {
      throw LearningError(
        "snapshot", found: "no JSON object with journeylabPolicy, kind and scenario",
        allowed: "a file that a policy was saved to")
    }
    guard label.journeylabPolicy == version else {
      throw LearningError(
        "snapshot's version", found: "\(label.journeylabPolicy)", allowed: "\(version)")
    }
    if let scenario, scenario != label.scenario {
      throw LearningError(
        "snapshot's scenario", found: "\"\(label.scenario)\"", allowed: "\"\(scenario)\"")
    }
    return label
  }
}
