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
    guard data.count <= maximumSize else {
      throw ArgumentError(
        naming("size"), found: "\(data.count) bytes", allowed: "at most \(maximumSize)")
    }
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
      let saved = try decoder.decode(SavedLearning.self, from: data)
      for point in saved.points {
        try point.state.checkState(try StateBounds(point.frame.learner, markets: saved.markets))
        try point.frame.validate()
      }
      return saved
    } catch let error as ArgumentError {
      let owner = "snapshot's "
      let part =
        error.argument.hasPrefix(owner)
        ? String(error.argument.dropFirst(owner.count)) : error.argument
      throw ArgumentError(naming(part), found: error.found, allowed: error.allowed)
    } catch {
      throw ArgumentError(
        naming("content"), found: Self.found(by: error), allowed: "the state as it was written")
    }
  }

  /// What a decoder found wrong, and where.
  private static func found(by error: any Error) -> String {
    guard let error = error as? DecodingError else { return "something that does not fit" }
    let (what, path): (String, [any CodingKey]) =
      switch error {
      case .keyNotFound(let key, let context): ("no \"\(key.stringValue)\"", context.codingPath)
      case .valueNotFound(_, let context): ("nothing", context.codingPath)
      case .typeMismatch(_, let context), .dataCorrupted(let context):
        ("something that does not fit", context.codingPath)
      @unknown default: ("something that does not fit", [])
      }
    guard !path.isEmpty else { return what }
    let place = path.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return "\(what) at \(place.joined(separator: "."))".printable
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
