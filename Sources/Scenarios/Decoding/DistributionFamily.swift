/// A family of distributions as files may name it, with the ways to give its parameters.
struct DistributionFamily: Sendable {
  /// What a parameter measures.
  enum Dimension: Sendable {
    /// The unit of the place: a time in hours, or a plain number.
    case value
    /// One over the unit of the place.
    case rate
    /// A plain number, whatever the place.
    case plain
  }

  /// A parameter with its range.
  struct Parameter: Sendable {
    var name: String
    var dimension: Dimension
    var bounds: Bounds
    var isWhole = false
  }

  /// Name in files.
  var name: String
  /// The accepted sets of parameters; unnamed ones mean those of the first.
  var parameterisations: [[Parameter]]
  /// Range of the values where two quantiles such as `p10` and `p90` may be given, else nil.
  var quantileBounds: Bounds?
  /// Whether it has a density, so that a copula can correlate it.
  var isContinuous = true
  /// Whether its values may be times.
  var fitsTime = true

  private static func value(_ name: String, _ bounds: Bounds = .any) -> Parameter {
    Parameter(name: name, dimension: .value, bounds: bounds)
  }

  private static func plain(_ name: String, _ bounds: Bounds) -> Parameter {
    Parameter(name: name, dimension: .plain, bounds: bounds)
  }

  private static func whole(_ name: String) -> Parameter {
    Parameter(
      name: name, dimension: .plain, bounds: Bounds(lower: 0, upper: 1_000_000), isWhole: true)
  }

  /// Families whose arguments are numbers.
  ///
  /// `discrete`, `empirical`, `mixture` and `truncated`
  /// have forms of their own.
  static let parametric: [DistributionFamily] = [
    DistributionFamily(
      name: "constant", parameterisations: [[value("value")]], isContinuous: false),
    DistributionFamily(name: "uniform", parameterisations: [[value("min"), value("max")]]),
    DistributionFamily(
      name: "normal", parameterisations: [[value("mean"), value("sd", .positive)]],
      quantileBounds: .any),
    DistributionFamily(
      name: "lognormal",
      parameterisations: [
        [plain("mu", .any), plain("sigma", .positive)],
        [value("mean", .positive), value("sd", .positive)],
        [value("median", .positive), plain("sigma", .positive)],
      ], quantileBounds: .positive),
    DistributionFamily(
      name: "exponential",
      parameterisations: [
        [value("mean", .positive)],
        [Parameter(name: "rate", dimension: .rate, bounds: .positive)],
        [value("median", .positive)],
      ]),
    DistributionFamily(
      name: "gamma",
      parameterisations: [
        [plain("shape", .positive), value("scale", .positive)],
        [value("mean", .positive), value("sd", .positive)],
        [value("mean", .positive), plain("shape", .positive)],
      ]),
    DistributionFamily(
      name: "beta",
      parameterisations: [
        [plain("a", .positive), plain("b", .positive)],
        [plain("mean", .openUnit), plain("sd", .positive)],
      ], fitsTime: false),
    DistributionFamily(
      name: "weibull",
      parameterisations: [[plain("shape", .positive), value("scale", .positive)]],
      quantileBounds: .positive),
    DistributionFamily(
      name: "pareto", parameterisations: [[plain("shape", .positive), value("min", .positive)]]),
    DistributionFamily(
      name: "triangular", parameterisations: [[value("min"), value("mode"), value("max")]]),
    DistributionFamily(
      name: "bernoulli", parameterisations: [[plain("p", .unit)]], isContinuous: false,
      fitsTime: false),
    DistributionFamily(
      name: "binomial", parameterisations: [[whole("n"), plain("p", .unit)]],
      isContinuous: false, fitsTime: false),
    DistributionFamily(
      name: "poisson",
      parameterisations: [[plain("mean", Bounds(lower: 0, upper: 1e9, excludesLower: true))]],
      isContinuous: false, fitsTime: false),
    DistributionFamily(
      name: "negative_binomial",
      parameterisations: [
        [plain("mean", .positive), plain("dispersion", .positive)],
        [plain("size", .positive), plain("p", Bounds(lower: 0, upper: 1, excludesLower: true))],
      ], isContinuous: false, fitsTime: false),
    DistributionFamily(
      name: "geometric",
      parameterisations: [
        [plain("p", Bounds(lower: 0, upper: 1, excludesLower: true))],
        [plain("mean", Bounds(lower: 1))],
      ], isContinuous: false, fitsTime: false),
  ]

  /// Every family's name.
  static let names = parametric.map(\.name) + ["discrete", "empirical", "mixture", "truncated"]

  /// The family of this name, if its arguments are numbers.
  static func named(_ name: String) -> DistributionFamily? {
    parametric.first { $0.name == name }
  }
}

extension DistributionSpec {
  /// Whether the distribution has a density.
  var isContinuous: Bool {
    switch family {
    case "discrete", "empirical": false
    case "mixture", "truncated": components.allSatisfy { $0.distribution.isContinuous }
    default: DistributionFamily.named(family)?.isContinuous ?? false
    }
  }

  /// The greatest number that no value is below; minus infinity where there is none.
  var lowerLimit: Double {
    switch family {
    case "constant": self["value"] ?? 0
    case "uniform", "triangular": self["min"] ?? 0
    case "normal": -.infinity
    case "discrete", "empirical": points.map(\.value).min() ?? 0
    case "mixture": components.map(\.distribution.lowerLimit).min() ?? 0
    case "truncated":
      max(self["min"] ?? -.infinity, components.first?.distribution.lowerLimit ?? 0)
    default: 0
    }
  }
}
