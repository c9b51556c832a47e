import Insight
import TestSupport
import Testing

@Suite struct SegmentTests {
  @Test func `features of a log by hand`() {
    let day = 86_400.0
    let log = EventLog(
      cases: ["a", "b"], caseOfEvent: [0, 1, 0, 0, 1],
      times: [0, 0, 60, 3 * day, 10 * day],
      activities: EventLog.Labels(codes: [0, 0, 1, 1, 0], names: ["look", "buy"]),
      isOrder: [false, false, true, true, false], values: [.nan, .nan, 20, 5, .nan])
    let features = CustomerFeature.all(of: log)
    #expect(features.map(\.kind) == [.recency, .orders, .money, .sessions])
    #expect(features.map(\.values) == [[7, 0], [2, 0], [25, 0], [2, 2]])
    // Sessions do not differ; of the others each repeats the first of two customers.
    let table = CustomerFeature.table(features)
    #expect(table.kinds == [.recency])
    #expect(largestDifference(table.rows.map { $0[0] }, [1, -1]) < 1e-12)
  }

  @Test func `k-means and the mixture agree with scikit-learn`() throws {
    let golden = try GoldenFile("insight.json")
    let rows = try golden.rows("rows")
    let means = KMeans(rows, from: try golden.rows("start"))
    #expect(means.labels == (try golden.vector("labels")).map { Int($0) })
    #expect(isClose(means.inertia, try golden.number("inertia"), within: 1e-9))
    for (centre, reference) in zip(means.centres, try golden.rows("centres")) {
      #expect(largestDifference(centre, reference) < 1e-9)
    }
    let mixture = try GaussianMixture(
      rows, labels: means.labels, groups: 3, tolerance: 1e-13, mostRounds: 3_000)
    #expect(
      isClose(
        mixture.meanLogLikelihood, try golden.number("mean_log_likelihood"), within: 1e-7))
    #expect(isClose(mixture.bic, try golden.number("bic"), within: 1e-7))
    let order = mixture.means.indices.sorted { mixture.means[$0][0] < mixture.means[$1][0] }
    #expect(
      largestDifference(order.map { mixture.weights[$0] }, try golden.vector("weights")) < 1e-5)
    for (place, reference) in zip(order, try golden.rows("means")) {
      #expect(largestDifference(mixture.means[place], reference) < 1e-4)
    }
  }

  @Test func `keyed starts find the groups again, the same for the same seed`() throws {
    let golden = try GoldenFile("insight.json")
    let rows = try golden.rows("rows")
    let found = KMeans(rows, groups: 3, seed: 4)
    #expect(isClose(found.inertia, try golden.number("inertia"), within: 1e-9))
    #expect(found == KMeans(rows, groups: 3, seed: 4))
    #expect(KMeans([[1], [1], [1]], groups: 2, seed: 1).centres.count == 1)
  }

  @Test func `the adjusted Rand index agrees with scikit-learn`() throws {
    let golden = try GoldenFile("insight.json")
    let first = try golden.vector("rand_first").map { Int($0) }
    let second = try golden.vector("rand_second").map { Int($0) }
    #expect(isClose(RandIndex.adjusted(first, second), try golden.number("rand"), within: 1e-12))
    #expect(RandIndex.adjusted([0, 0, 1, 1], [5, 5, 3, 3]) == 1)
    #expect(RandIndex.adjusted([0, 0, 0, 0], [0, 1, 2, 3]) == 0)
  }
}
