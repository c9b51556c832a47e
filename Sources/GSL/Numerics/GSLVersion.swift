import CKeyedRandom

/// The version of the GNU Scientific Library.
package enum GSLVersion {
  /// That of the library which the program runs with, such as `2.7.1`.
  package static let running = unsafe String(cString: keyed_random_gsl_version())
}
