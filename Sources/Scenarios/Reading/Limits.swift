/// What a scenario file may cost before it is understood.
enum Limits {
  /// Bytes of one file.
  static let bytes = 1_000_000
  /// Values of one file, counting those that aliases repeat.
  static let nodes = 50_000
  /// Lists and maps within each other.
  static let nesting = 60
  /// Files that extend each other.
  static let extending = 8
}
