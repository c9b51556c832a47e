import Support

/// Where the boxes, ways and rails of a stage graph stand, in units of a pixel.
struct FlowLayout {
  private static let margin = 22.0
  private static let gap = 24.0
  private static let passingHeight = 14.0
  /// Height of a loop's track with its label, and where there are many of them.
  private static let trackHeights = (few: 30.0, many: 18.0)
  private static let manyTracks = 6
  private static let railHeight = 24.0
  /// Width of the way of all 1,000 customers, where there is room for it.
  private static let widest = 26.0
  /// What the rail leaves free above it for the labels of exits.
  private static let dropRoom = 54.0

  let graph: FlowGraph
  let width: Double
  let boxWidth: Double
  private(set) var boxHeight: Double
  private(set) var boxes: [Int: FlowBox] = [:]
  private(set) var rails: [FlowRail] = []
  private(set) var ways: [FlowWay] = []
  private(set) var stubs: [FlowStub] = []
  private(set) var height = 0.0

  private let pitch: Double
  /// Width of a way is this times the root of its people.
  private(set) var unit: Double
  private var passing: [FlowGraph.Item: [Int: Double]] = [:]
  private var rowTops: [Double] = []
  private var rowRails: [Double] = []
  private var trackHeights: [Double] = []
  private var tracks: [Int: Int] = [:]

  /// Lays a graph out for a page, or in short rows for a phone.
  init(_ flow: Figure.Flow, isNarrow: Bool = false) {
    graph = FlowGraph(flow, fold: isNarrow ? .phone : .page)
    width = isNarrow ? 380 : 1000
    let columns = Double(
      graph.rows > 1 ? graph.fold.folded : max(1, graph.layers.count))
    let room = width - 2 * Self.margin
    boxWidth = min(120, max(64, room / columns * 0.58))
    pitch = columns > 1 ? (room - boxWidth) / (columns - 1) : 0
    boxHeight = 42
    unit = Self.widest / Double(1000).squareRoot()
    let letters = FlowNames.letters(in: boxWidth)
    if flow.stages.contains(where: { !$0.isEnd && FlowNames.lines($0.name, of: letters).count > 1 })
    {
      boxHeight = 56
    }
    fit()
    placeRows()
    placeForward()
    placeLoops()
    placeReturns()
    placeExits()
    placeStubs()
  }

  private var flow: Figure.Flow { graph.flow }
  private var gutter: Double { max(20, pitch - boxWidth) }

  func width(of edge: Int) -> Double { max(0.8, unit * flow.edges[edge].people.squareRoot()) }

  private func crossesRows(_ edge: Int) -> Bool {
    graph.row(of: flow.edges[edge].from) != graph.row(of: flow.edges[edge].to)
  }

  private func column(of stage: Int) -> Int {
    graph.rows > 1 ? graph.layer[stage] % graph.fold.folded : graph.layer[stage]
  }

  // MARK: - Widths

  /// Makes all ways narrower until no stack of them is taller than its box or wider than its gap.
  private mutating func fit() {
    var stacks: [[Int]: Double] = [:]
    for (kind, edges) in [graph.forward, graph.exits].enumerated() {
      for edge in edges {
        let way = flow.edges[edge]
        let size = way.people.squareRoot()
        if kind == 0 {
          stacks[[0, way.from], default: 0] += size
          stacks[[1, way.to], default: 0] += size
        } else {
          stacks[[2, graph.layer[way.from]], default: 0] += size
        }
      }
    }
    for (key, size) in stacks {
      let room = key[0] == 2 ? max(gutter * 0.6, 12) + 14 : boxHeight - 10
      unit = min(unit, room / max(size, 1e-9))
    }
  }

  // MARK: - Boxes

  private mutating func placeRows() {
    var top = 8.0
    for row in 0..<graph.rows {
      let layers = graph.layers.indices.filter { graph.row(ofLayer: $0) == row }
      let loops = graph.loops.filter {
        !crossesRows($0) && graph.row(of: flow.edges[$0].from) == row
      }
      let used = assignTracks(loops)
      let hasReturns = graph.returns.contains { graph.row(of: flow.edges[$0].from) == row }
      trackHeights.append(
        used > Self.manyTracks ? Self.trackHeights.many : Self.trackHeights.few)
      top += Double(used) * trackHeights[row] + (hasReturns ? 52 : used > 0 ? 16 : 4)
      rowTops.append(top)
      let heights = layers.map { layer in
        graph.layers[layer].reduce(-Self.gap) { sum, item in
          if case .stage = item { return sum + boxHeight + Self.gap }
          return sum + Self.passingHeight + Self.gap
        }
      }
      let tallest = heights.max() ?? 0
      for (number, layer) in layers.enumerated() {
        let x = Self.margin + Double(number) * pitch
        var y = top + (tallest - heights[number]) / 2
        for item in graph.layers[layer] {
          if case .stage(let stage) = item {
            boxes[stage] = FlowBox(x: x, y: y, width: boxWidth, height: boxHeight)
            y += boxHeight + Self.gap
          } else {
            passing[item, default: [:]][layer] = y + Self.passingHeight / 2
            y += Self.passingHeight + Self.gap
          }
        }
      }
      top += tallest
      let ends = graph.ends.filter { end in
        graph.exits.contains {
          flow.edges[$0].to == end && graph.row(of: flow.edges[$0].from) == row
        } || (row == graph.rows - 1)
      }
      if !ends.isEmpty { top += Self.dropRoom }
      rowRails.append(top)
      for end in ends {
        rails.append(
          FlowRail(
            stage: end,
            box: FlowBox(
              x: Self.margin, y: top, width: width - 2 * Self.margin, height: Self.railHeight))
        )
        top += Self.railHeight + 6
      }
      top += 18
    }
    height = top - 8
  }

  /// Gives each loop of a row a track above it, short spans innermost; how many there are.
  private mutating func assignTracks(_ loops: [Int]) -> Int {
    func span(_ edge: Int) -> ClosedRange<Int> {
      let (from, to) = (column(of: flow.edges[edge].from), column(of: flow.edges[edge].to))
      return min(from, to)...max(from, to)
    }
    var taken: [[ClosedRange<Int>]] = []
    for edge in loops.sorted(by: { (span($0).count, $0) < (span($1).count, $1) }) {
      let range = span(edge)
      let free = taken.firstIndex { track in !track.contains { $0.overlaps(range) } }
      if let free {
        taken[free].append(range)
      } else {
        taken.append([range])
      }
      tracks[edge] = free ?? taken.count - 1
    }
    return taken.count
  }

  // MARK: - Ways on

  private mutating func placeForward() {
    let drawn = graph.forward.filter { !crossesRows($0) }
    let starts = ports(drawn, isSource: true)
    let ends = ports(drawn, isSource: false)
    for edge in drawn {
      let way = flow.edges[edge]
      guard let from = boxes[way.from], let to = boxes[way.to], let start = starts[edge],
        let end = ends[edge]
      else { continue }
      var points = [(x: from.right, y: start)]
      for (layer, y) in (passing[.passing(edge: edge)] ?? [:]).sorted(by: { $0.key < $1.key }) {
        let first = graph.layer[way.from]
        let x = from.x + Double(layer - first) * pitch
        points += [(x, y), (x + boxWidth, y)]
      }
      points.append((to.x, end))
      let width = width(of: edge)
      ways.append(
        FlowWay(
          edge: edge, data: FlowPaths.smooth(points), width: width, tip: nil,
          places: FlowPaths.places(beside: points, width: width)))
    }
  }

  /// Where ways touch a side of their boxes, stacked by the height of the other end.
  private func ports(_ edges: [Int], isSource: Bool) -> [Int: Double] {
    func own(_ edge: Int) -> Int { isSource ? flow.edges[edge].from : flow.edges[edge].to }
    func height(_ edge: Int) -> Double {
      let way = flow.edges[edge]
      let layer = graph.layer[own(edge)] + (isSource ? 1 : -1)
      return passing[.passing(edge: edge)]?[layer]
        ?? boxes[isSource ? way.to : way.from]?.middle ?? 0
    }
    var result: [Int: Double] = [:]
    for (stage, box) in boxes {
      let stack = edges.filter { own($0) == stage }
        .sorted { (height($0), $0) < (height($1), $1) }
      let total = stack.reduce(0) { $0 + width(of: $1) }
      let space = stack.count > 1 ? min(3, (boxHeight - 8 - total) / Double(stack.count - 1)) : 0
      var y = box.middle - (total + space * Double(max(0, stack.count - 1))) / 2
      for edge in stack {
        result[edge] = y + width(of: edge) / 2
        y += width(of: edge) + space
      }
    }
    return result
  }

  // MARK: - Loops and returns

  private mutating func placeLoops() {
    var used: [Int: Int] = [:]
    for edge in graph.loops where !crossesRows(edge) {
      let way = flow.edges[edge]
      guard let from = boxes[way.from], let to = boxes[way.to], let track = tracks[edge] else {
        continue
      }
      let row = graph.row(of: way.from)
      let hasReturns = graph.returns.contains { graph.row(of: flow.edges[$0].from) == row }
      let y = rowTops[row] - (hasReturns ? 48 : 12) - Double(track) * trackHeights[row]
      func port(_ stage: Int, _ box: FlowBox) -> Double {
        defer { used[stage, default: 0] += 1 }
        return box.x + boxWidth * [0.5, 0.25, 0.12, 0.38][used[stage, default: 0] % 4]
      }
      let start = (x: port(way.from, from), y: from.y)
      let end = (x: port(way.to, to), y: to.y - 7)
      let width = width(of: edge)
      let middle = (start.x + end.x) / 2
      ways.append(
        FlowWay(
          edge: edge, data: FlowPaths.bridge(start, end, over: y), width: width, tip: (end.x, to.y),
          places: [0, 0.2, -0.2, 0.35, -0.35].map {
            (middle + $0 * (end.x - start.x), y - width / 2 - 14)
          }))
    }
  }

  private mutating func placeReturns() {
    for edge in graph.returns {
      guard let box = boxes[flow.edges[edge].from] else { continue }
      let width = width(of: edge)
      let (left, right) = (box.x + boxWidth * 0.62, box.x + boxWidth * 0.88)
      let top = box.y - 14 - width / 2
      let data = FlowPaths.bridge((left, box.y), (right, box.y - 6), over: top, radius: 8)
      ways.append(
        FlowWay(
          edge: edge, data: data, width: min(width, 14), tip: (right, box.y),
          places: [((left + right) / 2, top - 21), (right + 34, top - 4), (left - 34, top - 4)]))
    }
  }

  // MARK: - Exits

  private mutating func placeExits() {
    for (stage, box) in boxes {
      let row = graph.row(of: stage)
      let exits = graph.exits.filter { flow.edges[$0].from == stage }
      guard !exits.isEmpty else { continue }
      let isLowest = !boxes.contains {
        $0.key != stage && $0.value.x == box.x && graph.row(of: $0.key) == row
          && $0.value.y > box.y
      }
      let total = exits.reduce(0) { $0 + width(of: $1) + 3 } - 3
      var x = isLowest ? box.centre - total / 2 : sideTrack(of: stage)
      for edge in exits {
        let width = width(of: edge)
        guard
          let rail = rails.first(where: {
            $0.stage == flow.edges[edge].to && $0.box.y >= rowRails[row]
          })
        else { continue }
        x += width / 2
        let data =
          isLowest
          ? FlowPaths.straight((x, box.bottom), (x, rail.box.y))
          : FlowPaths.elbow((box.right, box.bottom - 7), (x, rail.box.y))
        let (near, high) = (rowRails[row] - 18, rowRails[row] - 44)
        let side = width / 2 + 22
        ways.append(
          FlowWay(
            edge: edge, data: data, width: width, tip: nil,
            places: [
              (x + side, near), (x - side, near), (x + side, high), (x - side, high),
              (x + side, box.bottom + 14), (x - side, box.bottom + 14),
            ]))
        x += width / 2 + 3
      }
    }
    ways.sort { $0.edge < $1.edge }
  }

  /// Where the first exit beside a column runs: behind those of the stages above it.
  private func sideTrack(of stage: Int) -> Double {
    guard let box = boxes[stage] else { return 0 }
    let lower = boxes.filter {
      $0.value.x == box.x && $0.value.y > box.y && graph.row(of: $0.key) == graph.row(of: stage)
    }
    let lowest = lower.max { $0.value.y < $1.value.y }?.key
    let taken = graph.exits.filter { edge in
      let from = flow.edges[edge].from
      return from != lowest && lower[from] != nil
    }
    return taken.reduce(box.right + 5) { $0 + width(of: $1) + 2 }
  }

  // MARK: - Ways to other rows

  private mutating func placeStubs() {
    let crossing = (graph.forward + graph.loops).filter(crossesRows).sorted()
    var used: [Int: Int] = [:]
    func next(_ stage: Int, _ box: FlowBox) -> Double {
      defer { used[stage, default: 0] += 1 }
      return box.y + 8 + Double(used[stage, default: 0] % 4) * 11
    }
    for (number, edge) in crossing.enumerated() {
      let way = flow.edges[edge]
      guard let from = boxes[way.from], let to = boxes[way.to] else { continue }
      stubs.append(
        FlowStub(
          edge: edge, letter: FlowNames.letter(number), from: (from.right, next(way.from, from)),
          to: (to.x, next(way.to, to))))
    }
  }
}
