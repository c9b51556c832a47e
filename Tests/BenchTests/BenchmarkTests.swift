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
    let core = try run(.e1, "K=4 sq=0.5 s0=0.1 hierts", worlds: 50)
    let alone = try run(.e1, "K=4 sq=0.5 s0=0.1 agnostic", worlds: 50)
    for result in core.values { #expect(abs(try #require(result.deviation)) < 4) }
    for result in alone.values { #expect(abs(try #require(result.deviation)) < 4) }
    let early = try #require(core["first20"]).mean / (try #require(alone["first20"])).mean
    #expect(early < 0.2)
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
