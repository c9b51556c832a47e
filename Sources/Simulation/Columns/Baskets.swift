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
    basket = place(Run(product: Int32(truncatingIfNeeded: product), count: 1, earlier: basket))
  }

  @inline(__always)
  private mutating func place(_ run: Run) -> Int32 {
    guard free >= 0 else {
      runs.append(run)
      return Int32(truncatingIfNeeded: runs.count - 1)
    }
    let place = free
    free = runs[Int(place)].earlier
    runs[Int(place)] = run
    return place
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

  /// The product added last; -1 for an empty basket.
  @inline(__always)
  func last(of basket: Int32) -> Int32 { basket < 0 ? -1 : runs[Int(basket)].product }

  /// The only product in a basket and how many there are; nil for none or several.
  @inline(__always)
  func onlyRun(of basket: Int32) -> (product: Int, count: Int)? {
    guard basket >= 0 else { return nil }
    let run = runs[Int(basket)]
    return run.earlier < 0 ? (Int(run.product), Int(run.count)) : nil
  }

  /// Number of items.
  func count(_ basket: Int32) -> Int32 {
    Int32(truncatingIfNeeded: sum(basket) { _ in 1 })
  }

  /// Puts what is in a basket of other ones into one of these.
  mutating func copy(_ basket: Int32, of others: Baskets) -> Int32 {
    guard basket >= 0 else { return Self.empty }
    let run = others.runs[Int(basket)]
    let earlier = copy(run.earlier, of: others)
    return place(Run(product: run.product, count: run.count, earlier: earlier))
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
