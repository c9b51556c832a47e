import GSL
import Scenarios

/// A scenario under one arm as flat tables that the passes read without look-ups.
///
/// Every formula is a constant plus coefficients times *slots*. A customer's slots hold, in order:
/// 1, the traits, the state variables, products of quantities that are fixed for a customer, and
/// products that are refreshed before each use.
struct Model: Sendable {
  var start = 0
  var stages: [StageTable] = []
  /// Names of the stages, for messages.
  var stageNames: [String] = []
  var edges: [EdgeTable] = []
  var choices: [ChoiceTable] = []
  /// Rows of the choice among a stage's edges; the first row of a stage holds the constants.
  var rows: [ChoiceRow] = []
  var effects: [Effect] = []
  var moves: [MoveTable] = []
  var forms: [LinearForm] = []
  var terms: [LinearTerm] = []

  /// Monomials by id; the first `fixedMonomials` are evaluated once per customer.
  var monomials: [Monomial] = []
  var factors: [MonomialFactor] = []
  var powers: [MonomialPower] = []
  /// Ids of monomials to refresh, in the ranges that forms and stages name.
  var refreshes: [Int32] = []
  var fixedMonomials: [Int32] = []

  /// How the distributions that tables name are drawn.
  var samplers: [QuantileSampler] = []

  var products: [ProductTable] = []
  /// Further numbers of products, product by product.
  var productNumbers: [Double] = []
  var shipping: [ShippingTable] = []
  var stateLimits: [StateLimits] = []
  /// States whose peaks are kept, in slots behind the states' own.
  var peaks: [Int] = []
  var fading: [FadingState] = []
  /// Hours from coming at which metrics stop counting, ascending.
  var windows: [Double] = []
  var channelCost: [Int64] = []

  var traitCount = 0
  var slotCount = 1
  var horizon = 0.0
  /// Hours of the warm-up, in which all customers live under the control.
  var warmUp = 0.0
  /// Minor units per major unit, for quantities of money in formulas.
  var minorPerMajor = 100.0
  /// Whether customers draw under numbers that tell the day of arrival.
  var numbersByDay = false
  /// Whether any visit reads or writes what customers share.
  var sharesState = false

  /// The decision point met before each stage is entered, or -1; empty where nobody decides.
  var decisions: [Int32] = []
  /// Context terms of each decision point: ranges into `contextForms`.
  var contexts: [Span32] = []
  var contextForms: [LinearForm] = []

  /// Whether stages after an order need to know it: its delivery or its refund.
  var needsLastOrder = false

  /// Most visits of a customer to one stage; a journey with more ends the run with an error.
  var mostVisits = Model.standardMostVisits
  /// Most visits to one stage, which ``RunError`` names.
  static let standardMostVisits: UInt32 = 100_000

  /// First slot of the state variables.
  var firstStateSlot: Int { 1 + traitCount }

  /// The slot of a state's peak; -1 where it is not kept.
  func peakSlot(of state: Int) -> Int32 {
    peaks.firstIndex(of: state).map { Int32(firstStateSlot + stateLimits.count + $0) } ?? -1
  }
}

/// One stage: ranges into the model's flat arrays.
struct StageTable: Sendable {
  var place: Place
  var isEnd: Bool
  var edges: Span32
  var choices: Span32
  var effects: Span32
  var refund: RefundPart
  /// Index of the form that says how many items are added, or -1 for one.
  var quantity: Int32
  var moves: Span32
  var voucher: Int64
  /// What a visit costs the shop, in minor units.
  var cost: Int64
  var dwell: DwellTable
  /// Index of the dwell scale's form, or -1.
  var dwellScale: Int32
  /// Monomials to refresh before the choice among the edges.
  var refresh: Span32
  /// Rows of the fast form of the choice among at most four edges; empty for more.
  var rows: Span32
  /// Whether the only row holds weights rather than utilities.
  var hasFixedWeights: Bool
  /// Whether the visit orders what shelves may not have.
  var mayBeRefused: Bool
  /// Whether nothing happens on entry but a dwell time.
  var isPlain: Bool
  /// Whether entering reads or writes shared state.
  var entryTouchesSharedState: Bool
  /// Whether the choice must happen in the market's time order.
  var decisionTouchesSharedState: Bool
}

/// A half-open range in 8 bytes.
struct Span32: Sendable {
  var start: Int32
  var end: Int32

  var range: Range<Int> { Int(start)..<Int(end) }
  var isEmpty: Bool { start == end }
  var count: Int { Int(end - start) }

  init(_ start: Int, _ end: Int) {
    self.start = Int32(start)
    self.end = Int32(end)
  }
}

enum DwellTable: Sendable, Hashable {
  case none
  /// By a sampler of the model.
  case drawn(Int32)
  case delivery
}

/// One edge: its target and the index of its utility.
struct EdgeTable: Sendable {
  var target: Int32
  var form: LinearForm
}

/// Coefficients of up to four edges on one slot, relative to the last edge.
struct ChoiceRow: Sendable {
  var coefficients: SIMD4<Double>
  var slot: Int32
}

/// What is chosen on entry and the utility of an alternative.
struct ChoiceTable: Sendable {
  var subject: StageChoice.Subject
  var form: LinearForm
  /// Which of the stage's choices of the subject this is, from 0: the seat of its draws.
  var seat: Int
  /// The places of the alternatives' draws.
  var places: [Place]
  /// Whether the utility has terms under any arm; without any, products are drawn by popularity
  /// alone.
  var hasTerms: Bool
}

/// A state variable's slot and the form that is added to it.
struct MoveTable: Sendable {
  var state: Int32
  /// Slot of the state's peak, or -1.
  var peak: Int32
  var form: LinearForm
}

/// A constant plus a range of terms, and the monomials to refresh before it is evaluated.
struct LinearForm: Sendable {
  var constant: Double
  var terms: Span32
  var refresh: Span32
}

struct LinearTerm: Sendable {
  var slot: Int32
  var coefficient: Double
}

/// A product of factors that fills a slot.
struct Monomial: Sendable {
  var slot: Int32
  var factors: Span32
}

/// A transform of a product of powers.
struct MonomialFactor: Sendable {
  var transform: Factor.Transform
  var powers: Span32
}

struct MonomialPower: Sendable, Hashable {
  var source: QuantitySource
  var exponent: Int32
}

/// Where a quantity's value is found.
enum QuantitySource: Sendable, Hashable {
  case constant(Double)
  case slot(Int32)
  case segment(Int32)
  case channel(Int32)
  case product(Int32)
  case shipping(Int32)
  /// 1 from this hour on.
  case after(Double)
  /// A further number of the product looked at.
  case productNumber(Int32)
  case attribute(Attribute)
}

/// A product's numbers in minor units.
struct ProductTable: Sendable, Hashable {
  var price: Int64
  var unitCost: Int64
  var rivalPrice: Int64
  var logPopularity: Double
  /// Sum of popularities up to this product, as a share of all.
  var cumulativePopularity: Double
}

/// A shipping option's numbers in minor units and hours.
struct ShippingTable: Sendable, Hashable {
  var fee: Int64
  /// Goods value from which the fee is waived; the largest integer for never.
  var freeFrom: Int64
  var cost: Int64
  /// What is kept back from a refund.
  var returnFee: Int64
  var returnCost: Int64
  var promisedHours: Double
  /// The sampler of the time in which parcels come.
  var actual: Int32
  var isCollected: Bool

  /// What the customer pays for a parcel of this goods value.
  func fee(forGoods goods: Int64) -> Int64 { goods >= freeFrom ? 0 : fee }
}

/// A state variable that goes back to its start, half the way in each half-life.
struct FadingState: Sendable, Hashable {
  var state: Int
  var start: Double
  /// In hours.
  var halfLife: Double
}

/// The limits of a state variable and its value at arrival.
struct StateLimits: Sendable, Hashable {
  var start: Double
  var minimum: Double
  var maximum: Double
}
