import Synchronization

/// A child behind a policy, shared by copies of the policy; it ends with the last of them.
final class ExternalSession: Sendable {
  let launch: ExternalLaunch
  private let record: ExternalRecord?
  private let state: Mutex<ExternalState>

  convenience init(
    _ launch: ExternalLaunch, saved: [UInt8]? = nil, record: ExternalRecord? = nil
  ) {
    self.init(
      launch, state: ExternalState(launch, saved: saved, failures: 0, record: record),
      record: record)
  }

  private init(_ launch: ExternalLaunch, state: ExternalState, record: ExternalRecord?) {
    self.launch = launch
    self.state = Mutex(state)
    self.record = record
  }

  deinit {
    record?.add(counts)
    end()
  }

  var counts: ExternalCounts { state.withLock { $0.counts } }
  func end() { state.withLock { $0.end() } }

  /// Opens a task; a child that died may be started once more in it.
  func begin(task: Int, features: [Double]) {
    state.withLock { $0.begin(task: task, features: features) }
  }

  func close(task: Int) { state.withLock { $0.close(task: task) } }

  /// Sends a message without an answer, unless the child has not said that it takes such.
  func tell(_ line: [UInt8], onlyIfAccepted type: String? = nil) {
    state.withLock { $0.tell(line, onlyIfAccepted: type) }
  }

  /// Asks for probabilities, batch by batch; what cannot be used falls to the status quo.
  func decide(_ contexts: [Context], into rows: inout [[Double]]) {
    rows.removeAll(keepingCapacity: true)
    state.withLock { state in
      var start = 0
      while start < contexts.count {
        let end = min(start + launch.batch, contexts.count)
        state.decide(contexts[start..<end], into: &rows)
        start = end
      }
    }
  }

  func snapshot() -> [UInt8]? { state.withLock { $0.snapshot() } }

  /// Another child that starts from this one's state, and from what it may still do wrong.
  func branched() -> ExternalSession {
    ExternalSession(launch, state: state.withLock { $0.branched() }, record: record)
  }
}
