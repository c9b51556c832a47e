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

  /// The state as JSON.
  func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(self)
  }
}
