/// Centred sums of products of whole numbers, exact in 128 bits before any division.
enum ExactSums {
  /// Computes the sum of (x - mean x)(y - mean y) over the units, divided by `count - 1`.
  ///
  /// Both columns are first centred at the whole number below their mean, so that intermediate
  /// values stay near the size of the result; only the last step rounds.
  static func covariance(
    count: Int, sumX: Int64, sumY: Int64, sumOfProducts: Int128
  ) -> Double {
    guard count > 1 else { return 0 }
    let units = Int128(count)
    let (centreX, restX) = flooredDivision(Int128(sumX), by: units)
    let (centreY, restY) = flooredDivision(Int128(sumY), by: units)
    // Sum (x-a)(y-b) = Sxy - a Sy - b Sx + n a b, where n a = Sx - rest.
    let centred = sumOfProducts - centreX * Int128(sumY) - centreY * restX
    let correction = restX * restY
    let scaled = units.multipliedReportingOverflow(by: centred)
    let divisor = Double(count) * Double(count - 1)
    if !scaled.overflow {
      let whole = scaled.partialValue.subtractingReportingOverflow(correction)
      if !whole.overflow { return Double(whole.partialValue) / divisor }
    }
    // So large a sum of products dwarfs the correction, which is below count squared.
    return (Double(centred) - Double(correction) / Double(count)) / Double(count - 1)
  }

  private static func flooredDivision(
    _ value: Int128, by divisor: Int128
  ) -> (quotient: Int128, remainder: Int128) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
