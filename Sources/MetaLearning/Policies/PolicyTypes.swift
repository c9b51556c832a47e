import Support

/// The types of policies that a snapshot can name, so that it can be read without knowing them.
enum PolicyTypes {
  private static let all: [(name: String, type: any Policy.Type)] = [
    ("status quo", StatusQuoPolicy.self),
    ("uniform", UniformPolicy.self),
    ("fixed", FixedPolicy.self),
    ("means", MeanPolicy.self),
    ("beta thompson", BetaThompson.self),
    ("linear", LinearPolicy.self),
    ("reptile", ReptilePolicy.self),
    ("demand", DemandPolicy.self),
    ("selector", SelectorPolicy.self),
    ("pooled", PooledPolicy<AnyPolicy>.self),
    ("floor", FloorPolicy<AnyPolicy>.self),
    ("drift", DriftPolicy<AnyPolicy>.self),
    ("conservative", ConservativePolicy<AnyPolicy>.self),
    ("budget", BudgetPolicy<AnyPolicy>.self),
    ("external", ExternalPolicy.self),
  ]

  static var names: [String] { all.map(\.name) }

  static func name(of policy: any Policy) -> String? {
    all.first { $0.type == Swift.type(of: policy) }?.name
  }

  static func type(named name: String) throws(ArgumentError) -> any Policy.Type {
    guard let type = all.first(where: { $0.name == name })?.type else {
      throw ArgumentError(
        "snapshot's type", found: "\"\(name)\"", allowed: names.joined(separator: ", "))
    }
    return type
  }
}
