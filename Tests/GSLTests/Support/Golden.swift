import Testing

/// Compares with a golden value, relative to it.
func expectClose(
  _ value: Double, _ golden: Double, within tolerance: Double,
  _ location: SourceLocation = #_sourceLocation
) {
  let difference = abs(value - golden)
  #expect(
    value == golden || difference <= tolerance * abs(golden),
    "found \(value), expected \(golden)", sourceLocation: location)
}
