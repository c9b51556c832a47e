package import Foundation

extension URL {
  /// A file or folder as the user wrote it: `~` means a home folder to the shell, and nothing here.
  package init(asWritten path: String) {
    self.init(filePath: path.hasPrefix("~") ? "./" + path : path)
  }
}
