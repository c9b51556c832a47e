import Scenarios
import Studies
import Support
import Testing

@testable import Experiments
@testable import Reports

/// What a page needs beside the tests: money, days and pairs, against what the analysis found.
@Suite struct `What is compared on a page` {
  private static let found = Result {
    try DocumentSamples.result("free-shipping-threshold", customers: 6_000)
  }

  private let result: ExperimentResult
  private let analysis: Analysis

  init() throws {
    result = try Self.found.get()
    analysis = try #require(result.analysis)
  }

  @Test func `The effect of the last day is that of the experiment, with its error`() throws {
    for effect in EffectByDay.all(result) {
      let last = try #require(effect.days.last)
      let comparison = try #require(
        analysis.comparison(treatment: effect.arm, metric: result.primary))
      let difference = try #require(comparison.difference)
      #expect(abs(try #require(last.soFar) - difference) < 1e-9)
      let error = try #require(comparison.standardError)
      #expect(abs(try #require(last.standardError) - error) < 1e-9 * error)
      #expect(Int(last.customers) == result.data.counts[0] + result.data.counts[effect.arm])
      // The band narrows as customers come.
      let errors = effect.days.compactMap(\.standardError)
      #expect(errors == errors.sorted(by: >))
    }
    #expect(EffectByDay.all(result).map(\.arm) == [1, 2, 3])
  }

  @Test func `The days' customers add up to the difference so far`() throws {
    let effect = try #require(EffectByDay.all(result).first)
    #expect(effect.days.first?.difference == effect.days.first?.soFar)
    #expect(effect.days.count == 60)
  }

  @Test func `A month has thirty days of the run's traffic`() throws {
    let money = try #require(MonthlyMoney(result))
    #expect(result.metrics[money.metric].name == "margin per customer")
    // 6,000 customers in 60 days.
    #expect(abs(money.customers - 3_000) < 1e-9)
    for difference in money.differences {
      let comparison = try #require(
        analysis.comparison(treatment: difference.arm, metric: money.metric))
      let own = try #require(comparison.difference)
      #expect(abs(try #require(difference.estimate) - own * 3_000) < 1e-6)
      let truth = try #require(result.truth.effects[difference.arm][money.metric])
      #expect(abs(try #require(difference.truth) - truth.difference * 3_000) < 1e-6)
      let interval = try #require(difference.interval)
      #expect(interval.contains(0) == (comparison.interval?.contains(0) ?? false))
    }
  }

  @Test func `A pair of treatments differs by the difference of their effects`() throws {
    let pairs = ArmPairs(result).pairs
    #expect(pairs.count == 3 * result.metrics.count)
    for pair in pairs {
      func effect(_ arm: Int) throws -> (observed: Double, truth: Double) {
        let comparison = try #require(analysis.comparison(treatment: arm, metric: pair.metric))
        let truth = try #require(result.truth.effects[arm][pair.metric])
        return (try #require(comparison.difference), truth.difference)
      }
      let (first, second) = (try effect(pair.first), try effect(pair.second))
      let test = try #require(pair.test)
      #expect(abs(test.difference - (first.observed - second.observed)) < 1e-9)
      let truth = try #require(pair.truth)
      #expect(abs(truth.difference - (first.truth - second.truth)) < 1e-9)
    }
  }

  @Test func `The answer says what the verdicts say, with the money`() throws {
    let section = try #require(AnswerSection(result))
    let text = section.answer.text
    let shipped = analysis.verdicts.filter { $0.action == .ship }.map(\.treatmentName)
    #expect(shipped.isEmpty == !text.hasPrefix("Ship "))
    if let best = analysis.recommendation?.name ?? shipped.first {
      #expect(text.hasPrefix("Ship \(best):"))
    } else {
      #expect(text.hasPrefix("Keep"))
    }
    #expect(text.contains(" a month"))
    #expect(section.truth.text.hasPrefix("In truth "))
  }

  @Test func `Where arms share stock, the roll-out answers`() throws {
    let shared = try DocumentSamples.result("limited-stock", customers: 2_000)
    let answer = try #require(AnswerSection(shared)).answer.text
    #expect(answer.hasPrefix("The split is not valid, because the arms share "))
    #expect(answer.contains("By the roll-out "))
    #expect(!answer.contains("Ship "))
  }

  @Test func `Truths of segments are among the values for programs`() throws {
    let values = Document(result, files: []).values
    let segments = try #require(values["segments"]?.elements)
    #expect(segments.count == 3 * 4 * result.metrics.count)
    let one = try #require(
      segments.first {
        $0["segment"]?.text == "regulars" && $0["arm"]?.text == "always"
          && $0["metric"]?.text == "conversion"
      })
    let metric = try #require(result.metrics.firstIndex { $0.name == "conversion" })
    #expect(one["true_effect"]?.number == result.segmentTruths[1].effects[3][metric]?.difference)
  }
}
