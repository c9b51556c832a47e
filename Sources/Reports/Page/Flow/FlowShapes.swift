/// A rectangle of a picture, its origin at the top left.
struct FlowBox: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }
  var middle: Double { y + height / 2 }
  var centre: Double { x + width / 2 }

  /// Whether two overlap or stand closer together than a margin.
  func meets(_ other: FlowBox, margin: Double = 0) -> Bool {
    x < other.right + margin && other.x < right + margin && y < other.bottom + margin
      && other.y < bottom + margin
  }
}

/// A way as it is drawn: a smooth line through points, and where its label may stand.
struct FlowWay {
  var edge: Int
  /// Path data.
  var data: String
  var width: Double
  /// Where its arrow points down at, if it has one.
  var tip: (x: Double, y: Double)?
  /// Centres of places for the label, the best first.
  var places: [(x: Double, y: Double)]
}

/// Two ends of a way that leads to another row, under the same letter.
struct FlowStub {
  var edge: Int
  var letter: String
  var from: (x: Double, y: Double)
  var to: (x: Double, y: Double)
}

struct FlowRail {
  var stage: Int
  var box: FlowBox
}

struct FlowLabel {
  var edge: Int
  var box: FlowBox
  /// People, and the difference, a line each.
  var lines: [String]
}
