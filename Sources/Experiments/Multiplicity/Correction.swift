/// A correction of p-values for testing several hypotheses at once.
package enum Correction: String, Sendable, Equatable, CaseIterable, Codable {
  /// Dunnett's comparison of several treatments with one control (1955): family-wise error of
  /// tests that share the control's chance error; Bonferroni's between metrics.
  case dunnett
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
    case .dunnett: "Dunnett"
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
    case .dunnett: "dunnett"
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

  /// The correction of tests that share no control, for which Dunnett's says nothing: Holm's.
  package var withoutControl: Correction { self == .dunnett ? .holm : self }

  /// Adjusts the p-values of one family, which may then be compared with alpha.
  ///
  /// The result is in the same order, at most 1. Dunnett's needs more than p-values: see
  /// ``AnalysisPlan/judge(_:)``.
  package func adjust(_ pValues: [Double]) -> [Double] {
    // One test needs no correction; the formulas below would only round it.
    guard pValues.count > 1, self != .uncorrected else { return pValues }
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    let sorted = order.map { pValues[$0] }
    var result = pValues
    for (place, value) in zip(order, adjust(sorted: sorted)) { result[place] = min(1, value) }
    return result
  }

  /// The error level at which each p-value of one family is tested, in the same order.
  ///
  /// A p-value is below its level exactly where the correction rejects its hypothesis, so that an
  /// interval of confidence 1 - level agrees with the decision. Steps have their own levels: those
  /// of a step-down procedure end with the first that fails, those of a step-up procedure begin
  /// with the last that succeeds (for Benjamini and Hochberg's, the intervals of Benjamini and
  /// Yekutieli 2005, doi:10.1198/016214504000001907).
  package func levels(_ pValues: [Double], alpha: Double) -> [Double] {
    guard pValues.count > 1, self != .uncorrected else { return pValues.map { _ in alpha } }
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var result = pValues
    for (place, value) in zip(order, levels(sorted: order.map { pValues[$0] }, alpha: alpha)) {
      result[place] = value
    }
    return result
  }
}
