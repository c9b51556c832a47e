/// Limits that no policy may cross, applied to a context before anything is drawn.
package struct GuardrailMask: Sendable, Hashable, Codable {
  /// Least value an action may have, such as a price floor; nil for none.
  var floor: Double?
  /// Most often that one customer may be met with an action other than the status quo.
  var frequencyCap: Int?
  /// Greatest distance of an action's value from that of the status quo, such as a price spread.
  var spread: Double?

  package init(floor: Double? = nil, frequencyCap: Int? = nil, spread: Double? = nil) {
    self.floor = floor
    self.frequencyCap = frequencyCap
    self.spread = spread
  }

  /// Forbids what crosses a limit but never the status quo, and gives how many it forbade.
  ///
  /// `exposures` is how often the customer was met before.
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
