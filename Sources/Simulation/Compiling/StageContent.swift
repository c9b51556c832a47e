import GSL
import Scenarios

/// All that a visit to a stage reads of a model, in words rather than places in its tables.
///
/// Where two models give a stage equal contents, a customer goes through it alike under both: the
/// same draws, the same sums. A content that differs for no reason costs time and changes nothing.
struct StageContent: Hashable {
  private struct Term: Hashable {
    var quantity: [MonomialContent]
    /// A slot that is filled before the visit.
    var slot: Int32?
    var coefficient: Double
  }

  private struct Form: Hashable {
    var constant: Double
    var terms: [Term]
  }

  /// A factor of a product of quantities.
  private struct MonomialContent: Hashable {
    var transform: Factor.Transform
    var powers: [MonomialPower]
  }

  private struct Choice: Hashable {
    var subject: StageChoice.Subject
    var form: Form
    var seat: Int
    var places: [Place]
    var hasTerms: Bool
  }

  private struct Move: Hashable {
    var state: Int32
    var peak: Int32
    var form: Form
    var limits: StateLimits
  }

  private struct Edge: Hashable {
    var target: Int32
    var form: Form
  }

  private enum Dwell: Hashable {
    case none
    case delivery
    case law(Distribution)
  }

  private struct Shipping: Hashable {
    /// All but the law of the actual time.
    var numbers: ShippingTable
    var actual: Dwell

    init(_ table: ShippingTable, _ actual: Dwell) {
      numbers = table
      numbers.actual = -1
      self.actual = actual
    }
  }

  private var place: Place
  private var flags: [Bool]
  private var choices: [Choice]
  private var effects: [Effect]
  private var moves: [Move]
  private var amounts: [Int64]
  private var refund: RefundPart
  private var quantity: Form?
  private var dwell: Dwell
  private var dwellScale: Form?
  private var edges: [Edge]
  private var decision: Int32
  private var common: CommonContent
  // What is read beside the stage's own tables; empty where it is not.
  private var popularity: [ProductTable] = []
  private var products: [ProductTable] = []
  private var productNumbers: [Double] = []
  private var shipping: [Shipping] = []

  init(_ stage: Int, in model: Model) {
    var reader = Reader(model: model)
    let table = model.stages[stage]
    place = table.place
    flags = [
      table.isEnd, table.entryTouchesSharedState, table.decisionTouchesSharedState,
      table.mayBeRefused,
    ]
    choices = model.choices[table.choices.range].map {
      Choice(
        subject: $0.subject, form: reader.form($0.form), seat: $0.seat, places: $0.places,
        hasTerms: $0.hasTerms)
    }
    effects = Array(model.effects[table.effects.range])
    moves = model.moves[table.moves.range].map {
      Move(
        state: $0.state, peak: $0.peak, form: reader.form($0.form),
        limits: model.stateLimits[Int($0.state)])
    }
    amounts = [table.voucher, table.cost]
    refund = table.refund
    quantity = table.quantity < 0 ? nil : reader.form(model.forms[Int(table.quantity)])
    dwell = reader.dwell(table.dwell)
    dwellScale = table.dwellScale < 0 ? nil : reader.form(model.forms[Int(table.dwellScale)])
    edges = model.edges[table.edges.range].map {
      Edge(target: $0.target, form: reader.form($0.form))
    }
    decision = model.decisions.isEmpty ? -1 : model.decisions[stage]
    common = CommonContent(model)
    if effects.contains(where: { $0 != .emptyBasket && $0 != .refund }) {
      reader.readsProducts = true
    }
    if effects.contains(where: { $0 == .order || $0 == .refund })
      || choices.contains(where: { $0.subject == .shipping })
    {
      reader.readsShipping = true
    }
    if choices.contains(where: { $0.subject == .product }) {
      popularity = model.products.map(\.popularity)
    }
    if reader.readsProducts { products = model.products }
    if reader.readsNumbers { productNumbers = model.productNumbers }
    if reader.readsShipping {
      shipping = model.shipping.map { Shipping($0, reader.law($0.actual)) }
    }
  }

  /// Follows a model's tables, and notes what they read beside them.
  private struct Reader {
    let model: Model
    var readsProducts = false
    var readsNumbers = false
    var readsShipping = false

    mutating func form(_ form: LinearForm) -> Form {
      Form(
        constant: form.constant,
        terms: model.terms[form.terms.range].map { term(slot: $0.slot, $0.coefficient) })
    }

    private mutating func term(slot: Int32, _ coefficient: Double) -> Term {
      guard let id = model.monomials.firstIndex(where: { $0.slot == slot }) else {
        return Term(quantity: [], slot: slot, coefficient: coefficient)
      }
      let factors = model.factors[model.monomials[id].factors.range].map { factor in
        MonomialContent(
          transform: factor.transform, powers: Array(model.powers[factor.powers.range]))
      }
      for power in factors.flatMap(\.powers) {
        if case .productNumber = power.source { readsNumbers = true }
        guard case .attribute(let attribute) = power.source else { continue }
        readsProducts = readsProducts || attribute.isOfProducts
        readsShipping = readsShipping || attribute.isOfShipping
      }
      let isFixed = model.fixedMonomials.contains(Int32(id))
      return Term(quantity: factors, slot: isFixed ? slot : nil, coefficient: coefficient)
    }

    func dwell(_ dwell: DwellTable) -> Dwell {
      switch dwell {
      case .none: .none
      case .delivery: .delivery
      case .drawn(let sampler): law(sampler)
      }
    }

    func law(_ sampler: Int32) -> Dwell {
      sampler < 0 ? .none : .law(model.samplers[Int(sampler)].distribution)
    }
  }
}

/// What every visit reads of a model.
struct CommonContent: Hashable {
  private var horizon: Double
  private var warmUp: Double
  private var minorPerMajor: Double
  private var mostVisits: UInt32
  private var needsLastOrder: Bool
  private var firstStateSlot: Int
  private var fading: [FadingState]
  private var windows: [Double]

  init(_ model: Model) {
    horizon = model.horizon
    warmUp = model.warmUp
    minorPerMajor = model.minorPerMajor
    mostVisits = model.mostVisits
    needsLastOrder = model.needsLastOrder
    firstStateSlot = model.firstStateSlot
    fading = model.fading
    windows = model.windows
  }
}

/// All that an arrival reads of a model.
struct ArrivalContent: Hashable {
  private var start: Int
  private var channelCost: [Int64]
  private var states: [StateLimits]
  /// The product that is looked at first is drawn by popularity.
  private var popularity: [ProductTable]
  private var common: CommonContent

  init(_ model: Model) {
    start = model.start
    channelCost = model.channelCost
    states = model.stateLimits
    // The product that is looked at first is drawn by popularity.
    popularity = model.products.map(\.popularity)
    common = CommonContent(model)
  }
}

extension ProductTable {
  /// How often it is looked at, and nothing of its amounts.
  fileprivate var popularity: ProductTable {
    var product = self
    (product.price, product.unitCost, product.rivalPrice) = (0, 0, 0)
    return product
  }
}

extension Attribute {
  /// Whether its value follows from the catalogue.
  fileprivate var isOfProducts: Bool {
    switch self {
    case .price, .rivalPrice, .inStock, .basketValue, .shippingFee, .missingToFreeShipping,
      .nearFreeShipping:
      true
    case .basketItems, .promisedDays, .collected, .deliveryDays, .daysLate, .voucher, .paid,
      .orders, .visits, .daysSinceArrival, .day:
      false
    }
  }

  /// Whether its value follows from the shipping options.
  fileprivate var isOfShipping: Bool {
    switch self {
    case .shippingFee, .missingToFreeShipping, .nearFreeShipping, .promisedDays, .collected: true
    case .price, .rivalPrice, .inStock, .basketValue, .basketItems, .deliveryDays, .daysLate,
      .voucher, .paid, .orders, .visits, .daysSinceArrival, .day:
      false
    }
  }
}
