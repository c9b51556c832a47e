import MetaLearning
import Scenarios
package import Studies
import Support

/// `regret.svg`: regret per customer by the number of customers met in a new market.
package struct FewShotPicture {
  package static let fileName = "regret.svg"

  /// A policy's curve, by index of the bin.
  private struct Curve {
    let name: String
    let style: Int
    let points: [LearningOutcome.CurvePoint]
  }

  /// Colours that people with any colour vision tell apart on white (Okabe and Ito 2008), less
  /// the yellow, which is too light for lines.
  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#000000", "#cc79a7", "#e69f00", "#56b4e9",
  ]
  private static let dashes: [String?] = [nil, "7 4", "2 3", "9 3 2 3", "5 2", "1 2", "12 4"]

  private let outcome: LearningOutcome
  private let curves: [Curve]
  private let bins: [Int]
  private let scale: Double
  private let ticks: AxisTicks

  private let size = (width: 860.0, height: 480.0)
  private let left = 84.0
  private let right = 668.0
  private let top = 72.0
  private let bottom = 404.0

  /// Lays the picture out; nil without policies to compare or customers.
  package init?(_ outcome: LearningOutcome) {
    let shown = Self.shown(outcome)
    let all = shown.enumerated().map { style, policy in
      Curve(
        name: outcome.policies[policy].name, style: style,
        points: outcome.curve(.regretContext, policy: policy))
    }
    let curves = all.filter { !$0.points.isEmpty }
    guard let last = curves.flatMap(\.points).map(\.bin).max() else { return nil }
    self.outcome = outcome
    self.curves = curves
    bins = Array(0...last)
    scale = outcome.reward == .conversion ? 100 : 1
    // Whiskers of few clusters may be longer than all the rest: means decide the scale.
    let means = curves.flatMap(\.points).map(\.estimate.mean)
    let greatest = max(0, means.max() ?? 0)
    let least = min(0, means.min() ?? 0)
    let room = (greatest - least) * 0.35
    let ends = curves.flatMap(\.points).flatMap { [$0.estimate.lower, $0.estimate.upper] }
      .compactMap { $0 }
    let upper = min(greatest + room, max(greatest, ends.max() ?? greatest))
    let lower = max(least - room, min(least, ends.min() ?? least))
    ticks = AxisTicks(from: lower * scale, to: upper * scale, about: 6)
  }

  private static func shown(_ outcome: LearningOutcome) -> [Int] {
    let drawn = outcome.roles.curves
    return drawn.isEmpty ? Array(outcome.policies.indices.prefix(colours.count)) : drawn
  }

  package var text: String {
    let title = "What not knowing a new market costs"
    let note =
      "Regret per customer beside the best action for what is known of the customer;"
      + " bars: 95 % confidence over \(outcome.clusters.text)"
    var canvas = SVGCanvas(
      width: Int(size.width), height: Int(size.height), title: title,
      description: "\(note). Policies: \(curves.map(\.name).joined(separator: ", ")).")
    canvas.write(title, at: (left, 30), size: 18, colour: "#111111", isBold: true)
    canvas.write(note, at: (left, 51), size: 12, colour: "#555555")
    axes(on: &canvas)
    for curve in curves.reversed() { draw(curve, on: &canvas) }
    labels(on: &canvas)
    return canvas.text
  }

  // MARK: - Places

  private func x(_ bin: Int) -> Double {
    left + (Double(bin) + 0.5) / Double(bins.count) * (right - left)
  }

  private func y(_ value: Double) -> Double {
    guard let first = ticks.values.first, let last = ticks.values.last else { return bottom }
    let share = (value * scale - first) / (last - first)
    return bottom - min(max(share, 0), 1) * (bottom - top)
  }

  /// Shifts curves a little sideways, so that no whisker hides another.
  private func shift(_ curve: Curve) -> Double {
    (Double(curve.style) - Double(curves.count - 1) / 2) * min(6, 30 / Double(bins.count))
  }

  private func points(_ curve: Curve) -> [(x: Double, y: Double)] {
    curve.points.map { (x($0.bin) + shift(curve), y($0.estimate.mean)) }
  }

  // MARK: - Parts

  private func axes(on canvas: inout SVGCanvas) {
    for tick in ticks.values {
      let height = y(tick / scale)
      canvas.line((left, height), (right, height), colour: tick == 0 ? "#777777" : "#e2e2e2")
      canvas.write(
        ticks.text(tick), at: (left - 9, height + 4), size: 12, colour: "#444444", anchor: .end)
    }
    let isCrowded = bins.count > 9
    for bin in bins {
      canvas.line((x(bin), bottom), (x(bin), bottom + 5), colour: "#777777")
      canvas.write(
        outcome.label(ofBins: bin..<(bin + 1)).text, at: (x(bin), bottom + 20),
        size: isCrowded ? 9 : 12, colour: "#444444", anchor: .middle)
    }
    canvas.line((left, bottom), (right, bottom), colour: "#777777")
    canvas.write(
      "customers of the new market, in the order of their first decision",
      at: ((left + right) / 2, bottom + 48), anchor: .middle)
    canvas.write(
      "regret per customer (\(unit))", at: (24, (top + bottom) / 2), anchor: .middle, turned: -90)
  }

  private var unit: String {
    switch outcome.reward {
    case .conversion: "percentage points of conversion"
    case .orders: "orders"
    case .revenue: "\(outcome.currency.code) of revenue"
    case .margin: "\(outcome.currency.code) of margin"
    }
  }

  private func draw(_ curve: Curve, on canvas: inout SVGCanvas) {
    let colour = Self.colours[curve.style % Self.colours.count]
    let places = points(curve)
    for (point, place) in zip(curve.points, places) {
      guard let lower = point.estimate.lower, let upper = point.estimate.upper else { continue }
      canvas.line((place.x, y(lower)), (place.x, y(upper)), colour: colour, width: 1.2)
    }
    canvas.path(
      places, colour: colour, width: curve.style == 0 ? 3 : 2,
      dashes: Self.dashes[curve.style % Self.dashes.count])
    for place in places { mark(place, style: curve.style, colour: colour, on: &canvas) }
  }

  private func mark(
    _ place: (x: Double, y: Double), style: Int, colour: String, on canvas: inout SVGCanvas
  ) {
    let (x, y) = place
    let r = 5.0
    switch style % 4 {
    case 0: canvas.circle(place, radius: r, colour: colour)
    case 1:
      canvas.polygon(
        [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], colour: colour)
    case 2:
      canvas.polygon([(x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)], colour: colour)
    default:
      canvas.polygon(
        [(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)], colour: colour)
    }
  }

  /// Names the curves at their ends, pushed apart where they would overlap.
  private func labels(on canvas: inout SVGCanvas) {
    let gap = 18.0
    var ends = curves.compactMap { curve in
      points(curve).last.map { (curve: curve, end: $0, y: $0.y) }
    }.sorted { ($0.y, $0.curve.style) < ($1.y, $1.curve.style) }
    for index in ends.indices.dropFirst() {
      ends[index].y = max(ends[index].y, ends[index - 1].y + gap)
    }
    if let lowest = ends.last, lowest.y > bottom {
      ends[ends.count - 1].y = bottom
      for index in ends.indices.dropLast().reversed() {
        ends[index].y = min(ends[index].y, ends[index + 1].y - gap)
      }
    }
    for entry in ends {
      let colour = Self.colours[entry.curve.style % Self.colours.count]
      canvas.line((entry.end.x + 7, entry.end.y), (right + 14, entry.y), colour: "#bbbbbb")
      mark((right + 22, entry.y), style: entry.curve.style, colour: colour, on: &canvas)
      canvas.write(
        Self.shortened(entry.curve.name, to: 22), at: (right + 33, entry.y + 4), size: 13,
        colour: "#222222", isBold: entry.curve.style == 0)
    }
  }

  /// Cuts a name off with an ellipsis where it would leave the picture.
  private static func shortened(_ name: String, to length: Int) -> String {
    let clean = BrokenText.printable(name)
    return clean.count > length ? String(clean.prefix(length - 1)) + "…" : clean
  }
}
