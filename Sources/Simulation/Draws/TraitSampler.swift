import GSL
import Scenarios

/// Draws the traits of a customer, correlated by a Gaussian copula where the scenario says so.
struct TraitSampler: Sendable {
  private struct TraitTable: Sendable {
    var place: Place
    /// Row of the copula, or -1 for a trait that is correlated with no other.
    var copulaRow: Int
  }

  private let tables: [TraitTable]
  /// Distributions by segment and trait, segment-major.
  private let distributions: [Distribution]
  /// Simple distributions by segment and trait, to be sampled without touching references.
  private let primitives: [PrimitiveDistribution?]
  /// The same from the first words of a stream, where these mostly decide.
  private let firstWords: [FirstWords?]
  /// How correlated traits follow from normals, by segment and trait; empty without any.
  private let margins: [CopulaMargin]
  private let copula: GaussianCopula?
  private let copulaSize: Int

  var count: Int { tables.count }

  init(population: Population) throws(CompileError) {
    let correlated = population.traits.filter { trait in
      population.correlations.contains { $0.first == trait.name || $0.second == trait.name }
    }.map(\.name)
    tables = population.traits.map { trait in
      TraitTable(
        place: Place("trait", trait.name), copulaRow: correlated.firstIndex(of: trait.name) ?? -1)
    }
    var distributions: [Distribution] = []
    for segment in population.segments.indices {
      for trait in population.traits {
        distributions.append(
          try DistributionCompiler.compile(
            trait.distributions[segment], path: ["population", "traits", trait.name]))
      }
    }
    self.distributions = distributions
    primitives = distributions.map {
      if case .primitive(let primitive) = $0 { primitive } else { nil }
    }
    firstWords = primitives.map { $0.flatMap { FirstWords($0) } }
    copulaSize = correlated.count
    margins = correlated.isEmpty ? [] : distributions.map(CopulaMargin.init)
    copula = try Self.copula(of: correlated, population.correlations)
  }

  private static func copula(
    of names: [String], _ correlations: [Correlation]
  ) throws(CompileError) -> GaussianCopula? {
    guard !names.isEmpty else { return nil }
    var matrix = Matrix.identity(names.count)
    for correlation in correlations {
      guard let row = names.firstIndex(of: correlation.first),
        let column = names.firstIndex(of: correlation.second)
      else { continue }
      matrix[row, column] = correlation.ofNormals
      matrix[column, row] = correlation.ofNormals
    }
    do {
      return try GaussianCopula(correlation: matrix)
    } catch {
      throw CompileError(
        path: ["population", "correlations"],
        message: "the correlations contradict each other (their matrix is not positive definite)")
    }
  }

  /// Writes the customer's traits to `slots` from index 1 on.
  func draw(customer: UInt64, segment: Int, key: RandomKey, into slots: inout [Double]) {
    let row = segment * tables.count
    guard let copula else {
      for index in tables.indices {
        slots[1 + index] = sample(row + index, tables[index], customer, key)
      }
      return
    }
    var normals = [Double](repeating: 0, count: copulaSize)
    for table in tables where table.copulaRow >= 0 {
      var stream = self.stream(table, customer, key)
      normals[table.copulaRow] = StandardNormal.quantile(stream.uniformOpen())
    }
    copula.transform(&normals)
    for index in tables.indices {
      let table = tables[index]
      if table.copulaRow >= 0 {
        slots[1 + index] = margins[row + index].value(at: normals[table.copulaRow])
      } else {
        slots[1 + index] = sample(row + index, table, customer, key)
      }
    }
  }

  /// Whether traits are drawn one by one: none is correlated with another.
  var isIndependent: Bool { copula == nil }

  func place(of trait: Int) -> Place { tables[trait].place }

  /// How a trait follows from the first words of its stream, by segment.
  func firstWords(of trait: Int) -> [FirstWords?] {
    stride(from: trait, to: firstWords.count, by: tables.count).map { firstWords[$0] }
  }

  /// A trait that is correlated with no other.
  func sample(_ trait: Int, of customer: UInt64, segment: Int, key: RandomKey) -> Double {
    sample(segment * tables.count + trait, tables[trait], customer, key)
  }

  private func sample(
    _ index: Int, _ table: TraitTable, _ customer: UInt64, _ key: RandomKey
  ) -> Double {
    var stream = self.stream(table, customer, key)
    if let primitive = primitives[index] { return primitive.sample(using: &stream) }
    return distributions[index].sample(using: &stream)
  }

  private func stream(_ table: TraitTable, _ customer: UInt64, _ key: RandomKey) -> RandomStream {
    RandomStream(key: key, customer: customer, place: table.place, visit: 0, purpose: .trait)
  }
}
