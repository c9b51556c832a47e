import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Customers who wait as rows.
struct RowTests {
  private static let warmUp = SampleScenario.shop.text.replacing(
    "experiment:\n", with: "experiment:\n  warm_up: 10 days\n")

  /// SplitMix64.
  private struct Words {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked, warmUp])
  func `every field comes back from a row`(text: String) throws {
    let models = try SampleScenario.compile(text, customers: 10).models
    let (count, windows) = (400, 7)
    let block = Block(models: models, capacity: count)
    let back = Block(models: models, capacity: count)
    var words = Words(state: UInt64(text.count))
    for place in 0..<count {
      for field in block.fields { field.fill(place, with: words.next()) }
      for column in [block.ledger, block.before] where column.count > 0 && place % 3 > 0 {
        column[place] = Ledger(
          revenue: Int64(bitPattern: words.next()), margin: Int64(bitPattern: words.next()),
          secondsToPurchase: 7, orders: Int32(truncatingIfNeeded: words.next()), visits: 9)
      }
      if block.lastOrder.count > 0, place % 4 > 0 {
        block.lastOrder[place] = LastOrder(
          paid: Int64(bitPattern: words.next()), deliveryHours: 3.5, isRefundable: true)
      }
      block.number[place] = UInt32(place)
      block.arm[place] = UInt16(place % models.count)
      block.channel[place] = UInt8(place % models[0].channelCost.count)
      if place % 3 == 0 { block.ledger[place] = block.startLedger(of: place) }
    }
    var rows = Rows(of: block, windows: windows, customers: count)
    let store = ColumnStore()
    let list = store.column(Int32.self, count: count)
    for index in 0..<count { list[index] = Int32(count - 1 - index) }
    // Twice, so that rows are used again.
    for _ in 0..<2 {
      rows.pack(list, count, of: block) { $0 % 5 + 2 }
      #expect(rows.count == count && rows.firstWindow(from: 0) == 2)
      var known: Set<UInt32> = []
      for window in 0..<windows {
        let number = rows.count(in: window)
        #expect(number == (window < 2 ? 0 : 80))
        let part = list.from(0)
        rows.unpack(from: window, part, number, into: back)
        for index in 0..<number {
          let place = Int(part[index])
          let origin = Int(back.number[place])
          #expect(origin % 5 + 2 == window && known.insert(UInt32(origin)).inserted)
          for (field, other) in zip(block.fields, back.fields) {
            #expect(
              field.wanted(origin) == other.value(place), "\(field.name) of \(origin)")
          }
          #expect(block.ledger[origin] == back.ledger[place])
          if block.before.count > 0 { #expect(block.before[origin] == back.before[place]) }
          if block.lastOrder.count > 0 { #expect(block.lastOrder[origin] == back.lastOrder[place]) }
        }
      }
      #expect(known.count == count && rows.count == 0 && rows.firstWindow(from: 0) == nil)
    }
    withExtendedLifetime(store) {}
  }

  @Test func `a waiting customer of CJ6 takes at most 64 bytes`() throws {
    let compiled = try SampleScenario.compile(
      file: "Tests/SimulationTests/Scenarios/cj6-stock.yaml", customers: 100)
    let block = Block(models: compiled.models, capacity: 1)
    #expect(Rows.bytes(of: block) <= 64 && Rows.bytes(of: block) > 40)
    #expect(Rows.mostBytes(of: block) > 100)
  }
}

extension RowField {
  /// Gives a place a value that the column may have: any bits, small numbers or large ones.
  fileprivate func fill(_ place: Int, with word: UInt64) {
    let value: UInt64 =
      if case .narrow = form {
        word % 3 == 0 ? word >> 40 : word % 3 == 1 ? .max : word >> 57
      } else {
        word
      }
    switch bits {
    case .of8(let column): column[place] = UInt8(truncatingIfNeeded: value)
    case .of16(let column): column[place] = UInt16(truncatingIfNeeded: value) & 0xfff
    case .of32(let column): column[place] = UInt32(truncatingIfNeeded: value)
    case .of64(let column): column[place] = value
    case .wide: break
    }
  }

  fileprivate func value(_ place: Int) -> UInt64 {
    switch bits {
    case .of8(let column): UInt64(column[place])
    case .of16(let column): UInt64(column[place])
    case .of32(let column): UInt64(column[place])
    case .of64(let column): column[place]
    case .wide: 0
    }
  }

  /// What is to come back.
  fileprivate func wanted(_ place: Int) -> UInt64 {
    guard case .fixed(let number) = form else { return value(place) }
    return switch bits {
    case .of8: UInt64(UInt8(truncatingIfNeeded: number))
    case .of16: UInt64(UInt16(truncatingIfNeeded: number))
    case .of32: UInt64(UInt32(truncatingIfNeeded: number))
    default: UInt64(truncatingIfNeeded: number)
    }
  }
}
