import Scenarios

/// Turns formulas into linear forms over slots.
///
/// Quantities that an arm fixes (the price of the only product, a fee without threshold) are
/// folded into coefficients; products that a customer fixes are evaluated once per customer.
struct FormulaCompiler {
  private let constants: ArmConstants
  private var monomialIDs: [String: Int32] = [:]
  /// Whether a monomial changes on the way, by id.
  private var isDynamic: [Bool] = []
  /// Whether a monomial reads shared state, by id.
  private var readsShared: [Bool] = []

  init(constants: ArmConstants) { self.constants = constants }

  /// A compiled form and whether it reads shared state.
  struct Compiled {
    var form: LinearForm
    var readsSharedState: Bool
  }

  mutating func compile(_ formula: Formula, into model: inout Model) -> Compiled {
    var constant = 0.0
    var coefficients: [(slot: Int32, coefficient: Double)] = []
    var refresh: [Int32] = []
    var readsSharedState = false
    for term in formula.terms {
      let folded = fold(term, model: model)
      guard !folded.factors.isEmpty else {
        constant += folded.coefficient
        continue
      }
      let slot: Int32
      if let direct = directSlot(folded.factors, model: model) {
        slot = direct
      } else {
        let id = monomial(folded.factors, into: &model)
        slot = model.monomials[Int(id)].slot
        if isDynamic[Int(id)], !refresh.contains(id) { refresh.append(id) }
        readsSharedState = readsSharedState || readsShared[Int(id)]
      }
      if let known = coefficients.firstIndex(where: { $0.slot == slot }) {
        coefficients[known].coefficient += folded.coefficient
      } else {
        coefficients.append((slot, folded.coefficient))
      }
    }
    let firstTerm = model.terms.count
    model.terms += coefficients.lazy.filter { $0.coefficient != 0 }
      .map { LinearTerm(slot: $0.slot, coefficient: $0.coefficient) }
    let firstRefresh = model.refreshes.count
    model.refreshes += refresh
    let form = LinearForm(
      constant: constant, terms: Span32(firstTerm, model.terms.count),
      refresh: Span32(firstRefresh, model.refreshes.count))
    return Compiled(form: form, readsSharedState: readsSharedState)
  }

  /// A term's coefficient with the arm's constants multiplied in, and the factors that are left.
  private func fold(_ term: Term, model: Model) -> (coefficient: Double, factors: [Factor]) {
    var coefficient = term.coefficient
    var left: [Factor] = []
    for factor in term.factors {
      if factor.transform == .identity {
        for power in factor.powers {
          if let value = constants.value(of: power.quantity) {
            coefficient *= FormulaMath.power(value, Int32(power.exponent))
          } else {
            var lone = factor
            lone.powers = [power]
            left.append(lone)
          }
        }
      } else if let value = constantValue(of: factor) {
        coefficient *= value
      } else {
        left.append(factor)
      }
    }
    return (coefficient, left)
  }

  private func constantValue(of factor: Factor) -> Double? {
    var product = 1.0
    for power in factor.powers {
      guard let value = constants.value(of: power.quantity) else { return nil }
      product *= FormulaMath.power(value, Int32(power.exponent))
    }
    return FormulaMath.transform(product, factor.transform)
  }

  /// The slot of a lone trait or state variable.
  private func directSlot(_ factors: [Factor], model: Model) -> Int32? {
    guard factors.count == 1, factors[0].transform == .identity, factors[0].powers.count == 1,
      factors[0].powers[0].exponent == 1
    else { return nil }
    switch factors[0].powers[0].quantity {
    case .trait(let index): return Int32(1 + index)
    case .state(let index): return Int32(model.firstStateSlot + index)
    case .peak(let index): return model.peakSlot(of: index)
    default: return nil
    }
  }

  private mutating func monomial(_ factors: [Factor], into model: inout Model) -> Int32 {
    let name = factors.map { "\($0.transform)(\($0.powers))" }.sorted().joined(separator: "*")
    if let known = monomialIDs[name] { return known }
    let id = Int32(model.monomials.count)
    monomialIDs[name] = id
    let firstFactor = model.factors.count
    var dynamic = false
    var shared = false
    for factor in factors {
      let firstPower = model.powers.count
      for power in factor.powers {
        let source = source(of: power.quantity, model: model)
        dynamic = dynamic || ArmConstants.changesOnTheWay(power.quantity)
        shared = shared || WorldRules.isRead(by: power.quantity)
        model.powers.append(MonomialPower(source: source, exponent: Int32(power.exponent)))
      }
      model.factors.append(
        MonomialFactor(
          transform: factor.transform, powers: Span32(firstPower, model.powers.count)))
    }
    let slot = Int32(model.slotCount)
    model.slotCount += 1
    model.monomials.append(Monomial(slot: slot, factors: Span32(firstFactor, model.factors.count)))
    if !dynamic { model.fixedMonomials.append(id) }
    isDynamic.append(dynamic)
    readsShared.append(shared)
    return id
  }

  private func source(of quantity: Quantity, model: Model) -> QuantitySource {
    if let value = constants.value(of: quantity) { return .constant(value) }
    switch quantity {
    case .trait(let index): return .slot(Int32(1 + index))
    case .state(let index): return .slot(Int32(model.firstStateSlot + index))
    case .peak(let index): return .slot(model.peakSlot(of: index))
    // The arm fixes it.
    case .shop: return .constant(0)
    case .segment(let index): return .segment(Int32(index))
    case .channel(let index): return .channel(Int32(index))
    case .product(let index): return .product(Int32(index))
    case .shipping(let index): return .shipping(Int32(index))
    case .productNumber(let index): return .productNumber(Int32(index))
    case .after(let hours): return .after(constants.start + hours)
    case .attribute(let attribute): return .attribute(attribute)
    }
  }
}

/// The arithmetic of formulas, which never leaves the finite numbers.
enum FormulaMath {
  /// A whole power; a divisor nearer to 0 than 1e-6 counts as 1e-6 of its sign.
  static func power(_ value: Double, _ exponent: Int32) -> Double {
    if exponent == 1 { return value }
    var base = value
    if exponent < 0, abs(base) < 1e-6 { base = base < 0 ? -1e-6 : 1e-6 }
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= base }
    return exponent < 0 ? 1 / result : result
  }

  private static func logit(_ share: Double) -> Double {
    ElementaryMath.log(share / (1 - share))
  }

  /// A transform with its arguments kept inside its domain.
  static func transform(_ value: Double, _ transform: Factor.Transform) -> Double {
    switch transform {
    case .identity: value
    case .log: ElementaryMath.log(max(value, 1e-6))
    case .sqrt: max(value, 0).squareRoot()
    case .exp: ElementaryMath.exp(min(value, 50))
    case .logit: logit(min(max(value, 1e-6), 1 - 1e-6))
    case .log1p: ElementaryMath.log(max(1 + value, 1e-6))
    case .plus: max(value, 0)
    }
  }
}
