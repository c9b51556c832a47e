/// What a run keeps beyond sums: shapes always, and what only some plans ask for.
struct DetailTotals: Sendable {
  var shapes: MeasureShapes
  let isAsked: Bool
  var values: ValueCounts
  var rollOutValues: ValueCounts
  var looks: Totals
  var strata: Totals
  private let hasLooks: Bool
  private let hasStrata: Bool

  init(plan: MeasurePlan, layout: CellLayout, hasRollOut: Bool) {
    shapes = MeasureShapes(arms: layout.arms, measures: plan.measures.count)
    hasLooks = plan.looks > 0
    hasStrata = plan.keepsChannels
    isAsked = hasLooks || hasStrata || !plan.counted.isEmpty
    values = ValueCounts(cells: layout.observedCount, figures: plan.counted)
    rollOutValues = ValueCounts(cells: hasRollOut ? layout.rollOutCount : 0, figures: plan.counted)
    looks = Totals(cells: layout.lookCount, plan: plan)
    strata = Totals(cells: plan.keepsChannels ? layout.stratumCount : 0, plan: plan)
  }

  mutating func observe(_ row: borrowing [Int64], cell: Int, look: Int, stratum: Int) {
    values.add(row, to: cell)
    if hasLooks { looks.add(row, to: look) }
    if hasStrata { strata.add(row, to: stratum) }
  }

  mutating func add(_ other: borrowing DetailTotals) {
    shapes.add(other.shapes)
    values.add(other.values)
    rollOutValues.add(other.rollOutValues)
    looks.add(other.looks)
    strata.add(other.strata)
  }

  var hasOverflowed: Bool { looks.hasOverflowed || strata.hasOverflowed }
}
