import Foundation
import MetaLearning
import Scenarios
import Support

/// The state of a policy at all its decision points, as JSON that can be saved and read back.
struct SavedLearning: Codable {
  /// The learner of one decision point, and by what its features and rewards are standardised.
  struct Point: Codable {
    var name: String
    var frame: PointFrame
    var state: AnyPolicy
  }

  static let version = 1
  /// Most bytes of a file that is read.
  static let maximumSize = 256 << 20

  /// Version of the format that this was written in.
  var journeylabLearning = Self.version
  var scenario: String
  var learner: String
  /// Markets that it has learned in; the next one has this number.
  var markets: Int
  var points: [Point]

  func data() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(self)
  }
}
