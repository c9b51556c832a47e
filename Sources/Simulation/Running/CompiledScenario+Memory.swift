import Scenarios
package import Support

/// What a run may take of memory, checked before it takes any.
extension CompiledScenario {
  /// Most bytes for the customers of one market who share stock: all may wait at once.
  static let mostWaitingBytes = 4e9
  /// Most sums that are kept; one takes up to 32 bytes for each thread.
  static let mostSums = 10e6

  /// Checks the customers that a shared market may hold, and the sums of all arms, segments, days
  /// and stages.
  /// - Throws: `CompileError` that names what there is too much of.
  func checkMemory() throws(CompileError) {
    if sharesState {
      let bytes = Double(Crowd.mostBytesPerCustomer(models: models))
      guard expectedCustomers * bytes <= Self.mostWaitingBytes else {
        let most = Int(Self.mostWaitingBytes / bytes / 1e6) * 1_000_000
        throw CompileError(
          path: ["market", "arrivals"],
          message: "\(Int(expectedCustomers)) customers who share stock; at most \(most) fit into"
            + " \(Int(Self.mostWaitingBytes / 1e9)) GB")
      }
    }
    let days = max(1, (scenario.market.horizonHours / 24).rounded(.up))
    let (arms, segments) = (Double(models.count), Double(scenario.population.segments.count))
    let stages = Double(scenario.journey.stages.count)
    let channels = plan.keepsChannels ? Double(max(1, scenario.market.channels.count)) : 1
    let pairs = Double(max(1, plan.measures.count * (1 + plan.covariates.count)))
    let sums =
      arms * pairs * (days + segments * (channels + Self.rollOutParts) + Double(plan.looks))
      + arms * segments * stages * (3 + Double(DwellHistogram.bins) / 2)
    guard sums <= Self.mostSums else {
      throw CompileError(
        path: ["experiment"],
        message: "\(Int(arms)) arms × \(plan.metrics.count) metrics × \(Int(segments)) segments ×"
          + " \(Int(days)) days × \(Int(stages)) stages are too many sums to keep: about"
          + " \(Int(sums / 1e6)) million; allowed are \(Int(Self.mostSums / 1e6)) million")
    }
  }

  /// Checks that what a study keeps of each customer to its end fits into memory.
  /// - Throws: `ArgumentError` that names the most customers who do.
  package func checkKept(bytesPerCustomer: Double) throws(ArgumentError) {
    guard expectedCustomers * bytesPerCustomer > Self.mostWaitingBytes else { return }
    let most = Int(Self.mostWaitingBytes / bytesPerCustomer / 1e5) * 100_000
    throw ArgumentError(
      "customers", found: "\(Int(expectedCustomers))",
      allowed: "at most \(most), as what each of them does is kept, in 4 GB")
  }

  /// Parts of the roll-outs that are told apart, at most.
  private static let rollOutParts = 50.0
}
