/// What lies in the baskets of a block's customers, as runs of one product, the last added first.
struct Baskets {
  /// So many of a product, and the run added before it.
  private struct Run {
    var product: Int32
    var count: Int32
    /// Place of the run added before; -1 for none.
    var earlier: Int32
  }

  /// Stands for an empty basket.
  static let empty: Int32 = -1

  private var runs: [Run] = []
  /// The first of the runs that may be used again.
  private var free = Baskets.empty

  /// Puts one of a product on top.
  @inline(__always)
  mutating func add(_ product: Int, to basket: inout Int32) {
    let top = Int(basket)
    if top >= 0, runs[top].product == Int32(truncatingIfNeeded: product) {
      runs[top].count &+= 1
      return
    }
    let run = Run(product: Int32(truncatingIfNeeded: product), count: 1, earlier: basket)
    if free >= 0 {
      basket = free
      free = runs[Int(free)].earlier
      runs[Int(basket)] = run
    } else {
      basket = Int32(truncatingIfNeeded: runs.count)
      runs.append(run)
    }
  }

  /// Takes off the item last added; its product, or nil from an empty basket.
  mutating func removeLast(from basket: inout Int32) -> Int? {
    guard basket >= 0 else { return nil }
    let top = Int(basket)
    let product = Int(runs[top].product)
    runs[top].count -= 1
    if runs[top].count == 0 {
      let earlier = runs[top].earlier
      runs[top].earlier = free
      free = basket
      basket = earlier
    }
    return product
  }

  /// Takes everything out.
  @inline(__always)
  mutating func clear(_ basket: inout Int32) {
    guard basket >= 0 else { return }
    var last = Int(basket)
    while runs[last].earlier >= 0 { last = Int(runs[last].earlier) }
    runs[last].earlier = free
    free = basket
    basket = Self.empty
  }

  /// Another basket with the same in it.
  mutating func copy(of basket: Int32) -> Int32 {
    var contents: [Run] = []
    var place = basket
    while place >= 0 {
      contents.append(runs[Int(place)])
      place = runs[Int(place)].earlier
    }
    var copy = Self.empty
    for run in contents.reversed() {
      for _ in 0..<run.count { add(Int(run.product), to: &copy) }
    }
    return copy
  }

  /// The product added last; -1 for an empty basket.
  @inline(__always)
  func first(of basket: Int32) -> Int32 { basket < 0 ? -1 : runs[Int(basket)].product }

  /// Writes down how many there are of each product, in no order.
  func list(_ basket: Int32, into contents: inout [(product: Int, count: Int)]) {
    contents.removeAll(keepingCapacity: true)
    var place = basket
    while place >= 0 {
      let run = runs[Int(place)]
      if let known = contents.firstIndex(where: { $0.product == Int(run.product) }) {
        contents[known].count += Int(run.count)
      } else {
        contents.append((Int(run.product), Int(run.count)))
      }
      place = run.earlier
    }
  }

  /// Sum of an amount of each item.
  @inline(__always)
  func sum(_ basket: Int32, _ amount: (Int) -> Int64) -> Int64 {
    var sum: Int64 = 0
    var place = basket
    while place >= 0 {
      let run = runs[Int(place)]
      sum &+= Int64(run.count) &* amount(Int(run.product))
      place = run.earlier
    }
    return sum
  }
}
