import Support

/// A picture in Scalable Vector Graphics (SVG 1.1), written as text and the same everywhere.
struct SVGCanvas {
  /// Where a text stands beside its point.
  enum Anchor: String {
    case start, middle, end
  }

  private let width: Int
  private let height: Int
  private let title: String
  private let description: String
  private var body = ""

  /// Starts a white picture; title and description are for those who cannot see it.
  init(width: Int, height: Int, title: String, description: String) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
  }

  var text: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
    viewBox="0 0 \(width) \(height)" role="img" font-family="Helvetica, Arial, sans-serif">
    <title>\(Self.escaped(title))</title>
    <desc>\(Self.escaped(description))</desc>
    <rect width="\(width)" height="\(height)" fill="#ffffff"/>
    \(body)</svg>

    """
  }

  mutating func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), colour: String,
    width: Double = 1, dashes: String? = nil
  ) {
    add(
      "line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\""
        + " y2=\"\(number(to.y))\"" + stroke(colour, width, dashes))
  }

  mutating func path(
    _ points: [(x: Double, y: Double)], colour: String, width: Double, dashes: String? = nil
  ) {
    guard points.count > 1 else { return }
    add(
      "polyline points=\"\(list(points))\" fill=\"none\" stroke-linejoin=\"round\""
        + stroke(colour, width, dashes))
  }

  /// Fills a shape with corners, with a thin white rim that sets it off from what it lies on.
  mutating func polygon(_ points: [(x: Double, y: Double)], colour: String) {
    add("polygon points=\"\(list(points))\" fill=\"\(colour)\" stroke=\"#ffffff\"")
  }

  mutating func circle(_ centre: (x: Double, y: Double), radius: Double, colour: String) {
    add(
      "circle cx=\"\(number(centre.x))\" cy=\"\(number(centre.y))\" r=\"\(number(radius))\""
        + " fill=\"\(colour)\" stroke=\"#ffffff\"")
  }

  /// Writes a text, turned by so many degrees around its point.
  mutating func write(
    _ text: String, at point: (x: Double, y: Double), size: Int = 13, colour: String = "#333333",
    anchor: Anchor = .start, isBold: Bool = false, turned degrees: Int = 0
  ) {
    let turn =
      degrees == 0 ? "" : " transform=\"rotate(\(degrees) \(number(point.x)) \(number(point.y)))\""
    body +=
      "<text x=\"\(number(point.x))\" y=\"\(number(point.y))\" font-size=\"\(size)\""
      + " fill=\"\(colour)\" text-anchor=\"\(anchor.rawValue)\""
      + (isBold ? " font-weight=\"bold\"" : "") + "\(turn)>\(Self.escaped(text))</text>\n"
  }

  private mutating func add(_ element: String) { body += "<\(element)/>\n" }

  private func stroke(_ colour: String, _ width: Double, _ dashes: String?) -> String {
    " stroke=\"\(colour)\" stroke-width=\"\(number(width))\""
      + (dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "")
  }

  private func list(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// A coordinate to a tenth of a pixel; no number at all is drawn at 0.
  private func number(_ value: Double) -> String {
    value.isFinite ? NumberText.fixed(value, decimals: 1) : "0"
  }

  private static func escaped(_ text: String) -> String {
    var safe = ""
    for character in BrokenText.printable(text) {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      default: safe.append(character)
      }
    }
    return safe
  }
}
