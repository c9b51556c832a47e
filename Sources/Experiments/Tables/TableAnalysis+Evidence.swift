extension TableAnalysis {
  /// Turns what the tally kept for the health checks into the order of the plan.
  static func evidence(
    _ tally: TableTally, arms: [Int], options: TableOptions
  ) -> HealthEvidence {
    let segments = tally.segments.isEmpty ? [0] : Array(tally.segments.indices)
    let shapes = arms.map { arm in
      var whole = [ShapeAccumulator](repeating: ShapeAccumulator(), count: options.metrics.count)
      for segment in segments {
        for (metric, cell) in tally.cells(segment: segment, arm: arm).enumerated() {
          whole[metric].merge(cell.shape)
        }
      }
      return whole.map { $0.count > 0 && options.clusterColumn == nil ? $0 : nil }
    }
    let kind = options.metrics[tally.columns.primary].source.kind
    let days = tally.days.order.map { day in
      func cell(_ arm: Int) -> TableTally.Cell {
        let cells = tally.days.cells[day]
        return arm < cells.count ? cells[arm] : TableTally.Cell()
      }
      let rows = tally.days.rows[day]
      return HealthEvidence.Day(
        number: tally.days.days[day].number, label: tally.days.days[day].label,
        weekday: tally.days.days[day].weekday,
        counts: arms.map { $0 < rows.count ? rows[$0] : 0 },
        samples: arms.map { cell($0).sample(kind: kind) })
    }
    return HealthEvidence(
      shapes: shapes, days: days, covariateNames: options.covariates,
      covariates: arms.map { arm in
        guard options.clusterColumn == nil else {
          return options.covariates.indices.map {
            tally.clusters.sample(options.metrics.count + $0, kind: .mean, arm: arm)
          }
        }
        return tally.covariates[arm].map { .mean($0.moments) }
      })
  }
}
