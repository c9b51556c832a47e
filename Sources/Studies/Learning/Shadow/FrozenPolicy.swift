import MetaLearning

/// A policy as it is, which learns nothing more: what a release of a model is.
struct FrozenPolicy: PolicyWrapper {
  var base: AnyPolicy

  mutating func update(_ batch: [Feedback]) {}
  mutating func replaceProvisional(_ rows: [Feedback]) {}
  mutating func close(task: Int) {}
}
