extension Totals {
  /// Adds the measures of journeys to their cells.
  mutating func add(_ outcomes: borrowing OutcomeColumns) {
    let (count, cells) = (outcomes.count, outcomes.cells)
    for index in 0..<count { countCustomer(in: Int(cells[index])) }
    for measure in 0..<measures {
      let values = outcomes[measure]
      for index in 0..<count where values[index] != 0 {
        add(values[index], of: measure, to: Int(cells[index]))
      }
    }
    for pair in pairs.indices {
      let numerators = outcomes[pairs[pair].numerator]
      let denominators = outcomes[pairs[pair].denominator]
      for index in 0..<count where numerators[index] != 0 && denominators[index] != 0 {
        add(numerators[index], times: denominators[index], of: pair, to: Int(cells[index]))
      }
    }
  }
}
