import Scenarios

/// What the models of a run read and write of customers, which decides what their rows keep.
struct RowUse {
  let choosesProduct: Bool
  let choosesShipping: Bool
  let addsItems: Bool
  let givesVouchers: Bool
  let keepsOrder: Bool
  let decides: Bool
  let sharesState: Bool
  /// Traits, states and their peaks are kept; products of quantities are evaluated anew.
  let slots: [RowForm]
  /// Who waits has visited no end.
  let visits: [RowForm]

  init(_ models: [Model]) {
    choosesProduct = models.contains { $0.products.count > 1 }
    choosesShipping = models.contains { $0.shipping.count > 1 }
    addsItems = models.contains { $0.effects.contains(.addItem) }
    givesVouchers = models.contains { model in model.stages.contains { $0.voucher > 0 } }
    keepsOrder = models.contains(where: \.needsLastOrder)
    decides = !models[0].decisions.isEmpty
    sharesState = models.contains(where: \.sharesState)
    let own = models.reduce(0) {
      max($0, $1.firstStateSlot + $1.stateLimits.count + $1.peaks.count - 1)
    }
    let all = models.reduce(1) { max($0, $1.slotCount) } - 1
    slots = (0..<all).map { $0 < own ? .whole : .derived }
    visits = models[0].stages.indices.map { stage in
      models.allSatisfy { $0.stages[stage].isEnd } ? .fixed(0) : .narrow(bytes: 1)
    }
  }
}
