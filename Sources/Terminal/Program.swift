import Foundation

/// What the program is called in results.
package enum Program {
  /// The version, declared here only.
  package static let version = "0.4.0"

  /// Makes the process one whose files and signals do what they should; before anything else.
  ///
  /// Files that were closed when the program started are opened, so that no result file gets their
  /// number and with it what is meant for the terminal: in a way in which using them fails. A
  /// write that cannot be done is an error of the write, not the end of the program.
  package static func prepare() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is the one that is missing.
      _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  }
}
