/// A stage graph in layers: which ways lead on, which run back, and what stands where in order.
///
/// After K. Sugiyama, S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system
/// structures (1981), doi:10.1109/TSMC.1981.4308636. Stages that end a journey are left out of the
/// layers: nearly every stage leads there.
struct FlowGraph {
  /// What has a place in a layer: a stage, or a way that passes it.
  enum Item: Hashable {
    case stage(Int)
    case passing(edge: Int)
  }

  /// How many layers stand side by side.
  struct Fold: Sendable, Hashable {
    /// Most layers of a graph in one row.
    var widest: Int
    /// Layers of each row of a graph that has more.
    var folded: Int

    static let page = Fold(widest: 8, folded: 7)
    static let phone = Fold(widest: 3, folded: 3)
  }

  private static let sweeps = 6

  let flow: Figure.Flow
  let fold: Fold
  /// Stages that end a journey, in file order.
  let ends: [Int]
  /// Numbers of the ways that lead on between stages, run back, return at once, or end journeys.
  private(set) var forward: [Int] = []
  private(set) var loops: [Int] = []
  private(set) var returns: [Int] = []
  private(set) var exits: [Int] = []
  /// By layer, its items from top to bottom.
  private(set) var layers: [[Item]] = []
  /// The layer of each stage; 0 for ends, which have none.
  private(set) var layer: [Int]

  init(_ flow: Figure.Flow, fold: Fold = .page) {
    self.flow = flow
    self.fold = fold
    ends = flow.stages.indices.filter { flow.stages[$0].isEnd }
    layer = flow.stages.map { _ in 0 }
    sort()
    rank()
    order()
  }

  private var inner: [Int] { flow.stages.indices.filter { !flow.stages[$0].isEnd } }

  /// The row of a layer.
  func row(ofLayer layer: Int) -> Int { rows > 1 ? layer / fold.folded : 0 }
  func row(of stage: Int) -> Int { row(ofLayer: layer[stage]) }
  var rows: Int {
    layers.count <= fold.widest ? 1 : (layers.count + fold.folded - 1) / fold.folded
  }

  // MARK: - Ways on and back

  private mutating func sort() {
    let steps = stepsFromStart()
    var remaining: [Int] = []
    for (index, edge) in flow.edges.enumerated() {
      if flow.stages[edge.to].isEnd {
        exits.append(index)
      } else if edge.from == edge.to {
        returns.append(index)
      } else if steps[edge.to] < steps[edge.from] {
        loops.append(index)
      } else {
        remaining.append(index)
      }
    }
    let back = Set(closing(remaining))
    loops = (loops + back).sorted()
    forward = remaining.filter { !back.contains($0) }
  }

  /// Fewest steps from the start; as many as there are stages where there is no way.
  private func stepsFromStart() -> [Int] {
    var steps = flow.stages.map { _ in flow.stages.count }
    guard !steps.isEmpty else { return [] }
    steps[flow.start] = 0
    var waiting = [flow.start]
    var next = 0
    while next < waiting.count {
      let stage = waiting[next]
      next += 1
      for edge in flow.edges where edge.from == stage && steps[edge.to] == flow.stages.count {
        steps[edge.to] = steps[stage] + 1
        waiting.append(edge.to)
      }
    }
    return steps
  }

  /// Of some edges, those that lead to a stage still open in a search, the busiest way first.
  private func closing(_ edges: [Int]) -> [Int] {
    var out: [[Int]] = flow.stages.map { _ in [] }
    for edge in edges { out[flow.edges[edge].from].append(edge) }
    for stage in out.indices {
      out[stage].sort { (-flow.edges[$0].people, $0) < (-flow.edges[$1].people, $1) }
    }
    enum State { case new, open, done }
    var states = flow.stages.map { _ in State.new }
    var back: [Int] = []
    for root in [flow.start] + inner where states.indices.contains(root) && states[root] == .new {
      // An explicit stack: graphs may be deep.
      var path = [(stage: root, next: 0)]
      states[root] = .open
      while let top = path.last {
        guard top.next < out[top.stage].count else {
          states[top.stage] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let edge = out[top.stage][top.next]
        let target = flow.edges[edge].to
        switch states[target] {
        case .new:
          states[target] = .open
          path.append((target, 0))
        case .open: back.append(edge)
        case .done: break
        }
      }
    }
    return back
  }

  // MARK: - Layers and their order

  /// Puts each stage as many layers on as its longest way from a first one has steps.
  private mutating func rank() {
    var entering = flow.stages.map { _ in 0 }
    for edge in forward { entering[flow.edges[edge].to] += 1 }
    var ready = inner.filter { entering[$0] == 0 }
    var next = 0
    while next < ready.count {
      let stage = ready[next]
      next += 1
      for edge in forward where flow.edges[edge].from == stage {
        let target = flow.edges[edge].to
        layer[target] = max(layer[target], layer[stage] + 1)
        entering[target] -= 1
        if entering[target] == 0 { ready.append(target) }
      }
    }
    let count = (inner.map { layer[$0] }.max() ?? -1) + 1
    layers = Array(repeating: [], count: count)
    for stage in inner { layers[layer[stage]].append(.stage(stage)) }
    for edge in forward {
      let (from, to) = (flow.edges[edge].from, flow.edges[edge].to)
      // A way to another row leaves by its side.
      guard row(of: from) == row(of: to), layer[to] - layer[from] > 1 else { continue }
      for between in (layer[from] + 1)..<layer[to] { layers[between].append(.passing(edge: edge)) }
    }
  }

  /// Orders layers by the barycentres of their neighbours, file order on ties.
  private mutating func order() {
    for sweep in 0..<Self.sweeps {
      let isDown = sweep % 2 == 0
      let indices =
        isDown ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
      for index in indices {
        let fixed = layers[isDown ? index - 1 : index + 1]
        var place: [Item: Double] = [:]
        for (number, item) in fixed.enumerated() {
          place[item] = (Double(number) + 0.5) / Double(fixed.count)
        }
        let count = Double(layers[index].count)
        let keys = layers[index].enumerated().map { number, item in
          barycentre(of: item, among: place, isDown: isDown) ?? (Double(number) + 0.5) / count
        }
        layers[index] = layers[index].indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
          .map { layers[index][$0] }
      }
    }
  }

  private func barycentre(of item: Item, among place: [Item: Double], isDown: Bool) -> Double? {
    var (sum, weight) = (0.0, 0.0)
    func add(_ edge: Int, _ stage: Int) {
      guard let found = place[.passing(edge: edge)] ?? place[.stage(stage)] else { return }
      // A way that nobody took counts a little, too.
      let people = flow.edges[edge].people + 0.1
      sum += people * found
      weight += people
    }
    switch item {
    case .passing(let edge):
      add(edge, isDown ? flow.edges[edge].from : flow.edges[edge].to)
    case .stage(let stage):
      for edge in forward {
        let way = flow.edges[edge]
        if isDown, way.to == stage { add(edge, way.from) }
        if !isDown, way.from == stage { add(edge, way.to) }
      }
    }
    return weight > 0 ? sum / weight : nil
  }
}
