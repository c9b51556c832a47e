import Support

/// Lines with bands along an axis, drawn for a width in units of a pixel.
struct CurvesPicture {
  private let curves: Figure.Curves
  private let width: Double
  private let height: Double
  private let scale: PictureScale
  private let left = 58.0
  private let top = 14.0
  private let labelRoom: Double

  init(_ curves: Figure.Curves, isNarrow: Bool) {
    self.curves = curves
    width = isNarrow ? 340 : 1000
    height = isNarrow ? 260 : 330
    labelRoom = isNarrow ? 10 : 150
    let values = curves.lines.flatMap(\.values).compactMap { $0 }
    let ends = curves.lines.flatMap { $0.low + $0.high }.compactMap { $0 }
    scale = PictureScale(needed: values + [0], wished: ends, unit: curves.unit)
  }

  private var right: Double { width - labelRoom }
  private var bottom: Double { height - 44 }

  private func x(_ index: Int) -> Double {
    let places = curves.places
    guard curves.names.isEmpty, let first = places.first, let last = places.last, last > first
    else {
      let step = (right - left) / Double(max(1, places.count))
      return left + (Double(index) + 0.5) * step
    }
    return left + (places[index] - first) / (last - first) * (right - left)
  }

  private func y(_ value: Double) -> Double {
    bottom - min(max(scale.share(value), -0.02), 1.02) * (bottom - top)
  }

  func svg(label: String, style: String) -> String {
    var drawing = Drawing()
    axes(on: &drawing)
    for line in curves.lines { band(line, on: &drawing) }
    for line in curves.lines.reversed() { draw(line, on: &drawing) }
    if width > 400 { names(on: &drawing) }
    return drawing.svg(width: width, height: height, label: label, style: style)
  }

  private func axes(on drawing: inout Drawing) {
    for tick in scale.ticks {
      let height = y(tick.value)
      drawing.line((left, height), (right, height), tick.isZero ? "zero" : "grid")
      drawing.text(tick.text, at: (left - 8, height + 4), anchor: "end", style: "tick")
    }
    for (index, text) in labels {
      drawing.text(text, at: (x(index), bottom + 18), anchor: "middle", style: "tick")
    }
    drawing.text(
      PageText.plain(curves.axis), at: ((left + right) / 2, height - 6), anchor: "middle")
  }

  /// Names of places below the axis, as many as stand apart.
  private var labels: [(index: Int, text: String)] {
    let texts = curves.places.indices.map { index in
      curves.names.isEmpty
        ? PageText.text(.setting(curves.places[index]))
        : PageText.plain(curves.names[index])
    }
    let longest = Double(texts.map(\.count).max() ?? 1) * 7 + 10
    let most = max(1, Int((right - left) / longest))
    let step = max(1, (texts.count + most - 1) / most)
    return texts.enumerated().filter { $0.offset % step == 0 }.map { ($0.offset, $0.element) }
  }

  private func band(_ line: Figure.Curves.Line, on drawing: inout Drawing) {
    let places = line.values.indices.compactMap { index -> (Double, Double, Double)? in
      guard line.low.indices.contains(index), line.high.indices.contains(index),
        let low = line.low[index], let high = line.high[index], low.isFinite, high.isFinite
      else { return nil }
      return (x(index), y(low), y(high))
    }
    guard places.count > 1 else { return }
    let there = places.map { "\(Drawing.number($0.0)) \(Drawing.number($0.2))" }
    let back = places.reversed().map { "\(Drawing.number($0.0)) \(Drawing.number($0.1))" }
    drawing.path(
      "M" + (there + back).joined(separator: "L") + "z", "band \(Palette.name(of: line.role))")
  }

  private func draw(_ line: Figure.Curves.Line, on drawing: inout Drawing) {
    let style = Palette.name(of: line.role)
    let points = line.values.enumerated().compactMap { index, value in
      value.map { (x: x(index), y: y($0)) }
    }
    if line.isDots {
      for point in points {
        drawing.add(
          "<circle class=\"dot \(style)\" cx=\"\(Drawing.number(point.x))\""
            + " cy=\"\(Drawing.number(point.y))\" r=\"2.6\"/>")
      }
      return
    }
    let data = points.map { "\(Drawing.number($0.x)) \(Drawing.number($0.y))" }
    drawing.path("M" + data.joined(separator: "L"), "ln \(style)")
    if case .arm(let arm) = line.role, points.count <= 12 {
      for point in points { drawing.mark(arm, at: point) }
    }
  }

  /// Names at the lines' ends, pushed apart where they would overlap.
  private func names(on drawing: inout Drawing) {
    var ends = curves.lines.filter { !$0.isDots }.compactMap { line in
      line.values.last.flatMap { $0 }.map { (line: line, y: y($0)) }
    }.sorted { $0.y < $1.y }
    for index in ends.indices.dropFirst() {
      ends[index].y = max(ends[index].y, ends[index - 1].y + 16)
    }
    if let last = ends.last, last.y > bottom {
      ends[ends.count - 1].y = bottom
      for index in ends.indices.dropLast().reversed() {
        ends[index].y = min(ends[index].y, ends[index + 1].y - 16)
      }
    }
    for end in ends {
      let name = PageText.plain(end.line.name)
      let short = name.count > 19 ? String(name.prefix(18)) + "…" : name
      drawing.text(
        short, at: (right + 12, end.y + 4), style: "b \(Palette.name(of: end.line.role))-t")
    }
  }
}
