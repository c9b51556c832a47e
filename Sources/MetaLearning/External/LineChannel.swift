/// Lines to and from a child, without ever waiting longer than asked for.
struct LineChannel {
  enum Failure: Error {
    case timedOut
    /// The child has died or closed its output.
    case closed
    case tooLong
  }

  let child: ChildProcess
  private let greatestLine: Int
  private var outgoing: [UInt8] = []
  private var sent = 0
  private var incoming: [UInt8] = []
  private var taken = 0
  private var searched = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(_ child: ChildProcess, greatestLine: Int) {
    self.child = child
    self.greatestLine = greatestLine
  }

  /// Bytes that the child has not taken yet.
  var waiting: Int { outgoing.count - sent }

  mutating func enqueue(_ line: [UInt8]) {
    if sent > 1 << 20 {
      outgoing.removeFirst(sent)
      sent = 0
    }
    outgoing += line
    outgoing.append(0x0a)
    _ = flush()
  }

  /// Sends what the child takes at once; false if it can no longer be written to.
  private mutating func flush() -> Bool {
    while sent < outgoing.count {
      switch child.send(outgoing[sent...]) {
      case .moved(let count): sent += count
      case .blocked: return true
      case .closed: return false
      }
    }
    outgoing.removeAll(keepingCapacity: true)
    sent = 0
    return true
  }

  /// Waits until at most so many bytes are left to be taken; keeps what comes meanwhile.
  mutating func drain(to limit: Int, before deadline: ContinuousClock.Instant)
    throws(Failure)
  {
    while waiting > limit { try exchange(before: deadline) }
  }

  /// The next line, without its end.
  mutating func line(before deadline: ContinuousClock.Instant) throws(Failure) -> [UInt8] {
    while true {
      if let line = try nextLine() { return line }
      try exchange(before: deadline)
    }
  }

  private mutating func nextLine() throws(Failure) -> [UInt8]? {
    guard let end = incoming[searched...].firstIndex(of: 0x0a) else {
      searched = incoming.count
      if incoming.count - taken > greatestLine { throw .tooLong }
      return nil
    }
    let line = Array(incoming[taken..<end])
    taken = end + 1
    searched = taken
    if taken == incoming.count {
      incoming.removeAll(keepingCapacity: true)
      taken = 0
      searched = 0
    } else if taken > 1 << 20 {
      incoming.removeFirst(taken)
      taken = 0
      searched = 0
    }
    return line
  }

  private mutating func exchange(before deadline: ContinuousClock.Instant) throws(Failure) {
    guard incoming.count - taken <= greatestLine else { throw .tooLong }
    let isOpen = flush()
    switch child.receive(into: &buffer) {
    case .moved(let count):
      incoming += buffer[..<count]
      return
    case .closed: throw .closed
    case .blocked: break
    }
    guard isOpen else { throw .closed }
    guard !LiveChildren.areCut else { throw .closed }
    let left = deadline - ContinuousClock.now
    guard left > .zero else { throw .timedOut }
    // A program that its child outlives keeps the socket open: look after it now and then.
    child.wait(toSend: sent < outgoing.count, atMost: min(left, .milliseconds(200)))
    if child.hasExited, case .blocked = child.receive(into: &buffer, appendingTo: &incoming) {
      throw .closed
    }
  }
}

extension ChildProcess {
  func receive(into buffer: inout [UInt8], appendingTo bytes: inout [UInt8]) -> Transfer {
    let transfer = receive(into: &buffer)
    if case .moved(let count) = transfer { bytes += buffer[..<count] }
    return transfer
  }
}
