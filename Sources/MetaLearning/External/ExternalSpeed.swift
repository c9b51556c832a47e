import GSL
package import Support

/// Decisions per second of a program of the user's, for 5 actions and 16 features.
package struct ExternalSpeed: Sendable {
  package let batch: Int
  package let decisionsPerSecond: Int
  package let counts: ExternalCounts

  /// Lets the program learn some rows and then decide, batch by batch, for so many seconds.
  package static func measure(
    _ command: [String], batch: Int = 128, seconds: Double = 3
  ) throws(ArgumentError) -> ExternalSpeed {
    _ = try ChildProcess.locate(command, in: nil)
    let actions = 5
    let features = 16
    let frame = ExternalFrame(
      policy: "speed", point: "speed",
      actions: (0..<actions).map { .init(name: "action \($0)", value: Double($0)) },
      features: (0..<features).map { "feature \($0)" })
    let session = ExternalSession(
      ExternalLaunch(
        command: command, folder: nil, hello: ExternalMessage.hello(frame), timeout: 30,
        batch: batch))
    defer { session.end() }
    var stream = RandomStream(
      key: RandomKey(seed: 1), customer: 0, place: Place("learning", "external speed"),
      purpose: .policy)
    var contexts: [Context] = []
    for _ in 0..<max(batch, 1) {
      var row: [Double] = []
      for _ in 0..<features { row.append(stream.standardNormal()) }
      contexts.append(Context(actions: actions, features: row))
    }
    var events: [Feedback] = []
    for index in 0..<1000 {
      events.append(
        Feedback(
          contexts[index % contexts.count], action: index % actions,
          reward: stream.standardNormal()))
    }
    session.begin(task: 0, features: [])
    session.tell(ExternalMessage.events("learn", events))
    var rows: [[Double]] = []
    // The first batch waits for the program to start and to learn.
    session.decide(contexts, into: &rows)
    let clock = ContinuousClock()
    let start = clock.now
    var decisions = 0
    while clock.now - start < .seconds(seconds) {
      session.decide(contexts, into: &rows)
      decisions += rows.count
    }
    let perSecond = Int(Double(decisions) / ((clock.now - start) / .seconds(1)))
    return ExternalSpeed(
      batch: contexts.count, decisionsPerSecond: perSecond, counts: session.counts)
  }
}
