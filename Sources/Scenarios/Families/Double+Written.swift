extension Double {
  /// The number with at most so many decimals, as files write it: without an exponent.
  func withDecimals(_ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (self * scale).rounded()
    guard abs(scaled) < 9e15 else { return plainText }
    let units = Int64(scaled)
    let whole = String(units.magnitude / UInt64(scale))
    guard decimals > 0 else { return (units < 0 ? "-" : "") + whole }
    let rest = String(units.magnitude % UInt64(scale))
    let fraction = String(repeating: "0", count: decimals - rest.count) + rest
    return (units < 0 ? "-" : "") + whole + "." + fraction
  }

  /// The number exactly, as files write it: without an exponent.
  ///
  /// It must be finite.
  var plainText: String {
    let text = magnitude.description
    let sign = self < 0 ? "-" : ""
    let halves = text.split(separator: "e")
    let parts = halves[0].split(separator: ".")
    let whole = String(parts.first ?? "0")
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    guard halves.count == 2, let power = Int(halves[1]) else {
      return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
    let digits = whole + fraction
    let point = whole.count + power
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    guard point < digits.count else {
      return sign + digits + String(repeating: "0", count: point - digits.count)
    }
    return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
  }
}
