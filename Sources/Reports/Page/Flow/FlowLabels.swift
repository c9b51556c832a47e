/// Which ways of a stage graph get a label, and where it stands: no two overlap.
struct FlowLabels {
  private static let lineHeight = 13.0
  /// Ways that fewer of 1,000 customers go have no label.
  private static let least = 1.0
  /// Stages of a graph in which every way may have a label.
  private static let small = 20

  private(set) var labels: [FlowLabel] = []

  init(_ layout: FlowLayout) {
    let flow = layout.graph.flow
    let area = FlowBox(x: 0, y: 0, width: layout.width, height: layout.height)
    let obstacles = Array(layout.boxes.values) + layout.rails.map(\.box) + Self.signs(layout)
    let busiest = Self.busiestPath(flow)
    let isSmall = flow.stages.count <= Self.small
    let ways = layout.ways.filter { way in
      let edge = flow.edges[way.edge]
      return edge.people >= Self.least
        && (isSmall || edge.direction != 0 || busiest.contains(way.edge))
    }
    let ranked = ways.sorted { first, second in
      let (left, right) = (flow.edges[first.edge], flow.edges[second.edge])
      let weights = (abs(left.direction), abs(right.direction))
      if weights.0 != weights.1 { return weights.0 > weights.1 }
      let sizes =
        weights.0 == 0
        ? (left.people, right.people) : (abs(left.change ?? 0), abs(right.change ?? 0))
      return sizes.0 == sizes.1 ? first.edge < second.edge : sizes.0 > sizes.1
    }
    for way in ranked {
      let edge = flow.edges[way.edge]
      let lines = FlowNames.numbers(edge.people, edge.change)
      let size = (
        width: lines.map(FlowNames.width).max() ?? 0, height: Double(lines.count) * Self.lineHeight
      )
      let candidates = way.places.map { place in
        FlowBox(
          x: place.x - size.width / 2, y: place.y - size.height / 2, width: size.width,
          height: size.height)
      }
      let free = candidates.first { box in
        box.x >= area.x && box.right <= area.right && box.y >= area.y && box.bottom <= area.bottom
          && !obstacles.contains { $0.meets(box, margin: 1) }
          && !labels.contains { $0.box.meets(box, margin: 2) }
      }
      if let free { labels.append(FlowLabel(edge: way.edge, box: free, lines: lines)) }
    }
  }

  /// The letters of ways that lead to other rows.
  private static func signs(_ layout: FlowLayout) -> [FlowBox] {
    layout.stubs.flatMap { stub in
      [
        FlowBox(x: stub.from.x, y: stub.from.y - 6, width: 22, height: 12),
        FlowBox(x: stub.to.x - 22, y: stub.to.y - 6, width: 22, height: 12),
      ]
    }
  }

  /// The way that most customers go from each stage on, from the start until it closes or ends.
  private static func busiestPath(_ flow: Figure.Flow) -> Set<Int> {
    var path: Set<Int> = []
    var seen: Set<Int> = []
    var stage = flow.start
    while seen.insert(stage).inserted {
      let ways = flow.edges.indices.filter {
        flow.edges[$0].from == stage && !flow.stages[flow.edges[$0].to].isEnd
          && flow.edges[$0].to != stage
      }
      guard let next = ways.max(by: { flow.edges[$0].people < flow.edges[$1].people }) else {
        break
      }
      path.insert(next)
      stage = flow.edges[next].to
    }
    return path
  }
}
