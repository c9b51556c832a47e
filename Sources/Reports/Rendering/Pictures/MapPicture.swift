package import Insight
import Support

/// `map.svg`: the customer journey from left to right, a lane for each segment.
///
/// A bar's height is the share of the lane's customers who reach the touchpoint; its dark part those
/// who order there or later.
package struct MapPicture {
  package static let fileName = "map.svg"

  private struct Column {
    let phase: String?
    let touchpoint: String
  }

  private struct Lane {
    let name: String
    let customers: Int
    let places: [JourneyMap.Place?]
  }

  /// Most touchpoints and segments that are drawn; the table has them all.
  private static let mostColumns = 14
  private static let mostLanes = 6

  private let columns: [Column]
  private let lanes: [Lane]
  private let leftOut: Int
  private let cases: Int

  private let left = 132.0
  private let top = 158.0
  private let step = 92.0
  private let laneHeight = 132.0
  private let barHeight = 76.0

  /// Lays the picture out; nil for a map without touchpoints.
  package init?(_ map: JourneyMap) {
    let reached = map.whole.sorted { $0.reached > $1.reached }.prefix(Self.mostColumns)
    guard let least = reached.last?.reached else { return nil }
    let drawn = map.whole.filter { $0.reached >= least }.prefix(Self.mostColumns)
    columns = drawn.map { Column(phase: $0.phase, touchpoint: $0.touchpoint) }
    leftOut = map.whole.count - columns.count
    cases = map.cases
    var lanes = [Self.lane("all", nil, map, columns)]
    var sizes: [(name: String, reached: Int)] = []
    for place in map.places {
      guard let segment = place.segment else { continue }
      if let known = sizes.firstIndex(where: { $0.name == segment }) {
        sizes[known].reached = max(sizes[known].reached, place.reached)
      } else {
        sizes.append((segment, place.reached))
      }
    }
    for segment in sizes.sorted(by: { $0.reached > $1.reached }).prefix(Self.mostLanes - 1) {
      lanes.append(Self.lane(segment.name, segment.name, map, columns))
    }
    self.lanes = lanes
  }

  private static func lane(
    _ name: String, _ segment: String?, _ map: JourneyMap, _ columns: [Column]
  ) -> Lane {
    let places = columns.map { column in
      map.places.first {
        $0.segment == segment && $0.touchpoint == column.touchpoint && $0.phase == column.phase
      }
    }
    let most = places.compactMap { $0?.reached }.max() ?? 0
    return Lane(name: name, customers: segment == nil ? map.cases : most, places: places)
  }

  package var text: String {
    let width = left + step * Double(columns.count) + 24
    let height = top + laneHeight * Double(lanes.count) + 40
    var canvas = SVGCanvas(
      width: Int(width), height: Int(height), title: "Map of the customer journey",
      description: """
        \(columns.count) touchpoints from left to right in the order in which customers meet them; \
        for each segment a bar of the share that reaches it, with the part that orders.
        """)
    canvas.write(
      "Customer journey: \(NumberText.text(.count(cases))) customers", at: (24, 34), size: 18,
      isBold: true)
    legend(&canvas)
    for (place, column) in columns.enumerated() { head(column, at: place, &canvas) }
    for (place, lane) in lanes.enumerated() { draw(lane, at: place, &canvas) }
    if leftOut > 0 {
      canvas.write(
        "\(leftOut) more touchpoints, met by fewer, are in map.csv.", at: (24, height - 14),
        size: 11, colour: Self.grey)
    }
    return canvas.text
  }

  private static let reachedColour = "#9ecae1"
  private static let orderColour = "#08519c"
  private static let grey = "#666666"

  private func legend(_ canvas: inout SVGCanvas) {
    box(24, 48, 12, 12, Self.reachedColour, &canvas)
    canvas.write("reach it (percent of the lane)", at: (42, 59), size: 12)
    box(230, 48, 12, 12, Self.orderColour, &canvas)
    canvas.write("and order there or later", at: (248, 59), size: 12)
    canvas.write(
      "Below a bar: share who order, median time to the next event.", at: (420, 59), size: 12)
  }

  private func head(_ column: Column, at place: Int, _ canvas: inout SVGCanvas) {
    let x = left + step * (Double(place) + 0.5)
    // The phase only where it says more than the touchpoint and is not the one before.
    let before = place > 0 ? columns[place - 1].phase : nil
    if let phase = column.phase, phase != column.touchpoint, phase != before {
      canvas.write(
        Self.short(phase, 14), at: (x, 86), size: 11, colour: Self.grey, anchor: .middle)
    }
    canvas.write(
      Self.short(column.touchpoint, 18), at: (x - 10, top - 14), size: 12, isBold: true, turned: -22
    )
  }

  private func draw(_ lane: Lane, at number: Int, _ canvas: inout SVGCanvas) {
    let y = top + laneHeight * Double(number)
    let base = y + barHeight + 16
    canvas.line((16, y), (left + step * Double(columns.count), y), colour: "#dddddd")
    canvas.write(Self.short(lane.name, 16), at: (24, y + 40), size: 13, isBold: true)
    canvas.write(
      NumberText.text(.count(lane.customers)) + " people", at: (24, y + 58), size: 11,
      colour: Self.grey)
    canvas.line((left, base), (left + step * Double(columns.count), base), colour: "#999999")
    for (column, place) in lane.places.enumerated() {
      guard let place, lane.customers > 0 else { continue }
      let x = left + step * (Double(column) + 0.5)
      let share = Double(place.reached) / Double(lane.customers)
      let order = Double(place.converted) / Double(lane.customers)
      box(x - 20, base - share * barHeight, 40, share * barHeight, Self.reachedColour, &canvas)
      box(x - 20, base - order * barHeight, 40, order * barHeight, Self.orderColour, &canvas)
      canvas.write(
        NumberText.text(.share(share, decimals: 0)), at: (x, base - share * barHeight - 4),
        size: 11,
        anchor: .middle)
      canvas.write(
        NumberText.text(
          .share(Double(place.converted) / Double(max(1, place.reached)), decimals: 0)),
        at: (x, base + 14), size: 11, colour: Self.orderColour, anchor: .middle, isBold: true)
      if let hours = place.hours.first {
        canvas.write(
          Self.time(hours), at: (x, base + 28), size: 11, colour: Self.grey, anchor: .middle)
      }
    }
  }

  private func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: String,
    _ canvas: inout SVGCanvas
  ) {
    canvas.polygon(
      [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour: colour)
  }

  private static func short(_ text: String, _ most: Int) -> String {
    text.count > most ? text.prefix(most - 1) + "…" : text
  }

  private static func time(_ hours: Double) -> String {
    switch hours {
    case ..<(1.5 / 60): NumberText.text(.fixed(hours * 3_600, decimals: 0)) + " s"
    case ..<1.5: NumberText.text(.fixed(hours * 60, decimals: 0)) + " min"
    case ..<48: NumberText.text(.fixed(hours, decimals: 0)) + " h"
    default: NumberText.text(.fixed(hours / 24, decimals: 0)) + " days"
    }
  }
}
