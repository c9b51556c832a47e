public import Foundation

/// The folder of one run, `results/<scenario>/<digest>/`.
public struct RunDirectory: Sendable {
  /// Where results of all scenarios lie.
  public let root: URL
  /// What went into the run.
  public let input: RunInput
  /// The folder's final place.
  public let folder: URL

  /// Names the folder of a run; touches no file.
  public init(root: URL, input: RunInput) {
    self.root = root
    self.input = input
    folder = root.appending(path: input.folderName).appending(path: input.digest)
  }

  /// The manifest of a whole earlier run of the same input, if there is one.
  public var earlierRun: Manifest? {
    guard let manifest = Manifest(in: folder), manifest.digest == input.digest,
      manifest.isWhole(in: folder)
    else { return nil }
    return manifest
  }
}
