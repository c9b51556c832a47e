package import Foundation
package import Studies

/// The folder of one run, `results/<scenario>/<digest>/`.
package struct RunDirectory: Sendable {
  package let root: URL
  package let input: RunInput
  package let folder: URL

  /// Names the folder of a run; touches no file.
  package init(root: URL, input: RunInput) {
    self.root = root
    self.input = input
    folder = root.appending(path: input.folderName).appending(path: input.digest)
  }

  package var earlierRun: Manifest? {
    guard let manifest = Manifest(in: folder), manifest.digest == input.digest,
      manifest.isWhole(in: folder)
    else { return nil }
    return manifest
  }
}
