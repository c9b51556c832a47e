import GSL
import Testing

@testable import Reports

/// Stage graphs of up to 40 stages, made at random, laid out so that they can be read.
@Suite struct `Stage graphs` {
  /// A graph that leads on, back, past stages and to its ends, with people on it.
  private static func graph(stages count: Int, seed: UInt64) -> Figure.Flow {
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("graph", "\(count)"),
      purpose: .bootstrap)
    func below(_ bound: Int) -> Int { Int(stream.uniform(below: UInt64(max(1, bound)))) }
    let ends = 1 + below(2)
    let inner = max(1, count - ends)
    var stages: [Figure.Flow.Stage] = []
    for number in 0..<count {
      let people = Double(below(1000)) + 1
      stages.append(
        .init(
          name: number % 3 == 0 ? "stage \(number)" : "a longer name \(number)",
          isEnd: number >= inner, people: people, change: Double(below(80)) - 40))
    }
    var edges: [Figure.Flow.Edge] = []
    func add(_ from: Int, _ to: Int) {
      let people = Double(below(400)) + 0.3
      edges.append(
        .init(
          from: from, to: to, people: people, change: Double(below(40)) - 20,
          error: Double(below(12)) + 1))
    }
    for number in 0..<inner {
      if number + 1 < inner { add(number, number + 1 + below(min(4, inner - number - 1))) }
      if below(3) > 0, number + 1 < inner { add(number, number + 1 + below(inner - number - 1)) }
      if below(5) == 0, number > 0 { add(number, below(number)) }
      if below(7) == 0 { add(number, number) }
      add(number, inner + below(ends))
    }
    return Figure.Flow(start: 0, stages: stages, edges: edges)
  }

  static let sizes = [1, 2, 3, 5, 9, 14, 20, 27, 34, 40]

  /// Layouts for a page and for a phone, of several graphs of a size.
  private static func layouts(_ count: Int) -> [FlowLayout] {
    (1...6 as ClosedRange<UInt64>).flatMap { seed in
      [false, true].map { FlowLayout(graph(stages: count, seed: seed), isNarrow: $0) }
    }
  }

  @Test(arguments: sizes)
  func `No label lies on another, on a box or on a rail, and none leaves the picture`(count: Int) {
    for layout in Self.layouts(count) {
      let labels = FlowLabels(layout).labels
      let solid = layout.boxes.values + layout.rails.map(\.box)
      for (number, label) in labels.enumerated() {
        #expect(!solid.contains { $0.meets(label.box) }, "\(count) stages")
        #expect(!labels[..<number].contains { $0.box.meets(label.box) })
        #expect(label.box.x >= 0 && label.box.right <= layout.width)
        #expect(label.box.y >= 0 && label.box.bottom <= layout.height)
        // The words fit into the place that was kept for them.
        for line in label.lines { #expect(FlowNames.width(of: line) <= label.box.width + 1e-9) }
      }
    }
  }

  @Test(arguments: sizes)
  func `Boxes and rails stand apart, in the picture, each stage once`(count: Int) {
    for layout in Self.layouts(count) {
      let flow = layout.graph.flow
      #expect(Set(layout.boxes.keys) == Set(flow.stages.indices.filter { !flow.stages[$0].isEnd }))
      let solid = Array(layout.boxes.values) + layout.rails.map(\.box)
      for (number, box) in solid.enumerated() {
        #expect(!solid[..<number].contains { $0.meets(box) }, "\(count) stages")
        #expect(box.x >= 0 && box.right <= layout.width + 1e-9)
        #expect(box.y >= 0 && box.bottom <= layout.height)
      }
      // Every way is drawn: as a line, or as two stubs.
      let drawn = layout.ways.map(\.edge) + layout.stubs.map(\.edge)
      #expect(drawn.sorted() == Array(flow.edges.indices))
    }
  }

  @Test(arguments: sizes)
  func `Ways lead on from layer to layer once loops are taken out`(count: Int) {
    for seed in 1...6 as ClosedRange<UInt64> {
      let graph = FlowGraph(Self.graph(stages: count, seed: seed))
      for edge in graph.forward {
        let way = graph.flow.edges[edge]
        #expect(graph.layer[way.from] < graph.layer[way.to])
      }
    }
  }

  @Test func `Breadth first makes few layers of a graph with loops`() {
    // A chain of four with a loop to its start, and a way past it.
    let stages = (0..<5).map {
      Figure.Flow.Stage(name: "s\($0)", isEnd: $0 == 4, people: 100)
    }
    let ways = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 3), (2, 2), (3, 4)]
    let graph = FlowGraph(
      Figure.Flow(
        start: 0, stages: stages, edges: ways.map { .init(from: $0, to: $1, people: 10) }))
    #expect(graph.layers.count == 4 || graph.layers.count == 3)
    #expect(graph.returns == [5])
    #expect(graph.exits == [6])
    #expect(graph.loops.contains(3))
    #expect(graph.forward.contains(0))
  }

  @Test func `Widths follow the root of the people, and no stack is taller than its box`() {
    let flow = Self.graph(stages: 34, seed: 1)
    let layout = FlowLayout(flow)
    for (stage, box) in layout.boxes {
      let out = layout.graph.forward.filter { flow.edges[$0].from == stage }
      #expect(
        out.reduce(0) { $0 + layout.unit * flow.edges[$1].people.squareRoot() } <= box.height)
    }
    let edges = flow.edges.indices.filter { layout.width(of: $0) > 0.8 }
    for edge in edges {
      let width = layout.width(of: edge)
      #expect(abs(width * width - layout.unit * layout.unit * flow.edges[edge].people) < 1e-9)
    }
  }

  @Test func `The same graph gives the same picture, and a folded one has letters at its breaks`() {
    let flow = Self.graph(stages: 40, seed: 2)
    #expect(FlowPicture(flow).svg(label: "x") == FlowPicture(flow).svg(label: "x"))
    let layout = FlowLayout(flow)
    #expect(layout.graph.rows > 1)
    #expect(!layout.stubs.isEmpty)
    #expect(Set(layout.stubs.map(\.letter)).count == layout.stubs.count)
    #expect((0..<60).map(FlowNames.letter).prefix(28).suffix(3) == ["Z", "AA", "AB"])
  }

  @Test(arguments: [("landing", 1), ("more shopping", 2), ("happy with it", 2), ("x", 1)])
  func `Names break at a space`(name: String, lines: Int) {
    let found = FlowNames.lines(name, of: 9)
    #expect(found.count == lines)
    #expect(found.allSatisfy { $0.count <= 9 })
  }
}
