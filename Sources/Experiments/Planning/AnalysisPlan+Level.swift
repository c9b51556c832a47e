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
    case .dunnett: dunnettLevel
    case .benjaminiYekutieli: alpha / count / (1...familySize).reduce(0.0) { $0 + 1 / Double($1) }
    }
  }

  /// The level of each of Dunnett's tests of the primary metric, where all arms vary alike.
  private var dunnettLevel: Double {
    let control = arms[control].share
    let distribution = MaximumDistribution(
      loadings: treatments.map { (arms[$0].share / (arms[$0].share + control)).squareRoot() },
      isTwoSided: alternative == .twoSided)
    return distribution.level(alpha: alpha / Double(max(1, familyMetrics.count)))
  }
}
