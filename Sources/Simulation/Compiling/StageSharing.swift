/// Which stages are the same under which models.
struct StageSharing {
  /// For each model and stage the first model that gives the stage the same content.
  private let first: [[Int32]]
  /// Whether a stage differs between any models.
  let differs: [Bool]
  /// Whether customers arrive alike under all models, and enter a stage that is the same.
  let beginsAlike: Bool

  init(_ models: [Model]) {
    let stages = models[0].stages.indices
    var first = [[Int32]](
      repeating: [Int32](repeating: 0, count: stages.count), count: models.count)
    for stage in stages {
      var known: [StageContent: Int32] = [:]
      for (index, model) in models.enumerated() {
        let content = StageContent(stage, in: model)
        first[index][stage] = known[content] ?? Int32(index)
        known[content] = first[index][stage]
      }
    }
    self.first = first
    differs = stages.map { stage in first.contains { $0[stage] != 0 } }
    beginsAlike =
      Set(models.map(ArrivalContent.init)).count == 1 && !differs[models[0].start]
  }

  /// The model under whose tables customers of a model go through a stage.
  func table(_ model: Int, _ stage: Int) -> Int { Int(first[model][stage]) }
}
