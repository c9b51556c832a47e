import Simulation
import Support

extension EventsTable {
  /// The columns of `events.parquet`: those of `events.csv`, with types.
  var parquetColumns: [ParquetColumn] {
    zip(columns, header.columns).map { column, entry in
      let (kind, isOptional): (ParquetColumn.Kind, Bool) =
        switch column.content {
        case .label(let list): (.text(labels(list).names), true)
        case .integer: (.integer, false)
        case .money: (.money(decimals: decimals), true)
        case .time: (.time, false)
        }
      return ParquetColumn(name: entry.name, kind: kind, isOptional: isOptional)
    }
  }

  /// The pages of a block.
  func pages(
    _ block: BlockRecord, of columns: [ParquetColumn]
  ) throws(ResultsError) -> ParquetFile.Block {
    var pages: [ParquetColumn.Page] = []
    for (column, written) in zip(self.columns, columns) {
      var values = ParquetColumn.Values(capacity: block.events.count)
      for index in block.events.indices {
        let arm = Int(block.eventArms[index])
        switch column.cell(block.events[index], arm: arm, stages: stageCount) {
        case .label(let list, let label):
          values.append(label < labels(list).count ? Int64(label) : nil)
        case .integer(let value), .money(let value): values.append(value)
        case .time(let hours): values.append(stamp.milliseconds(hours: hours))
        case .empty: values.append(nil)
        }
      }
      pages.append(try written.page(values))
    }
    return ParquetFile.Block(rows: block.events.count, pages: pages)
  }

  private func labels(_ list: LabelList) -> Labels {
    switch list {
    case .activity: activities
    case .stage: stages
    case .kind: kinds
    case .arm: arms
    case .channel: channels
    case .product: products
    case .segment: segments
    case .shipping: shipping
    }
  }
}
