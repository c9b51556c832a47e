import Support

/// Estimates with intervals and truths, a table row each, on one scale.
///
/// Places along the scale are in percent of the strip's width: strips stretch, their words do not.
struct StripsPicture {
  private let strips: Figure.Strips
  private let scale: PictureScale

  init(_ strips: Figure.Strips) {
    self.strips = strips
    let marks = strips.rows.flatMap(\.marks)
    var needed = (marks.map(\.value) + strips.rows.map(\.truth)).compactMap { $0 }
    if strips.isDifference { needed.append(0) }
    scale = PictureScale(
      needed: needed, wished: marks.flatMap { [$0.low, $0.high] }.compactMap { $0 },
      unit: strips.unit, ticks: 5)
  }

  /// The heads of the table, the strips' among them.
  var heads: String {
    strips.headings.enumerated().map { index, heading in
      let style = index == 0 ? "" : index == 1 ? " class=\"s\"" : " class=\"r\""
      return "<th scope=\"col\"\(style)>\(PageText.html(heading))</th>"
    }.joined()
  }

  var rows: [String] {
    strips.rows.map { row in
      let badge = row.arm.map { Drawing.badge(.arm($0)) } ?? ""
      let cells = row.cells.enumerated().map { index, cell -> String in
        // On a phone, the heading stands before its cell.
        let heading =
          strips.headings.indices.contains(index + 2)
          ? PageText.escaped(PageText.plain(strips.headings[index + 2])) : ""
        return "<td class=\"r\" data-l=\"\(heading)\">\(PageText.html(cell))</td>"
      }.joined()
      return "<td class=\"nm\">\(badge)\(PageText.html(row.name))</td>"
        + "<td class=\"s\">\(strip(row))</td>\(cells)"
    }
  }

  var axis: String {
    var body = ""
    for tick in scale.ticks {
      body +=
        "<text x=\"\(place(tick.value))\" y=\"14\" text-anchor=\"middle\">\(tick.text)</text>"
    }
    return "<svg class=\"axis\">\(body)</svg>"
  }

  /// What a row of the foot needs beside the axis.
  var rest: String { strips.rows.first.map { $0.cells.map { _ in "<td></td>" }.joined() } ?? "" }

  private func strip(_ row: Figure.Strips.Row) -> String {
    var body = ""
    for tick in scale.ticks {
      let style = strips.isDifference && tick.isZero ? "zero" : "grid"
      let x = place(tick.value)
      body += "<line class=\"\(style)\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"28\"/>"
    }
    for mark in row.marks { body += interval(mark) }
    if let truth = row.truth { body += put(Drawing.truth(reach: 12), at: truth) }
    for mark in row.marks {
      guard let value = mark.value, case .arm(let arm) = mark.role else { continue }
      body += put(
        "<g class=\"\(Palette.arm(arm))\">\(Drawing.shape(arm))</g>", at: value)
    }
    // What it shows stands in the row's cells.
    return "<svg class=\"strip\" aria-hidden=\"true\">\(body)</svg>"
  }

  private func interval(_ mark: Figure.Strips.Mark) -> String {
    guard let low = mark.low, let high = mark.high else { return "" }
    let style = Palette.name(of: mark.role)
    let (left, right) = (scale.share(low), scale.share(high))
    let (from, to) = (min(max(left, 0), 1), min(max(right, 0), 1))
    var body =
      "<g class=\"\(style)\"><rect class=\"ci\" x=\"\(percent(from))\" y=\"9\""
      + " width=\"\(NumberText.fixed((to - from) * 94, decimals: 2))%\" height=\"10\"/>"
    for (end, inside, turn) in [(left, from, "M6-5L0 0 6 5z"), (right, to, "M-6-5L0 0-6 5z")] {
      body +=
        end == inside
        ? "<line class=\"end\" x1=\"\(percent(end))\" x2=\"\(percent(end))\" y1=\"8\" y2=\"20\"/>"
        : "<svg x=\"\(percent(inside))\" y=\"14\"><path class=\"arrow\" d=\"\(turn)\"/></svg>"
    }
    return body + "</g>"
  }

  private func put(_ shape: String, at value: Double) -> String {
    "<svg x=\"\(place(value))\" y=\"14\">\(shape)</svg>"
  }

  private func place(_ value: Double) -> String { percent(min(max(scale.share(value), 0), 1)) }

  /// A share of the scale as a place, with room at both ends for marks and words.
  private func percent(_ share: Double) -> String {
    NumberText.fixed(3 + share * 94, decimals: 2) + "%"
  }
}
