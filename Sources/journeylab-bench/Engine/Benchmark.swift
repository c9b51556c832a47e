import Simulation
import Support
import Terminal

/// Runs a scenario again and again with a clock beside it.
struct Benchmark {
  let compiled: CompiledScenario
  let seed: UInt64
  let repeats: Int
  let interruption: Interruption

  /// Speed of the experiment's split, and its memory where asked for.
  ///
  /// With more than one thread, also by how much that is faster than one, run by turns.
  func journeys(threads: Int, measuresMemory: Bool = false) throws -> [Measurement] {
    let before = measuresMemory ? ProcessMemory.resetPeak() : nil
    var best: (seconds: Double, outcome: ExperimentOutcome)?
    var alone = Double.infinity
    var peak: Int?
    for attempt in 0..<repeats {
      if threads > 1 {
        alone = min(
          alone,
          try timed(RunOptions(seed: seed, threads: 1, worlds: .split), sink: NoSink()).seconds)
      }
      let (seconds, outcome) = try timed(
        RunOptions(seed: seed, threads: threads, worlds: .split), sink: NoSink())
      if attempt == 0, measuresMemory { peak = ProcessMemory.peak }
      if seconds < best?.seconds ?? .infinity { best = (seconds, outcome) }
    }
    guard let (seconds, outcome) = best else { return [] }
    var rows = [
      Measurement(
        measured: "journeys, \(threads) \(threads == 1 ? "thread" : "threads")",
        amount: "\(.count(outcome.transitions)) transitions", seconds: seconds,
        result: "\(Measurement.rate(Int(outcome.transitions), in: seconds)) transitions/s")
    ]
    if threads > 1 {
      rows.append(
        Measurement(
          measured: "\(threads) threads against one", amount: "", seconds: nil,
          result: "\(.fixed(alone / seconds, decimals: 2)) ×"))
    }
    if let before, let peak {
      let grown = max(0, peak - before)
      rows.append(
        Measurement(
          measured: "memory, \(threads) \(threads == 1 ? "thread" : "threads")",
          amount: "\(.count(outcome.customers)) customers", seconds: nil,
          result: """
            \(Measurement.megabytes(grown)) MB, \
            \(Measurement.megabytes(grown * 1_000_000 / max(1, outcome.customers))) MB per million
            """))
    }
    if measuresMemory, outcome.peakWaiting > 0 {
      rows.append(
        Measurement(
          measured: "waiting for what is shared",
          amount: "\(.count(outcome.peakWaiting)) at once", seconds: nil,
          result: "\(.count(outcome.bytesPerWaitingCustomer)) bytes each"))
    }
    return rows
  }

  /// Speed of the event log: the rows of a few blocks, formatted and written to /dev/null.
  func events() throws -> [Measurement] {
    let collector = BlockCollector(limit: 1_000_000)
    let (seconds, _) = try timed(
      RunOptions(seed: seed, threads: 1, worlds: .split, recordsEvents: true), sink: collector)
    let log = EventLogTimer(compiled: compiled, blocks: collector.blocks)
    var written: (rows: Int, bytes: Int, seconds: Double)?
    var hashed: Double?
    for _ in 0..<repeats {
      let run = try log.writeToNull()
      if run.seconds < written?.seconds ?? .infinity { written = run }
      hashed = min(hashed ?? .infinity, log.hash())
      if interruption.isRequested { throw RunError(code: .cancelled) }
    }
    guard let written, let hashed, written.rows > 0 else { return [] }
    return [
      Measurement(
        measured: "journeys with events, 1 thread",
        amount: "\(.count(collector.rows)) events", seconds: seconds,
        result: "\(Measurement.rate(collector.rows, in: seconds)) events/s"),
      Measurement(
        measured: "event rows written, 1 thread",
        amount: "\(.count(written.rows)) rows, \(Measurement.megabytes(written.bytes)) MB",
        seconds: written.seconds,
        result: "\(Measurement.rate(written.rows, in: written.seconds)) rows/s"),
      Measurement(
        measured: "event rows hashed, 1 thread",
        amount: "\(Measurement.megabytes(written.bytes)) MB", seconds: hashed,
        result: "\(Measurement.megabytes(Int(Double(written.bytes) / hashed))) MB/s"),
    ]
  }

  private func timed(
    _ options: RunOptions, sink: some BlockSink
  ) throws -> (seconds: Double, outcome: ExperimentOutcome) {
    let interruption = interruption
    let start = ContinuousClock.now
    let outcome = try ExperimentRun(compiled: compiled, options: options).run(
      sink: sink, isCancelled: { interruption.isRequested })
    return ((ContinuousClock.now - start) / .seconds(1), outcome)
  }
}
