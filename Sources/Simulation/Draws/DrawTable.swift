import GSL
import Scenarios

/// Which word decides what: all draws of a market, by purpose.
///
/// An address is (customer, place, visit, purpose), and each use of one has a seat there, see ``Seats``.
/// Mechanisms to come have their seats already, so that none of them will move anything.
enum DrawTable {
  /// One purpose.
  struct Row: Sendable {
    var purpose: Purpose
    /// What a place of the purpose is a name of, in order.
    var place: [String]
    /// What the number of the visit counts; nil where it is always 0.
    var visit: String?
    /// What the words decide, from seat 0 on.
    var seats: [String]
  }

  static let rows = [
    Row(.visit, ["stage"], visit: "visit", VisitSeat.self),
    Row(.alternative, ["choice", "stage", "subject", "alternative"], visit: "visit", choices),
    Row(.popular, ["stage"], visit: "visit", choices),
    Row(.delivery, ["stage"], visit: "visit", TimeSeat.self),
    Row(.trait, ["trait"], visit: nil, TraitSeat.self),
    Row(.customer, ["market"], visit: nil, CustomerSeat.self),
    Row(.count, ["market"], visit: "day", ["customers of the day"]),
    Row(.leadTime, ["product"], visit: nil, TimeSeat.self),
    Row(.policy, ["decision"], visit: "visit", ["action, and what a policy draws for it"]),
    Row(.bootstrap, ["analysis"], visit: "resample", ["all draws of a resample"]),
    Row(.family, ["variation"], visit: "part", ["all draws of a market"]),
    Row(.desk, ["stage"], visit: "visit", DeskSeat.self),
    Row(.signal, ["signal", "stage"], visit: "visit", SignalSeat.self),
    Row(.tracked, ["signal"], visit: nil, ["consent"]),
    Row(.supplier, ["supplier"], visit: nil, SupplierSeat.self),
    Row(.fault, ["fault"], visit: nil, FaultSeat.self),
  ]

  /// The stage's first, second … choice of a subject.
  private static let choices = ["1st choice", "2nd choice", "3rd choice", "… and so on"]
}

extension DrawTable.Row {
  fileprivate init(_ purpose: Purpose, _ place: [String], visit: String?, _ seats: [String]) {
    self.init(purpose: purpose, place: place, visit: visit, seats: seats)
  }

  fileprivate init<Seat: CaseIterable>(
    _ purpose: Purpose, _ place: [String], visit: String?, _: Seat.Type
  ) {
    self.init(
      purpose: purpose, place: place, visit: visit, seats: Seat.allCases.map { "\($0)" })
  }
}

/// A visit to a stage.
enum VisitSeat: Int, CaseIterable { case edge, dwell, part }
/// A time that is drawn once: a delivery, a lead time.
enum TimeSeat: Int, CaseIterable { case time, part }
/// A trait, whose value is that of a normal where it is correlated.
enum TraitSeat: Int, CaseIterable { case value, part }
/// Who a customer is.
enum CustomerSeat: Int, CaseIterable { case arrival, arm, segment, channel, placeAtStart, age }
enum DeskSeat: Int, CaseIterable { case service, patience, partOfService, partOfPatience }
enum SignalSeat: Int, CaseIterable { case given, noise, topic, delay, line }
enum SupplierSeat: Int, CaseIterable { case up, down }
enum FaultSeat: Int, CaseIterable { case hit, target }

/// The places of a market's draws.
enum DrawPlace {
  static let customer = Place("market", "customer")
  static let count = Place("market", "arrivals")

  static func stage(_ name: String) -> Place { Place("stage", name) }
  static func trait(_ name: String) -> Place { Place("trait", name) }
  static func product(_ name: String) -> Place { Place("product", name) }

  /// An alternative of the choices among a subject's that a stage makes.
  static func alternative(
    _ stage: String, _ subject: StageChoice.Subject, _ alternative: String
  ) -> Place {
    Place("choice", stage, "\(subject)", alternative)
  }
}

extension DrawTable {
  /// Throws where two places of one purpose have one number: they would share all words.
  static func check(_ arms: [Scenario], decisions: [DecisionPoint]) throws(CompileError) {
    var stages = Names()
    var alternatives = Names()
    var products = Names()
    var traits = Names()
    var points = Names()
    for scenario in arms {
      for product in scenario.products {
        try products.add(
          product.name, at: DrawPlace.product(product.name), ["catalogue", product.name])
      }
      for trait in scenario.population.traits {
        try traits.add(
          trait.name, at: DrawPlace.trait(trait.name), ["population", "traits", trait.name])
      }
      for stage in scenario.journey.stages {
        let path = ["journey", "stages", stage.name]
        try stages.add(stage.name, at: DrawPlace.stage(stage.name), path)
        for choice in stage.choices {
          for name in scenario.alternatives(of: choice.subject) {
            try alternatives.add(
              "\(name)` in stage `\(stage.name)",
              at: DrawPlace.alternative(stage.name, choice.subject, name), path)
          }
        }
      }
    }
    for decision in decisions {
      try points.add(
        decision.name, at: Place("decision", decision.name),
        ["learning", "decisions", decision.name])
    }
  }

  /// Names of places of one purpose.
  private struct Names {
    private var byPlace: [Place: String] = [:]

    mutating func add(
      _ name: String, at place: Place, _ path: [String]
    ) throws(CompileError) {
      guard let other = byPlace.updateValue(name, forKey: place), other != name else { return }
      throw CompileError(
        path: path, message: "the name shares its random numbers with `\(other)`; rename it")
    }
  }
}

extension Scenario {
  /// Names of what a choice is among.
  func alternatives(of subject: StageChoice.Subject) -> [String] {
    switch subject {
    case .product: products.map(\.name)
    case .shipping: shipping.map(\.name)
    }
  }
}
