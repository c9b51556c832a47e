import Experiments
import Scenarios

extension Correction {
  /// The correction of a scenario's rules.
  init(_ rule: CorrectionRule) {
    switch rule {
    case .holm: self = .holm
    case .bonferroni: self = .bonferroni
    case .hochberg: self = .hochberg
    case .hommel: self = .hommel
    case .sidak: self = .sidak
    case .benjaminiHochberg: self = .benjaminiHochberg
    case .benjaminiYekutieli: self = .benjaminiYekutieli
    case .none: self = .uncorrected
    }
  }
}

extension FamilyScope {
  /// The family of a scenario's rules.
  init(_ family: TestFamily) {
    switch family {
    case .all: self = .all
    case .primary: self = .primary
    case .primaryAndGuardrails: self = .primaryAndGuardrails
    }
  }
}

extension Alternative {
  /// The alternative of a scenario's rules.
  init(_ hypothesis: Hypothesis) {
    switch hypothesis {
    case .twoSided: self = .twoSided
    case .greater: self = .greater
    case .less: self = .less
    }
  }
}
