import Foundation
package import Support

/// Features of a context or an action: names and numbers, as Vowpal Wabbit and obp want them.
///
/// Text becomes a feature "key=value" of 1, a number keeps its key and value, true is a feature of
/// 1 and false none; text comes first, then numbers, then truths.
package struct LogFeatures {
  private static let separators: Set<Unicode.Scalar> = [" ", ":", "|", "\t", "\n", "\r"]

  package private(set) var items: [(name: String, value: Double)] = []

  package init(_ value: JSON) {
    let members = value.members?.entries ?? []
    for member in members {
      if case .text(let text) = member.value { items.append(("\(member.key)=\(text)", 1)) }
    }
    for member in members {
      if let number = member.value.number { items.append((member.key, number)) }
    }
    for member in members {
      if case .boolean(true) = member.value { items.append((member.key, 1)) }
    }
  }

  /// Features in Vowpal Wabbit's text format; what separates there is replaced.
  var vowpalText: String {
    items.map { item in
      let name = String(
        String.UnicodeScalarView(
          item.name.unicodeScalars.map { Self.separators.contains($0) ? "_" : $0 }))
      return item.value == 1 && item.name.contains("=")
        ? name : "\(name):\(Self.general(item.value, digits: 6))"
    }.joined(separator: " ")
  }

  var object: JSON {
    .object(JSON.Members(items.map { ($0.name, .number($0.value)) }))
  }

  /// At most so many significant digits, without trailing zeros, as C's %g writes.
  static func general(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)g", value)
  }
}
