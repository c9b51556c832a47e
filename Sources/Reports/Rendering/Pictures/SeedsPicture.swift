import Experiments
package import Studies
import Support

/// `seeds.svg`: what each of many seeds estimated, as stacked dots beside the truth.
///
/// A dot is one experiment; filled darkly where its test found a difference. The upright stroke with
/// an open diamond is the truth.
package struct SeedsPicture {
  package static let fileName = "seeds.svg"

  private static let quiet = "#a7b0bc"
  private static let found = "#0a63a8"
  private static let ink = "#1b2128"

  private struct Strip {
    let name: String
    /// Place of each column of dots by its number, and which of its dots found a difference,
    /// these first.
    let columns: [Int: [Bool]]
    let truth: Double?
  }

  private let result: SeedsResult
  private let strips: [Strip]
  private let ticks: AxisTicks
  private let width = 860
  private let left = 40.0
  private let right = 820.0
  private let head = 84.0
  private let stripHeight = 150.0
  /// Columns of dots over the width.
  private static let columns = 65

  /// Nil without estimates.
  package init?(_ result: SeedsResult) {
    let arms = result.plan.treatments
    let sizes = result.rows.compactMap(result.size) + arms.compactMap(result.trueSize) + [0]
    guard result.rows.contains(where: { result.size($0) != nil }),
      let least = sizes.min(), let most = sizes.max()
    else { return nil }
    let scale = result.isRelative || result.metric.unit == .percent ? 100.0 : 1
    let ticks = AxisTicks(from: least * scale, to: most * scale, about: 8)
    let (lower, upper) = ((ticks.values.first ?? 0) / scale, (ticks.values.last ?? 1) / scale)
    self.result = result
    self.ticks = ticks
    self.scale = scale
    range = (lower, upper)
    strips = arms.map { arm in
      var columns: [Int: [Bool]] = [:]
      for row in result.rows(of: arm) {
        guard let size = result.size(row) else { continue }
        let share = (size - lower) / (upper - lower)
        let column = min(Self.columns - 1, max(0, Int(share * Double(Self.columns))))
        columns[column, default: []].append(row.isSignificant)
      }
      return Strip(
        name: result.plan.arms[arm].name,
        columns: columns.mapValues { $0.sorted { $0 && !$1 } },
        truth: result.trueSize(arm))
    }
  }

  private let scale: Double
  private let range: (lower: Double, upper: Double)

  package var text: String {
    let title = "What \(result.seeds) experiments said, and what is true"
    let unit = result.isRelative ? "change against the control, %" : result.metric.name
    let note =
      "\(result.metric.name): \(unit); one dot an experiment, dark where the test found a"
      + " difference; stroke: the truth"
    let base = head + stripHeight * Double(strips.count)
    var canvas = SVGCanvas(
      width: width, height: Int(base) + 56, title: title,
      description: "\(note). Treatments: \(strips.map(\.name).joined(separator: ", ")).")
    canvas.write(title, at: (left, 30), size: 18, colour: Self.ink, isBold: true)
    canvas.write(note, at: (left, 51), size: 12, colour: "#5b6470")
    for tick in ticks.values {
      let place = x(tick / scale)
      canvas.line(
        (place, head), (place, base), colour: tick == 0 ? "#5b6470" : "#e6e6e2",
        width: tick == 0 ? 1.2 : 1)
      canvas.write(
        ticks.text(tick), at: (place, base + 18), size: 12, colour: "#5b6470", anchor: .middle)
    }
    canvas.write(
      unit, at: ((left + right) / 2, base + 42), size: 12, colour: "#5b6470", anchor: .middle)
    for (index, strip) in strips.enumerated() {
      draw(strip, base: head + stripHeight * Double(index + 1), on: &canvas)
    }
    return canvas.text
  }

  private func x(_ size: Double) -> Double {
    left + (size - range.lower) / (range.upper - range.lower) * (right - left)
  }

  private func draw(_ strip: Strip, base: Double, on canvas: inout SVGCanvas) {
    let width = (right - left) / Double(Self.columns)
    let tallest = strip.columns.values.map(\.count).max() ?? 1
    let room = stripHeight - 34
    let step = min(width, room / Double(max(1, tallest)))
    let radius = min(width / 2 - 0.4, max(1, step / 2))
    canvas.line((left, base), (right, base), colour: "#c9ced6")
    canvas.write(strip.name, at: (left, base - stripHeight + 22), size: 13, colour: Self.ink)
    for (column, dots) in strip.columns.sorted(by: { $0.key < $1.key }) {
      let place = left + (Double(column) + 0.5) * width
      for (height, isFound) in dots.enumerated() {
        canvas.circle(
          (place, base - radius - 1 - Double(height) * step), radius: radius,
          colour: isFound ? Self.found : Self.quiet)
      }
    }
    guard let truth = strip.truth else { return }
    let place = x(truth)
    let top = base - stripHeight + 30
    canvas.line((place, top), (place, base + 4), colour: Self.ink, width: 2.4)
    canvas.path(
      [(place, top - 6), (place + 6, top), (place, top + 6), (place - 6, top), (place, top - 6)],
      colour: Self.ink, width: 2)
    canvas.write(
      "truth", at: (place + 10, top + 4), size: 12, colour: Self.ink,
      anchor: place > right - 60 ? .end : .start)
  }
}
