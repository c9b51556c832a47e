import Foundation
import GSL
import Testing

/// Independent reference figures beside these tests.
struct GoldenFile {
  private let content: [String: Any]

  init(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let data = try Data(contentsOf: folder.appending(path: name))
    content = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private init(content: [String: Any]) {
    self.content = content
  }

  static func text(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  var keys: [String] { content.keys.sorted() }

  func part(_ key: String) throws -> GoldenFile {
    GoldenFile(content: try #require(content[key] as? [String: Any]))
  }

  func has(_ key: String) -> Bool { content[key] != nil }

  func number(_ key: String) throws -> Double {
    try #require(content[key] as? NSNumber).doubleValue
  }

  func vector(_ key: String) throws -> [Double] {
    try #require(content[key] as? [NSNumber]).map(\.doubleValue)
  }

  func rows(_ key: String) throws -> [[Double]] {
    try #require(content[key] as? [[NSNumber]]).map { $0.map(\.doubleValue) }
  }

  func matrix(_ key: String) throws -> Matrix { try Matrix(rows(key)) }

  func matrices(_ key: String) throws -> [[[Double]]] {
    try #require(content[key] as? [[[NSNumber]]]).map { $0.map { $0.map(\.doubleValue) } }
  }
}
