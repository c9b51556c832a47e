/// Which visits of a customer belong to one session.
package enum SessionRule {
  /// The longest pause within a session, in seconds: 30 minutes, the default of Google Analytics 4.
  package static let longestPause = 1_800.0
}
