/// A sentence as data: words, and the values that it states.
///
/// Written by interpolation, so that it reads as it will be read:
/// `"From \(.count(200)) customers on, \(name) is \(.change(0.12)) better."`
package struct Sentence: Sendable, Hashable, Codable, ExpressibleByStringInterpolation {
  /// A stretch of words, or a value, which no line break divides.
  package enum Span: Sendable, Hashable, Codable {
    case words(String)
    case value(StatedValue)
  }

  package private(set) var spans: [Span]

  package init(_ words: String = "") {
    spans = words.isEmpty ? [] : [.words(words)]
  }

  package init(stringLiteral value: String) {
    self.init(value)
  }

  package init(stringInterpolation: Interpolation) {
    spans = stringInterpolation.sentence.spans
  }

  /// Takes words, values and other sentences one after the other.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var sentence = Sentence()

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      sentence.append(.words(literal))
    }

    package mutating func appendInterpolation(_ value: StatedValue) {
      sentence.append(.value(value))
    }

    package mutating func appendInterpolation(_ part: Sentence) {
      sentence += part
    }

    package mutating func appendInterpolation(_ words: String) {
      sentence.append(.words(words))
    }

    package mutating func appendInterpolation(_ number: Int) {
      sentence.append(.words(String(number)))
    }
  }

  private mutating func append(_ span: Span) {
    if case .words(let text) = span {
      guard !text.isEmpty else { return }
      if case .words(let before) = spans.last {
        spans[spans.count - 1] = .words(before + text)
        return
      }
    }
    spans.append(span)
  }

  package var isEmpty: Bool { spans.isEmpty }

  /// The sentence in words, every number rounded for people.
  package var text: String {
    spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value): NumberText.text(value)
      }
    }.joined()
  }

  package static func += (left: inout Sentence, right: Sentence) {
    for span in right.spans { left.append(span) }
  }

  package static func + (left: Sentence, right: Sentence) -> Sentence {
    var result = left
    result += right
    return result
  }
}

extension Sequence<Sentence> {
  package func joined(separator: String = "") -> Sentence {
    var result = Sentence()
    for (index, sentence) in enumerated() {
      if index > 0 { result += Sentence(separator) }
      result += sentence
    }
    return result
  }
}

extension Sentence {
  /// Joins clauses: "a, b and c".
  package static func list(_ items: [Sentence]) -> Sentence {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return "\(items.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// Joins names: "a, b and c".
  package static func list(_ names: [String]) -> Sentence {
    list(names.map { Sentence($0) })
  }

  /// A name that a person gave, apart from the words around it: `"from 35"`.
  package static func quoted(_ name: String) -> Sentence { "\"\(name)\"" }

  /// Joins such names: `"a", "b" and "c"`.
  package static func quoted(_ names: [String]) -> Sentence { list(names.map { .quoted($0) }) }

  /// The sentence with its first letter in upper case.
  package var capitalised: Sentence {
    guard case .words(let words) = spans.first else { return self }
    var result = self
    result.spans[0] = .words(words.prefix(1).uppercased() + words.dropFirst())
    return result
  }
}
