/// A decision maker that does not keep to its part.
package struct DecisionError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// Gave another number of actions than there were moments.
    case wrongCount(asked: Int, given: Int)
    /// Chose an action that the decision point does not have.
    case unknownAction(Int, point: Int, actions: Int)
    /// Did not name a later time for its next update.
    case updateStandsStill(time: Double)
  }

  package var code: Code

  package var description: String {
    switch code {
    case .wrongCount(let asked, let given):
      "a decision maker was asked for \(asked) decisions and gave \(given)"
    case .unknownAction(let action, let point, let actions):
      "a decision maker chose action \(action) at decision point \(point); "
        + "it has actions 0 to \(actions - 1)"
    case .updateStandsStill(let time):
      "a decision maker that was updated at hour \(time) asks for the same update again"
    }
  }
}
