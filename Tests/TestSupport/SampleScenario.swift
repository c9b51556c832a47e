/// A scenario as text, for the tests of all targets.
package struct SampleScenario: Sendable {
  /// Name of a file with the text.
  package let name: String
  /// The scenario.
  package let text: String
}
