struct JourneyDecoder {
  let context: DecodingContext

  func decode(_ cursor: Cursor) -> Journey {
    let entries = cursor["stages"].entries
    let names = entries.map(\.key)
    let stages = entries.map { StageDecoder(context: context, stages: names).decode($0) }
    var start = 0
    if let name = cursor["start"].text {
      let mark = cursor["start"].valueMark
      start = context.index(of: name, among: names, noun: "stage", at: mark) ?? 0
    }
    return Journey(start: start, stages: stages)
  }
}
