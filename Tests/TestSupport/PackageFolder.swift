package import Foundation

/// Files of this package, and data that may lie beside it.
package enum PackageFolder {
  /// The folder of `Package.swift`.
  package static let url = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder by its path from the package's folder.
  package static func file(_ path: String) -> URL { url.appending(path: path) }

  /// The scenario files in a folder, by name.
  package static func scenarios(in path: String) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: file(path), includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// Finds a file of the folder `shared` beside the package, or where the environment says.
  package static func shared(_ path: String) -> String? {
    var places = [url.deletingLastPathComponent().appending(path: "shared")]
    if let named = ProcessInfo.processInfo.environment["JOURNEYLAB_SHARED"] {
      places.insert(URL(filePath: named), at: 0)
    }
    return places.map { $0.appending(path: path).path }
      .first { FileManager.default.isReadableFile(atPath: $0) }
  }
}
