package import Foundation

/// Reads scenario files.
///
/// A file is read into a tree, files that it extends are laid under it, changes are applied, and
/// the result is checked and decoded. Everything that is wrong is found in one pass.
package struct ScenarioReader {
  package init() {}

  /// Reads a scenario from a file, with changes such as `shipping.standard.fee=3.95` in order.
  ///
  /// Messages name the file as it is given relative to its base. Files that it extends lie below its
  /// own folder or one of those given.
  ///
  /// - Throws: everything that is wrong with the file, the files it extends, and the changes.
  package func read(
    file: URL, changes: [String] = [], extendingFrom folders: [URL] = []
  ) throws(ScenarioFaults) -> LoadedScenario {
    let name = file.deletingPathExtension().lastPathComponent
    return try load(name: name, changes: changes) { loader in
      loader.folders = folders
      return loader.load(file: file, named: file.relativePath)
    }
  }

  /// Reads a scenario from text, which cannot extend a file; messages call it by the name.
  package func read(
    text: String, name: String, changes: [String] = []
  ) throws(ScenarioFaults) -> LoadedScenario {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return try load(name: stem.isEmpty ? file : stem, changes: changes) { loader in
      loader.load(text: text, named: name)
    }
  }

  private func load(
    name: String, changes: [String], _ load: (inout FileLoader) -> Tree?
  ) throws(ScenarioFaults) -> LoadedScenario {
    let log = FaultLog()
    var loader = FileLoader(log: log)
    let loaded = load(&loader)
    guard let loaded else { throw log.faults(in: loader.sources) }
    let tree = CommandLineChanges(log: log).apply(changes, to: loaded, sources: &loader.sources)
    guard tree.mapping != nil else {
      log.report(
        tree.mark, "a scenario must be a map; found \(tree.summary)",
        note: "it begins with `journeylab: 1`")
      throw log.faults(in: loader.sources)
    }
    let scenario = ScenarioDecoder(log: log).decode(tree)
    let arms = Variations(log: log, tree: tree, base: scenario).arms()
    let family = FamilyCheck(log: log, tree: tree, base: scenario)
    let places = family.places()
    guard log.isEmpty else { throw log.faults(in: loader.sources) }
    let markets = DrawnMarkets(tree: tree, base: scenario, places: places)
    family.checkReach(markets)
    guard log.isEmpty else { throw log.faults(in: loader.sources) }
    // An A/A test draws the arms and changes nothing in any of them.
    let isAA = scenario.experiment.analysis.isAA
    return LoadedScenario(
      name: name, scenario: scenario, arms: isAA ? arms.map { _ in scenario } : arms,
      canonical: tree.canonical(FileShape.file), tree: tree, markets: markets,
      sources: loader.sources)
  }
}
