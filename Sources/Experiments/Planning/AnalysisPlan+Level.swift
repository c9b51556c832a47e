import Foundation

extension AnalysisPlan {
  /// The error level at which the plan tests one treatment on the primary metric as long as no
  /// other test of its family has been won.
  package var levelOfOneTest: Double {
    let count = Double(max(1, familySize))
    return switch correction {
    case .uncorrected: alpha
    case .sidak, .holmSidak: 1 - pow(1 - alpha, 1 / count)
    case .holm, .bonferroni, .hochberg, .hommel, .benjaminiHochberg: alpha / count
    case .benjaminiYekutieli: alpha / count / (1...familySize).reduce(0.0) { $0 + 1 / Double($1) }
    }
  }
}
