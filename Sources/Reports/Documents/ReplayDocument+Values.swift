import Scenarios
import Simulation
import Support

extension ReplayDocument {
  var values: JSON.Members {
    let traits = zip(scenario.population.traits, replay.traits).map { ($0.name, JSON.number($1)) }
    return [
      "customer": .integer(Int64(replay.customer)),
      "arrival": .text(stamp.text(hours: replay.arrival)),
      "segment": .text(scenario.population.segments[replay.segment].name),
      "channel": .text(scenario.market.channels[replay.channel].name),
      "assigned_arm": .text(scenario.experiment.arms[replay.assignedArm].name),
      "true_traits": .object(JSON.Members(traits)),
      "journeys": .array(replay.journeys.map(journey)),
    ]
  }

  private func journey(_ journey: JourneyTrace) -> JSON {
    let measures = zip(plan.measures, journey.measures).map { ($0.name, JSON.integer($1)) }
    return .object([
      "arm": .text(scenario.experiment.arms[journey.arm].name),
      "censored": .boolean(journey.isCensored), "measures": .object(JSON.Members(measures)),
      "visits": .array(journey.visits.map(visit)),
    ])
  }

  private func visit(_ visit: JourneyTrace.Visit) -> JSON {
    .object([
      "stage": .text(scenario.journey.stages[visit.stage].name),
      "visit": .integer(Int64(visit.number)), "entered": .text(stamp.text(hours: visit.entered)),
      "left": .optional(visit.left.map { stamp.text(hours: $0) }), "draw": .optional(visit.draw),
      "next": .optional(visit.next.map { scenario.journey.stages[$0].name }),
      "notes": .array(visit.notes.map(JSON.text)),
      "options": .array(
        visit.options.map { option in
          .object([
            "stage": .text(scenario.journey.stages[option.target].name),
            "utility": .number(option.utility), "probability": .number(option.probability),
          ])
        }),
    ])
  }
}
