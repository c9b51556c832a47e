import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    [], ["help"], ["--help"], ["run", "--help"], ["validate", "--help"], ["schema", "--help"],
    ["simulate", "--help"], ["analyze", "--help"], ["replay", "--help"], ["uplift", "--help"],
    ["evaluate", "--help"], ["explain", "--help"], ["export", "--help"],
    ["import", "--help"], ["shadow", "--help"],
  ])
  func `help is printed on request, with examples`(arguments: [String]) throws {
    try withTool { tool in
      let ending = try tool.finish(tool.start(arguments))
      #expect(ending.status == 0)
      #expect(ending.complaint == "")
      #expect(ending.output.contains("\n  journeylab "))
    }
  }

  @Test(arguments: [
    ["frobnicate"], ["run"], ["run", "a.yaml", "--threads", "0"], ["run", "a.yaml", "--seed", "x"],
    ["run", "a.yaml", "--customers", "0"], ["run", "missing.yaml"], ["replay", "a.yaml"],
    ["analyze", "missing.csv", "--arm", "a", "--metric", "m=mean:x"],
    ["run", "a.yaml", "--format", "xml"],
  ])
  func `a fault in the usage or the input ends with status 2`(arguments: [String]) throws {
    try withTool { tool in
      let ending = try tool.finish(tool.start(arguments))
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(!ending.complaint.isEmpty)
      #expect(tool.names(in: ".").isEmpty)
    }
  }

  @Test func `the version is printed`() throws {
    try withTool { tool in
      let ending = try tool.run("--version")
      #expect(ending == Tool.Ending(status: 0, output: "0.4.0\n", complaint: ""))
    }
  }

  @Test func `a completion script is printed`() throws {
    try withTool { tool in
      let ending = try tool.run("--generate-completion-script", "bash")
      #expect(ending.status == 0)
      #expect(ending.output.contains("complete"))
    }
  }

  @Test func `schema prints JSON, and the columns of the results`() throws {
    try withTool { tool in
      let schema = try tool.run("schema")
      let object = try JSONSerialization.jsonObject(with: Data(schema.output.utf8))
      #expect((object as? [String: Any])?["properties"] != nil)
      let columns = try tool.run("schema", "--columns")
      for file in [
        "arms", "comparisons", "funnel", "daily", "customers", "events", "learning", "regret",
      ] {
        #expect(columns.output.contains("### `\(file).csv`"))
      }
    }
  }

  @Test func `valid files are described, the faults of the others are shown`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let good = try tool.run("validate", SampleScenario.freeShipping.name)
      #expect(
        good
          == Tool.Ending(
            status: 0, output: "sample.yaml: valid, 2 arms, 5 stages, 2 segments, 1 product\n",
            complaint: ""))
      let broken = SampleScenario.freeShipping.text.replacing(
        "leave: 0", with: "leve: 0", maxReplacements: 1
      )
      .replacing("price: 14.90", with: "price: -1")
      try tool.write(broken, to: "broken.yaml")
      let bad = try tool.run("validate", SampleScenario.freeShipping.name, "broken.yaml")
      #expect(bad.status == 2)
      #expect(bad.output == good.output)
      for part in ["broken.yaml:", "leve", "`leave`", "^", "price"] {
        #expect(bad.complaint.contains(part), "\(part)")
      }
    }
  }

  @Test func `simulate writes an event log and replaces none unasked`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let first = try tool.run(
        "simulate", SampleScenario.freeShipping.name, "--arm", "from 30", "--customers-file",
        "--out", "log",
        "-q")
      #expect(first.status == 0, "\(first.complaint)")
      #expect(tool.names(in: "log") == ["customers.csv", "events.csv"])
      let files = try tool.files(below: "log")
      let events = String(decoding: files["events.csv"] ?? Data(), as: UTF8.self)
      #expect(events.hasPrefix("case_id,activity,timestamp,"))
      #expect(!events.contains(",control,"))
      let again = try tool.run("simulate", SampleScenario.freeShipping.name, "--out", "log", "-q")
      #expect(again.status == 2)
      #expect(again.complaint.contains("--force"))
      let after = try tool.files(below: "log")
      #expect(after == files)
      let unknown = try tool.run(
        "simulate", SampleScenario.freeShipping.name, "--arm", "x", "--out", "l2")
      #expect(
        unknown.complaint == "error: --arm: found \"x\"; allowed: \"control\", \"from 30\"\n")
    }
  }

  @Test func `replay shows every arm with utilities, probabilities and draws`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let text = try tool.run("replay", SampleScenario.freeShipping.name, "7")
      #expect(text.status == 0, "\(text.complaint)")
      for part in ["Customer 7", "Under control", "Under from 30", "utility", "<- draw"] {
        #expect(text.output.contains(part), "\(part)")
      }
      let json = try tool.run("replay", SampleScenario.freeShipping.name, "7", "--format", "json")
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
      let journeys = (object as? [String: Any])?["journeys"] as? [[String: Any]]
      #expect(journeys?.compactMap { $0["arm"] as? String } == ["control", "from 30"])
      let beyond = try tool.run("replay", SampleScenario.freeShipping.name, "400")
      #expect(beyond.status == 2)
      #expect(beyond.complaint == "error: customer: found 400; allowed: 0 to 399\n")
    }
  }

  @Test func `the measuring program measures journeys, memory and event rows`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.finish(
        tool.start(
          ["engine", SampleScenario.freeShipping.name, "--threads", "2", "--repeats", "1"],
          of: "journeylab-bench"))
      #expect(ending.status == 0, "\(ending.complaint)")
      for part in ["journeys, 1 thread ", "journeys, 2 threads", "memory", "rows/s"] {
        #expect(ending.output.contains(part), "\(part)")
      }
      #expect(tool.names(in: ".") == [SampleScenario.freeShipping.name])
    }
  }

  @Test func `all faults of a file are shown in one go, exactly so`() throws {
    try withTool { tool in
      let broken = """
        journeylab: 1
        title: Broken
        market: {horizon: 30, arrivals: {customers: 10}}
        journey:
          stages:
            visit: {dwell: 5 min, next: {leve: 0}}
            leave: end

        """
      try tool.write(broken, to: "broken.yaml")
      let ending = try tool.run("validate", "broken.yaml")
      let expected = """
        broken.yaml:3:19: `horizon` needs a unit, e.g. `30 days`; found `30`
            3 | market: {horizon: 30, arrivals: {customers: 10}}
              |                   ^~
        broken.yaml:6:34: `next` leads to the missing stage `leve`; did you mean `leave`?
            6 |     visit: {dwell: 5 min, next: {leve: 0}}
              |                                  ^~~~
        2 faults

        """
      #expect(ending == Tool.Ending(status: 2, output: "", complaint: expected))
    }
  }

  @Test func `the first help text is this`() throws {
    try withTool { tool in
      let ending = try tool.run("--help", environment: ["COLUMNS": "80"])
      let expected = """
        OVERVIEW: Try pricing, shipping and service strategies on synthetic customers.

        Describe a market in a scenario file, run it, and read which strategy wins: the
        estimate an A/B test would give beside the truth that only a simulation knows.

          journeylab run scenarios/free-shipping-threshold.yaml
          journeylab run scenarios/price-test.yaml --set catalogue.headphones.price=75
          journeylab replay scenarios/free-shipping-threshold.yaml 17

        Exit status: 0 done, 1 failure at work, 2 usage or input, 130 interrupted.
        Shell completion: journeylab --generate-completion-script bash (or zsh, fish).

        USAGE: journeylab <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          run                     Run a scenario's experiment and compare its arms, the
                                  truth beside the estimate.
          validate                Check scenario files and show all faults with their
                                  places.
          schema                  Print the JSON Schema of scenario files, or the
                                  columns of result files.
          simulate                Write the event log of a scenario, without an
                                  analysis.
          analyze                 Analyse a CSV table of an experiment with one row per
                                  unit.
          replay                  Replay one customer in every arm side by side, with
                                  the reason of each step.
          power                   Plan a test: sample size, duration, least detectable
                                  change, power.
          assess                  Measure how good a scenario's test is: errors, power,
                                  coverage, peeking, regret.
          designs                 Compare designs of a scenario's test with the
                                  roll-out: bias, error, coverage.
          sensitivity             Find the assumptions that the decision rests on, and
                                  where they turn it.
          uplift                  Predict each customer's effect from what is observed;
                                  score it by the truth.
          evaluate                Estimate what another policy would have earned, from
                                  a log of decisions.
          explain                 Show what moved a saved policy's decision and how
                                  sure the policy was.
          export                  Write a log of decisions for Vowpal Wabbit or obp, or
                                  a run's sales as a database.
          import                  Read a log of decisions of obp, Vowpal Wabbit or a
                                  table.
          shadow                  Set a candidate policy beside the running one on the
                                  same customers.
          compare                 Compare two runs: what differs in what went in, and
                                  in what was found.
          insight                 Read a log of events: map, purchase phase, segments,
                                  attribution, lifetime, service.
          lesson                  List the lessons of the workshop, or do one: its
                                  commands, then what to see and why.
          new                     Write a first scenario of your own: six questions, or
                                  their answers as options.

          See 'journeylab help <subcommand>' for detailed help.

        """
      #expect(ending == Tool.Ending(status: 0, output: expected, complaint: ""))
    }
  }
}
