import Support

/// A stage graph drawn: boxes, ways as wide as people go them, loops above, ends as rails below.
struct FlowPicture {
  private let layout: FlowLayout
  private let labels: [FlowLabel]

  init(_ flow: Figure.Flow, isNarrow: Bool = false) {
    layout = FlowLayout(flow, isNarrow: isNarrow)
    labels = FlowLabels(layout).labels
  }

  private var flow: Figure.Flow { layout.graph.flow }

  func svg(label: String, style: String = "") -> String {
    var drawing = Drawing()
    for way in layout.ways.sorted(by: order) { draw(way, on: &drawing) }
    for stub in layout.stubs { draw(stub, on: &drawing) }
    for rail in layout.rails { draw(rail, on: &drawing) }
    let letters = FlowNames.letters(in: layout.boxWidth)
    for (stage, box) in layout.boxes.sorted(by: { $0.key < $1.key }) {
      draw(stage, box, letters: letters, on: &drawing)
    }
    for label in labels { draw(label, on: &drawing) }
    return drawing.svg(
      width: layout.width, height: layout.height, label: label, style: style)
  }

  /// Changed ways lie upon those that are not.
  private func order(_ first: FlowWay, _ second: FlowWay) -> Bool {
    let weights = [first, second].map { abs(flow.edges[$0.edge].direction) }
    return weights[0] == weights[1] ? first.edge < second.edge : weights[0] < weights[1]
  }

  private func style(_ change: Int) -> String { change == 0 ? "" : change > 0 ? " more" : " fewer" }

  private func draw(_ way: FlowWay, on drawing: inout Drawing) {
    let edge = flow.edges[way.edge]
    let style = style(edge.direction)
    drawing.path(
      way.data, "way\(style)", width: way.width, title: FlowNames.title(edge, in: flow))
    guard let tip = way.tip else { return }
    let (x, y) = (tip.x, tip.y)
    drawing.path(
      "M\(Drawing.number(x - 5)) \(Drawing.number(y - 8))h10l-5 8z", "tip\(style)")
  }

  private func draw(_ stub: FlowStub, on drawing: inout Drawing) {
    let edge = flow.edges[stub.edge]
    let style = style(edge.direction)
    let width = min(6, layout.width(of: stub.edge))
    let title = FlowNames.title(edge, in: flow)
    drawing.path(
      FlowPaths.straight(stub.from, (stub.from.x + 9, stub.from.y)), "way\(style)", width: width,
      title: title)
    drawing.path(
      FlowPaths.straight((stub.to.x - 9, stub.to.y), stub.to), "way\(style)", width: width,
      title: title)
    drawing.text(stub.letter, at: (stub.from.x + 11, stub.from.y + 4), style: "b\(style)")
    drawing.text(
      stub.letter, at: (stub.to.x - 11, stub.to.y + 4), anchor: "end", style: "b\(style)")
  }

  private func draw(_ rail: FlowRail, on drawing: inout Drawing) {
    drawing.rectangle(
      (rail.box.x, rail.box.y), width: rail.box.width, height: rail.box.height, "rail", radius: 4)
    let stage = flow.stages[rail.stage]
    let numbers = FlowNames.numbers(stage.people, stage.change)
    let change = numbers.count > 1 ? " (\(numbers[1]))" : ""
    let text = "\(BrokenText.printable(stage.name)) \(numbers[0])\(change)"
    drawing.text(
      text, at: (rail.box.centre, rail.box.y + 16), anchor: "middle", style: "b")
  }

  private func draw(_ stage: Int, _ box: FlowBox, letters: Int, on drawing: inout Drawing) {
    let (stage, isStart) = (flow.stages[stage], stage == flow.start)
    drawing.rectangle(
      (box.x, box.y), width: box.width, height: box.height, isStart ? "box start" : "box", radius: 6
    )
    let lines = FlowNames.lines(stage.name, of: letters)
    let numbers = FlowNames.numbers(stage.people, stage.change)
    let text =
      numbers.count > 1 && FlowNames.width(of: numbers.joined(separator: " ()")) < box.width
      ? "\(numbers[0]) (\(numbers[1]))" : numbers[0]
    var y = box.middle - Double(lines.count) * 7 + 4
    for line in lines {
      drawing.text(line, at: (box.centre, y), anchor: "middle", style: "b")
      y += 14
    }
    drawing.text(text, at: (box.centre, y), anchor: "middle")
  }

  private func draw(_ label: FlowLabel, on drawing: inout Drawing) {
    let edge = flow.edges[label.edge]
    for (number, line) in label.lines.enumerated() {
      let style = number == 0 ? "b halo" : "halo\(style(edge.direction))"
      drawing.text(
        line, at: (label.box.x + label.box.width / 2, label.box.y + 10.5 + Double(number) * 13),
        anchor: "middle", style: style)
    }
  }

  /// What the widths mean: three of them, on a line.
  static func legend(unit: Double, hasChange: Bool) -> String {
    func item(_ style: String, _ width: Double, _ text: String) -> String {
      "<li><svg class=\"shape\" viewBox=\"-8 -8 16 16\" aria-hidden=\"true\">"
        + "<path class=\"way\(style)\" stroke-width=\"\(Drawing.number(width))\" d=\"M-8 0H8\"/>"
        + "</svg>\(text)</li>"
    }
    var items = ""
    if hasChange {
      items +=
        item(" more", 7, "more than in the control")
        + item(" fewer", 7, "fewer") + item("", 7, "no clear difference")
    }
    for people in [500.0, 100, 10] {
      let size = PageText.text(.rate(people))
      items += item("", max(0.8, unit * people.squareRoot()), size)
    }
    return "<ul class=\"legend\">\(items)<li>of \(PageText.text(.rate(1000))) customers</li></ul>"
  }

  var legend: String {
    Self.legend(unit: layout.unit, hasChange: flow.edges.contains { $0.change != nil })
  }
}
