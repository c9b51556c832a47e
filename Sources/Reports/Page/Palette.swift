/// The colours of pages, in light and in dark, and what they are for.
///
/// Arms keep their colour and their shape through a page. The pairs were chosen so that people
/// with any colour vision tell them apart, together with the shapes.
enum Palette {
  struct Colour: Sendable, Equatable {
    /// Name of the style property, without its dashes.
    var name: String
    var light: String
    var dark: String
    /// Least contrast on a card: 4.5 for text, 3 for marks, nil where it only fills.
    var contrast: Double?

    init(_ name: String, _ light: String, _ dark: String, contrast: Double? = nil) {
      self.name = name
      self.light = light
      self.dark = dark
      self.contrast = contrast
    }
  }

  static let card = Colour("card", "#ffffff", "#1a2027")

  /// Treatments that have a colour of their own; further ones are told apart by their names.
  static let treatments = 5

  static let colours: [Colour] = [
    Colour("paper", "#fdfcf9", "#12161b"), card,
    Colour("ink", "#1b1f24", "#e6eaf0", contrast: 4.5),
    Colour("ink2", "#4a5260", "#b1bac6", contrast: 4.5),
    Colour("line", "#d8d5cc", "#39424d"), Colour("wash", "#f2f0ea", "#222a33"),
    Colour("brand", "#b34700", "#ff9c5b", contrast: 3),
    Colour("link", "#0a63a8", "#6db5f2", contrast: 4.5),
    Colour("a0", "#5b6470", "#a7b0bc", contrast: 4.5),
    Colour("a1", "#0a63a8", "#6db5f2", contrast: 4.5),
    Colour("a2", "#b34700", "#ff9c5b", contrast: 4.5),
    Colour("a3", "#00745a", "#4bcfa3", contrast: 4.5),
    Colour("a4", "#7a1fd1", "#e9d2ff", contrast: 4.5),
    Colour("a5", "#3d2a00", "#f7efa0", contrast: 4.5),
    Colour("more", "#0a63a8", "#6db5f2", contrast: 4.5),
    Colour("fewer", "#b34700", "#ff9c5b", contrast: 4.5),
    Colour("same", "#8a929d", "#7b8592", contrast: 3),
    Colour("ship", "#00624c", "#4bcfa3", contrast: 4.5),
    Colour("not", "#a32020", "#ff9a94", contrast: 4.5),
    Colour("wait", "#7a4b00", "#f2c46b", contrast: 4.5),
    Colour("k0", "#7c8490", "#8b95a2", contrast: 3),
    Colour("k1", "#9a7200", "#d9ae2e", contrast: 3),
    Colour("k2", "#7b58a8", "#b493e0", contrast: 3),
    Colour("k3", "#23282f", "#dfe4ea", contrast: 3),
  ]

  /// The colours as style properties: of the light theme, or of the dark one.
  static func properties(isDark: Bool) -> String {
    colours.map { "--\($0.name):\(isDark ? $0.dark : $0.light)" }.joined(separator: ";")
  }

  /// The style class of an arm's colour.
  static func arm(_ place: Int) -> String {
    place == 0 ? "a0" : "a\((place - 1) % treatments + 1)"
  }

  static func name(of role: Figure.Role) -> String {
    switch role {
    case .arm(let place): arm(place)
    case .truth: "truth"
    case .boundary: "bound"
    }
  }
}
