import Foundation
import MetaLearning
import Scenarios
import Support

extension SavedLearning {
  private struct Version: Decodable { var journeylabLearning: Int }

  /// Reads a state for a policy of a scenario.
  /// - Throws: ``ArgumentError`` if it is of another version, scenario, kind or set of decisions.
  static func read(
    _ data: Data, for spec: PolicySpec, scenario: Scenario, frames: [PointFrame]
  ) throws(ArgumentError) -> SavedLearning {
    func name(_ part: String) -> String {
      "the saved state's \(part), start of \"\(spec.name)\""
    }
    let saved = try read(data, naming: name)
    guard saved.scenario == scenario.title else {
      throw ArgumentError(
        name("scenario"), found: "\"\(saved.scenario)\"", allowed: "\"\(scenario.title)\"")
    }
    guard saved.learner == spec.learner.rawValue else {
      throw ArgumentError(
        name("learner"), found: saved.learner, allowed: spec.learner.rawValue)
    }
    let names = frames.map(\.learner)
    let found = saved.points.map(\.frame.learner)
    guard
      found.map(\.actions) == names.map(\.actions),
      found.map(\.features) == names.map(\.features),
      found.map(\.taskFeatures) == names.map(\.taskFeatures),
      saved.points.map(\.name) == scenario.learning?.decisions.map(\.name)
    else {
      throw ArgumentError(
        name("decisions"), found: "other decision points, actions or context",
        allowed: "those of the scenario")
    }
    return saved
  }

  /// Reads a saved state of whatever scenario; messages name its form, version or content.
  /// - Throws: ``ArgumentError`` if it is none, or of another version.
  static func read(
    _ data: Data, naming: (String) -> String = { $0 == "form" ? "snapshot" : "snapshot's \($0)" }
  ) throws(ArgumentError) -> SavedLearning {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let label = try? decoder.decode(Version.self, from: data) else {
      throw ArgumentError(
        naming("form"), found: "no JSON object with journeylabLearning",
        allowed: "a file that a run wrote to policies/")
    }
    guard label.journeylabLearning == version else {
      throw ArgumentError(
        naming("version"), found: "\(label.journeylabLearning)", allowed: "\(version)")
    }
    do {
      return try decoder.decode(SavedLearning.self, from: data)
    } catch let error as ArgumentError {
      throw error
    } catch {
      throw ArgumentError(
        naming("content"), found: "something that does not fit",
        allowed: "the state as it was written")
    }
  }

  /// The decision point of a name, or the only one.
  func point(named name: String?) throws(ArgumentError) -> Point {
    let names = points.map(\.name).joined(separator: ", ")
    guard let name else {
      guard points.count == 1, let only = points.first else {
        throw ArgumentError("decision", found: "no name", allowed: names)
      }
      return only
    }
    guard let point = points.first(where: { $0.name == name }) else {
      throw ArgumentError("decision", found: "\"\(name)\"", allowed: names)
    }
    return point
  }
}
