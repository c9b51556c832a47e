import Reports
import Testing

@testable import journeylab_bench

/// Fifty worlds of each row; the full tables are `journeylab-bench learners`.
@Suite struct `Regret in small tables` {
  private func run(_ table: LearningTable, _ label: String, worlds: Int) throws
    -> [String: BanditBenchmark.Result]
  {
    let benchmark = try #require(table.benchmarks.first { $0.label == label })
    let results = try benchmark.run(replications: worlds, seed: 11, threads: 2)
    return Dictionary(uniqueKeysWithValues: results.map { ($0.statistic, $0) })
  }

  @Test(
    arguments: [
      (LearningTable.e2, "mixts", 50), (.e2, "metats", 50), (.e3, "seq hierucb", 10),
      (.e3, "conc hierts", 10), (.e5, "s0=0.1 grid", 10),
      (.e6, "hier batch=150 delay=0 none", 10), (.e6, "hier batch=10 delay=50 wait", 3),
      (.e8, "abrupt cusum 10.0", 10), (.e8, "rw window 300", 10),
    ])
  func `agrees with an independent simulation`(
    table: LearningTable, label: String, worlds: Int
  ) throws {
    for result in try run(table, label, worlds: worlds).values {
      let deviation = try #require(result.deviation)
      #expect(abs(deviation) < 4, "\(result.statistic): \(result.mean)")
    }
  }

  @Test func `is small on a new task once other tasks have taught the mean`() throws {
    let core = try run(.e1, "K=4 sq=0.5 s0=0.1 hierts", worlds: 20)
    let alone = try run(.e1, "K=4 sq=0.5 s0=0.1 agnostic", worlds: 20)
    for result in core.values { #expect(abs(try #require(result.deviation)) < 4) }
    for result in alone.values { #expect(abs(try #require(result.deviation)) < 4) }
    let early = try #require(core["first20"]).mean / (try #require(alone["first20"])).mean
    #expect(early < 0.2)
  }

  /// HierTS draws the mean of all tasks, AdaTS integrates it out: one distribution, two runs.
  @Test func `is that of HierTS and of AdaTS by different draws`() throws {
    let core = try run(.e1, "K=2 sq=0.5 s0=0.1 hierts", worlds: 20)
    let adaptive = try run(.e1, "K=2 sq=0.5 s0=0.1 adats", worlds: 20)
    let scaled = try ["hierts", "adats"].map { name in
      let label = "K=2 sq=0.5 s0=0.1 \(name)"
      let benchmark = try #require(LearningTable.armBenchmarks(0.5).first { $0.label == label })
      return try benchmark.run(replications: 5, seed: 11, threads: 2).map(\.mean)
    }
    #expect(scaled[0] != scaled[1])
    for (name, result) in core {
      let other = try #require(adaptive[name])
      #expect(result.mean != other.mean, "\(name)")
      let deviations = [try #require(result.deviation), try #require(other.deviation)]
      #expect(deviations.allSatisfy { abs($0) < 4 }, "\(name)")
    }
  }

  /// Products on demand curves around a hyper-prior that is known.
  @Test func `is least for prices that know the mean of all demand curves`() throws {
    var means: [String: [String: Double]] = [:]
    for benchmark in LearningTable.e4.benchmarks {
      for result in try benchmark.run(replications: 8, seed: 5, threads: 2) {
        #expect(result.reference == nil && result.mean > 0)
        means[result.label, default: [:]][result.statistic] = result.mean
      }
    }
    func mean(_ label: String, _ statistic: String) throws -> Double {
      try #require(means[label]?[statistic])
    }
    // Without other products all learn the first alike; the last is known from them.
    #expect(try mean("hier", "task1") < 2 * mean("agnostic", "task1"))
    #expect(try mean("oracle", "total") < mean("hier", "total"))
    #expect(try mean("hier", "total") < 0.8 * mean("agnostic", "total"))
    #expect(try mean("hier", "first20") < 0.5 * mean("agnostic", "first20"))
    #expect(try mean("agnostic", "total") < mean("own weights", "total"))
  }

  @Test func `can be asked for in a world of one's own`() throws {
    let world = ArmWorld(
      actions: 3, hyperDeviation: 0.4, taskDeviation: 0.2, tasks: 5, rounds: 50)
    func totals(_ world: ArmWorld, _ scale: Double?) throws -> [String: Double] {
      var totals: [String: Double] = [:]
      for benchmark in LearningTable.armBenchmarks(world, scale) {
        let results = try benchmark.run(replications: 8, seed: 5, threads: 2)
        let total = try #require(results.first { $0.statistic == "total" })
        #expect(total.reference == nil && total.upper >= total.mean)
        totals[benchmark.label] = total.mean
      }
      return totals
    }
    let usual = try totals(world, nil)
    #expect(usual.count == 8)
    let oracle = try #require(usual["K=3 sq=0.4 s0=0.2 oracle"])
    let flat = try #require(usual["K=3 sq=0.4 s0=0.2 flat"])
    #expect(oracle > 0 && oracle < flat && flat < 5 * 50 * 1.5)
    // Less exploration changes every Thompson sampler, and nothing else.
    let bold = try totals(world, 0.5)
    for (label, total) in usual { #expect((bold[label] == total) == label.hasSuffix("ucb1")) }
    var longer = world
    longer.rounds = 100
    let more = try totals(longer, nil)
    for (label, total) in usual { #expect(try #require(more[label]) > total) }
  }

  @Test func `does not depend on threads`() throws {
    let benchmark = try #require(LearningTable.e2.benchmarks.first)
    let one = try benchmark.run(replications: 5, seed: 3, threads: 1)
    let three = try benchmark.run(replications: 5, seed: 3, threads: 3)
    #expect(one == three)
  }

  @Test(arguments: [60, 160]) func `is told beside the reference at any width`(width: Int) throws {
    let benchmark = try #require(LearningTable.e2.benchmarks.first)
    let results = try benchmark.run(replications: 2, seed: 3, threads: 1)
    let text = TextRenderer(width: width).render(LearningTable.e2.document(results, worlds: 2))
    for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    #expect(text.contains("12.779 ±0.168"))
  }
}
