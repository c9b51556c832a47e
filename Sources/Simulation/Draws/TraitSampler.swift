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
  private let samplers: [QuantileSampler]
  /// How correlated traits follow from normals, by segment and trait; empty without any.
  private let margins: [CopulaMargin]
  /// The normals, each at the first word of its trait.
  private let normal: QuantileSampler
  private let copula: GaussianCopula?
  private let copulaSize: Int

  var count: Int { tables.count }

  init(population: Population) throws(CompileError) {
    let correlated = population.traits.filter { trait in
      population.correlations.contains { $0.first == trait.name || $0.second == trait.name }
    }.map(\.name)
    tables = population.traits.map { trait in
      TraitTable(
        place: DrawPlace.trait(trait.name), copulaRow: correlated.firstIndex(of: trait.name) ?? -1)
    }
    var distributions: [Distribution] = []
    for segment in population.segments.indices {
      for trait in population.traits {
        distributions.append(
          try DistributionCompiler.compile(
            trait.distributions[segment], path: ["population", "traits", trait.name]))
      }
    }
    samplers = distributions.map(QuantileSampler.init)
    copulaSize = correlated.count
    margins = correlated.isEmpty ? [] : distributions.map(CopulaMargin.init)
    normal = QuantileSampler(.standardNormal)
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

  /// Whether traits are drawn one by one: none is correlated with another.
  var isIndependent: Bool { copula == nil }

  func place(of trait: Int) -> Place { tables[trait].place }

  /// How a trait that is correlated with no other is drawn.
  func sampler(of trait: Int, segment: Int) -> QuantileSampler {
    samplers[segment * tables.count + trait]
  }

  /// Writes the traits of the customer of a number to `slots` from index 1 on.
  func draw(customer: UInt64, segment: Int, key: RandomKey, into slots: inout [Double]) {
    func seats(_ table: TraitTable) -> Seats {
      Seats(key: key, customer: customer, place: table.place, purpose: .trait)
    }
    var normals = [Double](repeating: 0, count: copulaSize)
    for table in tables where table.copulaRow >= 0 {
      normals[table.copulaRow] = normal.value(
        seats(table), TraitSeat.value.rawValue, part: TraitSeat.part.rawValue)
    }
    copula?.transform(&normals)
    let row = segment * tables.count
    for (index, table) in tables.enumerated() {
      slots[1 + index] =
        table.copulaRow >= 0
        ? margins[row + index].value(at: normals[table.copulaRow])
        : samplers[row + index].value(
          seats(table), TraitSeat.value.rawValue, part: TraitSeat.part.rawValue)
    }
  }
}
