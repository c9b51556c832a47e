package import Scenarios
package import Simulation
package import Support

/// `customers.csv`: one row per customer, what only a simulation knows in columns `true_…`.
package struct CustomersTable: Sendable {
  /// The columns, which depend on the scenario's measures, traits and arms.
  package let columns: ColumnSet
  private let stamp: TimeStamp
  private let decimals: Int
  private let arms: Labels
  private let segments: Labels
  private let channels: Labels
  private let isMoney: [Bool]
  private let traits: Int
  /// Indices of the measures whose potential outcomes are written.
  private let potential: [Int]
  private let armCount: Int
  private let measureCount: Int

  /// Declares the columns of a scenario.
  /// - Parameters:
  ///   - scenario: The base scenario.
  ///   - plan: The measures kept.
  ///   - withPotentialOutcomes: Whether outcomes under every arm are known, as they are when
  ///     customers share nothing.
  package init(scenario: Scenario, plan: MeasurePlan, withPotentialOutcomes: Bool) {
    stamp = TimeStamp(start: scenario.market.start)
    decimals = scenario.market.currency.decimals
    arms = Labels(scenario.experiment.arms.map { [$0.name] })
    segments = Labels(scenario.population.segments.map { [$0.name] })
    channels = Labels(scenario.market.channels.map { [$0.name] })
    let money: [Measure] = [.revenue, .margin, .before(.revenue), .before(.margin)]
    isMoney = plan.measures.map(money.contains)
    traits = scenario.population.traits.count
    armCount = scenario.experiment.arms.count
    measureCount = plan.measures.count
    let shown: [Measure] = [.orders, .revenue, .margin]
    potential = withPotentialOutcomes ? shown.compactMap(plan.measures.firstIndex(of:)) : []
    columns = ColumnSet(
      file: "customers.csv", row: "customer",
      columns: Self.columns(scenario: scenario, plan: plan, potential: potential))
  }

  private static func columns(
    scenario: Scenario, plan: MeasurePlan, potential: [Int]
  ) -> [Column] {
    let stages = scenario.journey.stages
    func name(_ measure: Measure) -> String {
      measure.name(stages: stages).replacing(" ", with: "_")
    }
    return [
      Column("case_id", "Number of the customer."),
      Column("arrival", "Time of arrival, ISO 8601 in UTC."),
      Column("arm", "Name of the arm the customer was assigned to."),
      Column("segment", "Segment of the customer."),
      Column("channel", "Channel by which the customer came."),
      Column("censored", "1 when the end of the horizon cut the journey off, else 0."),
    ]
      + plan.measures.map { Column(name($0), meaning(of: $0, stages: stages)) }
      + scenario.population.traits.map {
        Column("true_\($0.name)", "The trait; no business sees it.")
      }
      + potential.flatMap { index in
        scenario.experiment.arms.map { arm in
          Column(
            "true_\(name(plan.measures[index]))_\(arm.name.replacing(" ", with: "_"))",
            "\(meaning(of: plan.measures[index], stages: stages)) If assigned to \(arm.name).")
        }
      }
  }

  private static func meaning(of measure: Measure, stages: [Stage]) -> String {
    switch measure {
    case .customers: "1."
    case .converted: "1 for a customer with an order, else 0."
    case .orders: "Orders."
    case .items: "Items ordered."
    case .revenue: "Money received: goods and shipping fees, less vouchers and refunds."
    case .margin: "Revenue less unit, shipping, return and channel costs."
    case .secondsToPurchase: "Whole seconds from arrival to the first order; 0 without one."
    case .returns: "Orders sent back."
    case .stockOuts: "Times an empty shelf turned the customer away."
    case .baskets: "Baskets begun."
    case .abandonedBaskets: "Baskets begun and not ordered."
    case .reached(let stage): "1 for a customer who visited \(stages[stage].name), else 0."
    case .endedFrom(let stage):
      "1 for a customer whose journey ended by a step from \(stages[stage].name), else 0."
    case .secondsFollowed:
      "Whole seconds from arrival, or the later start of the experiment, to the end of the market."
    case .before(let covariate):
      "\(covariate.rawValue.prefix(1).uppercased() + covariate.rawValue.dropFirst()) the"
        + " experiment, in the warm-up."
    }
  }

  /// Writes a block's customers as rows.
  package func append(_ block: BlockRecord, to buffer: inout ByteBuffer) {
    let fixed = arms.longest + segments.longest + channels.longest + 128
    let numbers = measureCount + potential.count * armCount
    for customer in block.customers {
      buffer.reserve(fixed + numbers * ByteBuffer.widestNumber)
      buffer.put(integer: Int64(truncatingIfNeeded: customer.customer))
      buffer.put(UInt8(ascii: ","))
      stamp.put(hours: customer.arrival, into: &buffer)
      buffer.put(UInt8(ascii: ","))
      arms.put(customer.arm, into: &buffer)
      segments.put(customer.segment, into: &buffer)
      channels.put(customer.channel, into: &buffer)
      buffer.put(UInt8(ascii: customer.isCensored ? "1" : "0"))
      for (index, value) in customer.measures.enumerated() {
        append(value, measure: index, to: &buffer)
      }
      for trait in customer.traits {
        buffer.append(UInt8(ascii: ","))
        buffer.append(number: trait)
      }
      for index in potential {
        for arm in 0..<armCount {
          append(
            customer.potentialMeasures[arm * measureCount + index], measure: index, to: &buffer)
        }
      }
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  @inline(__always)
  private func append(_ value: Int64, measure: Int, to buffer: inout ByteBuffer) {
    buffer.reserve(ByteBuffer.widestNumber + 1)
    buffer.put(UInt8(ascii: ","))
    if isMoney[measure] {
      buffer.put(money: value, decimals: decimals)
    } else {
      buffer.put(integer: value)
    }
  }
}
