import Foundation

extension Correction {
  /// Levels of at least two rising p-values.
  func levels(sorted p: [Double], alpha: Double) -> [Double] {
    let ranks = 1...p.count
    let rejected = adjust(sorted: p).count { $0 < alpha }
    func level(_ rank: Int) -> Double { self.level(rank: rank, of: p.count, alpha: alpha) }
    switch self {
    case .uncorrected, .bonferroni, .sidak: return ranks.map(level)
    case .holm, .holmSidak, .dunnett: return ranks.map { level(min($0, rejected + 1)) }
    case .hochberg, .benjaminiHochberg, .benjaminiYekutieli:
      return ranks.map { level(max($0, rejected)) }
    case .hommel:
      let open = Self.unrejectedSize(p, alpha: alpha)
      return p.map { _ in alpha / Double(max(1, open)) }
    }
  }

  /// The level at which the p-value of a rank, from 1, is tested when its turn comes.
  private func level(rank: Int, of count: Int, alpha: Double) -> Double {
    let (rank, size) = (Double(rank), Double(count))
    switch self {
    case .uncorrected, .hommel: return alpha
    case .bonferroni: return alpha / size
    case .sidak: return -expm1(log1p(-alpha) / size)
    case .holm, .hochberg, .dunnett: return alpha / (size - rank + 1)
    case .holmSidak: return -expm1(log1p(-alpha) / (size - rank + 1))
    case .benjaminiHochberg: return rank * alpha / size
    case .benjaminiYekutieli:
      return rank * alpha / size / (1...count).reduce(0.0) { $0 + 1 / Double($1) }
    }
  }

  /// The size of the largest set of hypotheses that Simes's test does not reject (Hommel 1988,
  /// doi:10.1093/biomet/75.2.383); a single one is tested at alpha over it.
  private static func unrejectedSize(_ p: [Double], alpha: Double) -> Int {
    stride(from: p.count, to: 0, by: -1).first { size in
      (1...size).allSatisfy { rank in
        p[p.count - size + rank - 1] >= Double(rank) * alpha / Double(size)
      }
    } ?? 0
  }
}
