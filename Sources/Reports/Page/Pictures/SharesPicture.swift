import Support

/// Bars that each stand for a whole, divided into named parts.
struct SharesPicture {
  private let shares: Figure.Shares

  init(_ shares: Figure.Shares) { self.shares = shares }

  private static func style(_ part: Int) -> String { "k\(part % 4)" }

  var legend: String {
    let items = shares.parts.enumerated().map { index, part in
      "<li><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"\(Self.style(index))\""
        + " width=\"12\" height=\"12\"/></svg>\(PageText.html(part))</li>"
    }
    return "<ul class=\"legend\">\(items.joined())</ul>"
  }

  var heads: String { "<th scope=\"col\"></th><th scope=\"col\" class=\"s\"></th>" }

  var rows: [String] {
    shares.rows.map { row in
      let note = row.note.isEmpty ? "" : "<br><small>\(PageText.html(row.note))</small>"
      var body = ""
      var start = 0.0
      for (part, share) in row.values.enumerated() where share > 0 {
        let (from, width) = (Self.percent(start), Self.percent(share))
        body +=
          "<rect class=\"\(Self.style(part)) seam\" x=\"\(from)\" y=\"4\" width=\"\(width)\""
          + " height=\"20\"/>"
        start += share
      }
      let label = zip(shares.parts, row.values).filter { $0.1 > 0 }.map { part, share in
        "\(PageText.plain(part)) \(PageText.text(.share(share, decimals: 0)))"
      }.joined(separator: ", ")
      return "<td class=\"nm\">\(PageText.html(row.name))\(note)</td><td class=\"s\">"
        + "<svg class=\"strip\" role=\"img\" aria-label=\"\(PageText.escaped(label))\">"
        + "<title>\(PageText.escaped(label))</title>\(body)</svg></td>"
    }
  }

  private static func percent(_ share: Double) -> String {
    NumberText.fixed(share * 100, decimals: 2) + "%"
  }
}
