internal import Foundation
import MetaLearning
internal import Scenarios
import Support

/// The state of a policy at all its decision points, as JSON that can be saved and read back.
struct SavedLearning: Codable {
  /// The learner of one decision point, and by what its features and rewards are standardised.
  struct Point: Codable {
    var name: String
    var frame: PointFrame
    var state: AnyPolicy
  }

  /// Version of the format.
  static let version = 1

  /// Version of the format that this was written in.
  var journeylabLearning = Self.version
  /// Title of the scenario that it learned in.
  var scenario: String
  /// How it learns.
  var learner: String
  /// Markets that it has learned in; the next one has this number.
  var markets: Int
  /// The decision points, in file order.
  var points: [Point]

  private struct Label: Codable {
    var journeylabLearning: Int
    var scenario: String
    var learner: String
  }

  /// The state as JSON.
  func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(self)
  }

  /// Reads a state for a policy of a scenario.
  ///
  /// - Throws: ``ArgumentError`` if it is of another version, scenario, kind or set of decisions.
  static func read(
    _ data: Data, for spec: PolicySpec, scenario: Scenario, frames: [PointFrame]
  ) throws(ArgumentError) -> SavedLearning {
    func fault(_ part: String, found: String, allowed: String) -> ArgumentError {
      ArgumentError(
        "the saved state's \(part), start of \"\(spec.name)\"", found: found, allowed: allowed)
    }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let label = try? decoder.decode(Label.self, from: data) else {
      throw fault(
        "form", found: "no JSON object with journeylabLearning, scenario and learner",
        allowed: "a file that a run wrote to policies/")
    }
    guard label.journeylabLearning == version else {
      throw fault("version", found: "\(label.journeylabLearning)", allowed: "\(version)")
    }
    guard label.scenario == scenario.title else {
      throw fault(
        "scenario", found: "\"\(label.scenario)\"", allowed: "\"\(scenario.title)\"")
    }
    guard label.learner == spec.learner.rawValue else {
      throw fault("learner", found: label.learner, allowed: spec.learner.rawValue)
    }
    let saved: SavedLearning
    do {
      saved = try decoder.decode(SavedLearning.self, from: data)
    } catch let error as ArgumentError {
      throw error
    } catch {
      throw fault(
        "content", found: "something that does not fit", allowed: "the state as it was written")
    }
    let names = frames.map(\.learner)
    let found = saved.points.map(\.frame.learner)
    guard
      found.map(\.actions) == names.map(\.actions),
      found.map(\.features) == names.map(\.features),
      found.map(\.taskFeatures) == names.map(\.taskFeatures),
      saved.points.map(\.name) == scenario.learning?.decisions.map(\.name)
    else {
      throw fault(
        "decisions", found: "other decision points, actions or context",
        allowed: "those of the scenario")
    }
    return saved
  }
}
