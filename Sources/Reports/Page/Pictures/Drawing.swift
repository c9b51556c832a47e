import Support

/// The inside of a picture in SVG; colours are classes of the page's style.
struct Drawing {
  private(set) var body = ""

  typealias Point = (x: Double, y: Double)

  /// A coordinate to a tenth of a unit; no number at all is drawn at 0.
  static func number(_ value: Double) -> String {
    value.isFinite ? NumberText.fixed(value, decimals: 1) : "0"
  }

  mutating func add(_ element: String) { body += element }

  mutating func line(_ from: Point, _ to: Point, _ style: String) {
    body +=
      "<line class=\"\(style)\" x1=\"\(Self.number(from.x))\" y1=\"\(Self.number(from.y))\""
      + " x2=\"\(Self.number(to.x))\" y2=\"\(Self.number(to.y))\"/>"
  }

  mutating func rectangle(
    _ from: Point, width: Double, height: Double, _ style: String, radius: Double = 0
  ) {
    body +=
      "<rect class=\"\(style)\" x=\"\(Self.number(from.x))\" y=\"\(Self.number(from.y))\""
      + " width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(max(0, height)))\""
      + (radius > 0 ? " rx=\"\(Self.number(radius))\"" : "") + "/>"
  }

  mutating func path(_ data: String, _ style: String, width: Double? = nil, title: String = "") {
    let stroke = width.map { " stroke-width=\"\(Self.number($0))\"" } ?? ""
    body +=
      title.isEmpty
      ? "<path class=\"\(style)\"\(stroke) d=\"\(data)\"/>"
      : "<path class=\"\(style)\"\(stroke) d=\"\(data)\"><title>\(PageText.escaped(title))"
        + "</title></path>"
  }

  mutating func text(
    _ text: String, at point: Point, anchor: String = "start", style: String = ""
  ) {
    let style = style.isEmpty ? "" : " class=\"\(style)\""
    let anchor = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
    body +=
      "<text\(style)\(anchor) x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\">"
      + "\(PageText.escaped(text))</text>"
  }

  /// An arm's mark at a point.
  mutating func mark(_ arm: Int, at point: Point) {
    body +=
      "<g transform=\"translate(\(Self.number(point.x)) \(Self.number(point.y)))\""
      + " class=\"\(Palette.arm(arm))\">\(Self.shape(arm))</g>"
  }

  /// The shape of an arm, around 0: ring, disc, square, triangles up and down, diamond.
  static func shape(_ arm: Int) -> String {
    switch arm == 0 ? 0 : (arm - 1) % Palette.treatments + 1 {
    case 0: "<circle class=\"mk ring\" r=\"4.6\"/>"
    case 1: "<circle class=\"mk\" r=\"5.2\"/>"
    case 2: "<path class=\"mk\" d=\"M-4.8-4.8h9.6v9.6h-9.6z\"/>"
    case 3: "<path class=\"mk\" d=\"M0-5.8L5.8 4.6H-5.8z\"/>"
    case 4: "<path class=\"mk\" d=\"M0 5.8L5.8-4.6H-5.8z\"/>"
    default: "<path class=\"mk\" d=\"M0-6.4L6.4 0 0 6.4-6.4 0z\"/>"
    }
  }

  /// The stroke and open diamond that mean the truth, on a line of a height around 0.
  static func truth(reach: Double) -> String {
    let low = number(reach)
    let top = number(-reach + 7)
    return "<path class=\"tru\" d=\"M0 \(low)V\(top)M0 \(number(-reach - 1))l3.8 4-3.8 4-3.8-4z\"/>"
  }

  /// The sign of a line beside its name: a mark for an arm, else a stretch of the line.
  static func lineBadge(_ role: Figure.Role) -> String {
    guard role == .truth else { return badge(role) }
    return "<svg class=\"shape truth\" viewBox=\"-8 -8 16 16\" aria-hidden=\"true\">"
      + "<path class=\"ln truth\" d=\"M-8 0H8\"/></svg>"
  }

  /// A shape beside a name, as a picture of its own.
  static func badge(_ role: Figure.Role) -> String {
    let inside =
      switch role {
      case .arm(let place): shape(place)
      case .truth: truth(reach: 8)
      case .boundary: "<path class=\"ln bound\" d=\"M-8 0H8\"/>"
      }
    return "<svg class=\"shape \(Palette.name(of: role))\" viewBox=\"-8 -8 16 16\""
      + " aria-hidden=\"true\">\(inside)</svg>"
  }

  /// The picture, which fills its place's width.
  func svg(width: Double, height: Double, label: String, style: String = "") -> String {
    "<svg class=\"pic \(style)\" viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
      + " role=\"img\" aria-label=\"\(PageText.escaped(label))\">\(body)</svg>"
  }
}
