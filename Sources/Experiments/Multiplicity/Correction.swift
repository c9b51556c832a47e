/// A correction of p-values for testing several hypotheses at once.
package enum Correction: String, Sendable, Equatable, CaseIterable, Codable {
  /// Holm's step-down procedure (1979): family-wise error under any dependence.
  case holm
  /// Bonferroni: each p-value times the size of the family.
  case bonferroni
  /// Šidák: 1 - (1 - p)^m, family-wise error of independent tests.
  case sidak
  /// Holm's steps with Šidák's adjustment.
  case holmSidak
  /// Hochberg's step-up procedure (1988): family-wise error of non-negatively dependent tests.
  case hochberg
  /// Hommel's procedure (1988): closed Simes tests, stronger than Hochberg's.
  case hommel
  /// Benjamini and Hochberg (1995): share of false discoveries of independent tests.
  case benjaminiHochberg
  /// Benjamini and Yekutieli (2001): share of false discoveries under any dependence.
  case benjaminiYekutieli
  case uncorrected

  package var name: String {
    switch self {
    case .holm: "Holm"
    case .bonferroni: "Bonferroni"
    case .sidak: "Šidák"
    case .holmSidak: "Holm-Šidák"
    case .hochberg: "Hochberg"
    case .hommel: "Hommel"
    case .benjaminiHochberg: "Benjamini-Hochberg"
    case .benjaminiYekutieli: "Benjamini-Yekutieli"
    case .uncorrected: "no correction"
    }
  }

  package var shortName: String {
    switch self {
    case .holm: "holm"
    case .bonferroni: "bonferroni"
    case .sidak: "sidak"
    case .holmSidak: "holm_sidak"
    case .hochberg: "hochberg"
    case .hommel: "hommel"
    case .benjaminiHochberg: "bh"
    case .benjaminiYekutieli: "by"
    case .uncorrected: "none"
    }
  }

  /// Adjusts the p-values of one family, which may then be compared with alpha.
  ///
  /// The result is in the same order, at most 1.
  package func adjust(_ pValues: [Double]) -> [Double] {
    // One test needs no correction; the formulas below would only round it.
    guard pValues.count > 1, self != .uncorrected else { return pValues }
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    let sorted = order.map { pValues[$0] }
    var result = pValues
    for (place, value) in zip(order, adjust(sorted: sorted)) { result[place] = min(1, value) }
    return result
  }
}
