import StudySupport
import TestSupport
import Testing

@testable import Results
@testable import Studies

@Suite struct `Tables of learning policies` {
  private func rows(_ table: CSVTable) throws -> [[String: String]] {
    try PlainCSV(String(decoding: table.bytes, as: UTF8.self)).records
  }

  private func number(_ row: [String: String], _ column: String) throws -> Double {
    let text = try #require(row[column], "\(column)")
    return try #require(Double(text), "\(column)")
  }

  @Test func `learning.csv has a row for each policy, replication, market and bin`() throws {
    let table = PolicyTable.make(LearningSample.outcome())
    let rows = try rows(table)
    #expect(rows.count == 5 * 2 * 3 * 3)
    #expect(table.rows == rows.count)
    let both = rows.filter {
      $0["policy"] == "core" && $0["market"] == "1" && $0["from_customer"] == "11"
    }
    #expect(both.map { $0["replication"] } == ["0", "1"])
    let row = try #require(both.first)
    #expect(row["part"] == "test")
    #expect(row["learner"] == "hierarchical")
    #expect(row["to_customer"] == "20")
    #expect(row["customers"] == "10")
    #expect(row["decisions"] == "20")
    // Rewards of 0.92 and 0.94 in the two replications.
    let rewards = try both.map { try number($0, "reward") }.sorted()
    #expect(abs(rewards[0] - 0.92) < 1e-12 && abs(rewards[1] - 0.94) < 1e-12)
    let regrets = try both.map { try number($0, "true_regret_context") }
    #expect(abs(regrets[0] + regrets[1] - 0.14) < 1e-12)
    let fixed = try both.map { try number($0, "true_regret_fixed") }
    #expect(abs(fixed[0] + fixed[1] - 0.04) < 1e-12)
    #expect(try number(row, "conversion") == 0.2)
    #expect(try number(row, "revenue") == 3)
    #expect(try number(row, "exploration") == 0.25)
  }

  @Test func `bins that no customer reached have no row`() throws {
    var outcome = LearningSample.outcome()
    for replication in 0..<2 {
      outcome.cells[outcome.cell(policy: 0, market: 2, bin: 2, replication: replication)] =
        LearningSums()
    }
    let table = PolicyTable.make(outcome)
    #expect(table.rows == 88)
  }

  @Test func `regret.csv adds up a market's regret and pairs policies with the agnostic one`()
    throws
  {
    let rows = try rows(RegretTable.make(LearningSample.outcome()))
    #expect(rows.count == 5 * 2 * 3)
    let row = try #require(
      rows.first {
        $0["policy"] == "core" && $0["yardstick"] == "context" && $0["to_customer"] == "20"
      })
    #expect(abs(try number(row, "regret") - 0.07) < 1e-12)
    // 10 × 0.20 + 10 × 0.07 in each market, 0.20 more or less by replication.
    #expect(abs(try number(row, "cumulative") - 2.7) < 1e-12)
    let width = 0.2 * 12.706204736174707
    #expect(abs(try number(row, "cumulative_upper") - (2.7 + width)) < 1e-9)
    #expect(row["against"] == "agnostic")
    #expect(abs(try number(row, "difference") + 0.33) < 1e-12)
    // The agnostic policy's regret moves by 3 cents where the core's moves by 1.
    #expect(abs(try number(row, "difference_se") - 0.02) < 1e-12)
    #expect(row["clusters"] == "2")
  }

  @Test func `with one replication the markets are the clusters`() throws {
    let outcome = LearningSample.outcome(replications: 1)
    let rows = try rows(RegretTable.make(outcome))
    #expect(rows.allSatisfy { $0["clusters"] == "2" })
    let learning = try self.rows(PolicyTable.make(outcome))
    #expect(learning.allSatisfy { $0["replication"] == "0" })
  }
}
