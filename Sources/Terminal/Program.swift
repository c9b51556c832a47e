/// What the program is called in results.
package enum Program {
  /// The version, declared here only.
  package static let version = "0.2.0"
}
