/// Limits that no policy may cross, applied to a context before anything is drawn.
package struct GuardrailMask: Sendable, Hashable, Codable {
  /// Least value an action may have, such as a price floor; nil for none.
  package var floor: Double?
  /// Most often that one customer may be met with an action other than the status quo.
  package var frequencyCap: Int?
  /// Greatest distance of an action's value from that of the status quo, such as a price spread.
  package var spread: Double?

  /// Collects limits.
  package init(floor: Double? = nil, frequencyCap: Int? = nil, spread: Double? = nil) {
    self.floor = floor
    self.frequencyCap = frequencyCap
    self.spread = spread
  }

  /// Forbids what crosses a limit; the status quo is always left, so that something may be done.
  ///
  /// - Parameters:
  ///   - context: Changed in `allowed`.
  ///   - values: What each action is worth or costs the customer, such as its price.
  ///   - exposures: How often the customer was met before.
  /// - Returns: How many actions were forbidden.
  @discardableResult
  package func apply(
    to context: inout Context, values: [Double], exposures: Int = 0
  ) -> Int {
    var forbidden = 0
    let usual = context.statusQuo
    for action in context.allowed.indices
    where context.allowed[action] && action != usual && values.indices.contains(action) {
      var crosses = false
      if let floor { crosses = values[action] < floor }
      if let frequencyCap { crosses = crosses || exposures >= frequencyCap }
      if let spread, values.indices.contains(usual) {
        crosses = crosses || abs(values[action] - values[usual]) > spread
      }
      if crosses {
        context.allowed[action] = false
        forbidden += 1
      }
    }
    if !context.allowed.contains(true), context.allowed.indices.contains(usual) {
      context.allowed[usual] = true
    }
    return forbidden
  }
}
