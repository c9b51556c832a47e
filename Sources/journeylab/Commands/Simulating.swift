import Simulation
import Terminal

/// A run with its progress shown and Ctrl-C heard.
struct Simulating {
  let run: ExperimentRun
  let isQuiet: Bool
  let interruption: Interruption

  /// Runs to the end.
  /// - Throws: `RunError`, or what the sink throws.
  func outcome(sink: some BlockSink) throws -> ExperimentOutcome {
    let interruption = interruption
    let bar = ProgressBar(isQuiet: isQuiet)
    defer { bar.finish() }
    return try run.run(
      sink: sink, progress: { bar.update($0) }, isCancelled: { interruption.isRequested })
  }
}
