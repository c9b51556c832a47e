/// A scenario as read from a file, with its arms and the means to point at places in the file.
package struct LoadedScenario: Sendable {
  /// Name of the file, without folder and extension.
  package var name: String
  /// The scenario without any arm's changes.
  package var scenario: Scenario
  /// The scenario under each arm of the experiment, in the order of the arms.
  ///
  /// All have the stages, products, shipping options, traits and segments of the base, in its
  /// order, and the base's experiment.
  package var arms: [Scenario]
  /// The content of the file after `extends` and changes, as text for digests.
  ///
  /// Comments, spacing, quotes and the order of keys that the format names leave no trace in it.
  package var canonical: String

  let tree: Tree
  let markets: DrawnMarkets
  let sources: Sources

  /// Locates an error that was found later, such as by the compiler, in the file.
  ///
  /// The path holds keys from the top of the file, with numbers from 0 for items of lists; where it
  /// does not exist, the fault points at its nearest existing ancestor.
  package func faults(at path: [String], message: String) -> ScenarioFaults {
    var mark = Mark(file: tree.mark.file, line: tree.mark.line, column: tree.mark.column, length: 1)
    var place: Tree? = tree
    for key in path {
      switch place {
      case .mapping(let mapping, _)?:
        guard let entry = mapping[key] else {
          place = nil
          continue
        }
        place = entry.value
        mark = if case .scalar(let scalar) = entry.value { scalar.mark } else { entry.keyMark }
      case .sequence(let items, _)?:
        guard let index = Int(key), items.indices.contains(index) else {
          place = nil
          continue
        }
        place = items[index]
        mark = items[index].mark
      default: place = nil
      }
    }
    let log = FaultLog()
    log.report(mark, message)
    return log.faults(in: sources)
  }
}
