/// Path data of the lines of a stage graph.
enum FlowPaths {
  typealias Point = (x: Double, y: Double)

  private static func text(_ point: Point) -> String {
    "\(Drawing.number(point.x)) \(Drawing.number(point.y))"
  }

  /// A line that leaves and arrives level at every point.
  static func smooth(_ points: [Point]) -> String {
    guard let first = points.first else { return "" }
    var data = "M\(text(first))"
    var before = first
    for point in points.dropFirst() {
      let middle = (before.x + point.x) / 2
      data += "C\(text((middle, before.y))) \(text((middle, point.y))) \(text(point))"
      before = point
    }
    return data
  }

  static func straight(_ from: Point, _ to: Point) -> String { "M\(text(from))L\(text(to))" }

  /// Up from one point, level, and down to another.
  static func bridge(
    _ from: Point, _ to: Point, over y: Double, radius wanted: Double = 10
  ) -> String {
    let turn = to.x >= from.x ? 1.0 : -1.0
    let radius = min(wanted, abs(to.x - from.x) / 2)
    return "M\(text(from))V\(Drawing.number(y + radius))"
      + "Q\(text((from.x, y))) \(text((from.x + turn * radius, y)))"
      + "H\(Drawing.number(to.x - turn * radius))"
      + "Q\(text((to.x, y))) \(text((to.x, y + radius)))V\(Drawing.number(to.y))"
  }

  /// Level from one point and then down to another.
  static func elbow(_ from: Point, _ to: Point) -> String {
    "M\(text(from))Q\(text((to.x, from.y))) \(text((to.x, from.y + 12)))V\(Drawing.number(to.y))"
  }

  /// Centres of labels above, below and on a smooth line.
  static func places(beside points: [Point], width: Double) -> [Point] {
    guard points.count > 1 else { return [] }
    var places: [Point] = []
    let gaps = stride(from: 0, to: points.count - 1, by: 2)
    for share in [0.5, 0.4, 0.6] {
      for index in gaps {
        let (from, to) = (points[index], points[index + 1])
        let eased = share * share * (3 - 2 * share)
        let point = (x: from.x + share * (to.x - from.x), y: from.y + eased * (to.y - from.y))
        let reach = width / 2 + 15
        places += [(point.x, point.y - reach), (point.x, point.y + reach), point]
      }
    }
    return places
  }
}
