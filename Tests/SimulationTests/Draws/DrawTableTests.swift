import SimulationSupport
import TestSupport
import Testing

@testable import GSL
@testable import Scenarios
@testable import Simulation

/// The table of draws, version 2.
struct DrawTableTests {
  /// Names with which careless joining of names would meet.
  private static let names = ["a", "b", "c", "a@b", "b@c", "a b", "stage", "customer"]

  /// The places of a row for all combinations of the names.
  private static func places(_ row: DrawTable.Row) -> [Place] {
    if row.place == ["market"] {
      return [row.purpose == .count ? DrawPlace.count : DrawPlace.customer]
    }
    func combined(_ count: Int) -> [[String]] {
      guard count > 0 else { return [[]] }
      return combined(count - 1).flatMap { rest in names.map { rest + [$0] } }
    }
    switch row.place.count {
    case 1: return names.map { Place(row.place[0], $0) }
    case 2: return combined(2).map { Place(row.place[0], $0[0], $0[1]) }
    default:
      return combined(2).flatMap { pair in
        [StageChoice.Subject.product, .shipping].map {
          DrawPlace.alternative(pair[0], $0, pair[1])
        }
      }
    }
  }

  @Test func `no two uses share a word`() {
    struct Use: Hashable {
      var purpose: UInt8
      var place: UInt32
      var visit: UInt32
      var seat: Int
    }
    var uses: Set<Use> = []
    var words: Set<UInt64> = []
    var count = 0
    for row in DrawTable.rows {
      for place in Self.places(row) {
        for visit in row.visit == nil ? [0] : [0, 1, 2, 3] as [UInt32] {
          let seats = Seats(
            key: RandomKey(seed: 4), customer: 77, place: place, visit: visit,
            purpose: row.purpose)
          for seat in row.seats.indices {
            uses.insert(
              Use(
                purpose: row.purpose.rawValue, place: place.rawValue, visit: visit, seat: seat))
            words.insert(seats.word(seat))
            var own = seats.stream(of: seat)
            words.insert(own.nextWord())
            count += 1
          }
        }
      }
    }
    #expect(count > 3000)
    #expect(uses.count == count)
    #expect(words.count == 2 * count)
  }

  @Test func `purposes have the numbers of the contract`() {
    #expect(
      DrawTable.rows.map(\.purpose.rawValue)
        == [1, 2, 17, 4, 5, 8, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20])
    #expect(
      DrawTable.rows.map(\.seats.count) == [3, 4, 4, 2, 2, 6, 1, 2, 1, 1, 1, 4, 5, 1, 2, 2])
    #expect(RandomKey.contractVersion == 2)
    #expect(Place("signal", "a@b", "c") != Place("signal", "a", "b@c"))
  }

  /// Pairs whose FNV-1a hashes are the same; found by search.
  @Test(arguments: [
    ("stage", "n3b34af352a", "ndeb6dbdee9"),
    ("trait", "n38d8692724", "n75bac0c68d"),
    ("product", "n4600a20c73", "n331bced092"),
  ])
  func `places that share a number are refused`(
    kind: String, first: String, second: String
  ) throws {
    #expect(Place(kind, first) == Place(kind, second))
    var text = """
      journeylab: 1
      title: places
      market: {horizon: 10 days, arrivals: {customers: 20}}
      catalogue: {p0: {price: 1}, p1: {price: 1}}
      population: {traits: {t0: "normal(0, 1)", t1: "normal(0, 1)"}}
      journey: {stages: {s0: {dwell: 1 h, next: s1}, s1: {dwell: 1 h, next: gone}, gone: end}}
      """
    let short = String(kind.prefix(1))
    #expect(try !SampleScenario.compile(text).scenario.products.isEmpty)
    text.replace("\(short)0", with: first)
    text.replace("\(short)1", with: second)
    #expect {
      try SampleScenario.compile(text)
    } throws: { error in
      "\(error)".contains("shares its random numbers with `\(first)`")
    }
  }
}
