import Support

/// A picture for programs: its marks, lines or ways as they are, of which its table is a part.
struct FigureValues {
  private let figure: Figure

  init(_ figure: Figure) { self.figure = figure }

  var value: JSON {
    var members: JSON.Members
    switch figure.content {
    case .curves(let curves): members = Self.members(curves)
    case .strips(let strips): members = Self.members(strips)
    case .flow(let flow): members = Self.members(flow)
    case .shares(let shares): members = Self.members(shares)
    }
    if !figure.finding.isEmpty { members["finding"] = .text(figure.finding.text) }
    members["caption"] = .text(figure.caption.text)
    return .object(members)
  }

  private static func members(_ curves: Figure.Curves) -> JSON.Members {
    var members: JSON.Members = ["kind": "curves", "axis": .text(curves.axis.text)]
    members["places"] = .array(curves.places.map(JSON.number))
    if !curves.names.isEmpty { members["names"] = .array(curves.names.map { .text($0.text) }) }
    members["series"] = .array(
      curves.lines.map { line in
        var content: JSON.Members = [
          "name": .text(line.name.text), "values": .array(line.values.map(JSON.optional)),
        ]
        if !line.low.isEmpty {
          content["low"] = .array(line.low.map(JSON.optional))
          content["high"] = .array(line.high.map(JSON.optional))
        }
        return .object(content)
      })
    return members
  }

  private static func members(_ strips: Figure.Strips) -> JSON.Members {
    [
      "kind": "strips",
      "rows": .array(
        strips.rows.map { row in
          .object([
            "name": .text(row.name.text),
            "marks": .array(
              row.marks.map { mark in
                .object([
                  "value": .optional(mark.value), "low": .optional(mark.low),
                  "high": .optional(mark.high),
                ])
              }), "truth": .optional(row.truth),
          ])
        }),
    ]
  }

  private static func members(_ flow: Figure.Flow) -> JSON.Members {
    [
      "kind": "flow", "start": .text(flow.stages.isEmpty ? "" : flow.stages[flow.start].name),
      "stages": .array(
        flow.stages.map { stage in
          .object([
            "name": .text(stage.name), "end": .boolean(stage.isEnd),
            "per_thousand": .number(stage.people), "change": .optional(stage.change),
          ])
        }),
      "edges": .array(
        flow.edges.map { edge in
          .object([
            "from": .text(flow.stages[edge.from].name), "to": .text(flow.stages[edge.to].name),
            "per_thousand": .number(edge.people), "change": .optional(edge.change),
            "se": .optional(edge.error),
          ])
        }),
    ]
  }

  private static func members(_ shares: Figure.Shares) -> JSON.Members {
    [
      "kind": "shares", "parts": .array(shares.parts.map { .text($0.text) }),
      "rows": .array(
        shares.rows.map { row in
          .object([
            "name": .text(row.name.text), "values": .array(row.values.map(JSON.number)),
          ])
        }),
    ]
  }
}
