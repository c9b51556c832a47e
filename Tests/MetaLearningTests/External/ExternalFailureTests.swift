import Foundation
import Testing

@testable import MetaLearning

@Suite struct `A program that fails` {
  private static let hello = #"echo '{"type":"hello","protocol":1}'"#

  @Test func `in time loses the batch, and its late answer is thrown away`() {
    let slowAtFirst = "[ \"$id\" = 1 ] && sleep 0.8; " + ShellModel.answer("[[0,1]]")
    var policy = ShellModel.policy(ShellModel.command(decide: slowAtFirst), timeout: 0.5)
    #expect(policy.row() == [1, 0])
    var last: [Double] = []
    for _ in 0..<2 where last != [0, 1] { last = policy.row() }
    #expect(last == [0, 1])
    #expect(policy.counts.malformed == 0 && policy.counts.total == policy.counts.timeouts)
  }

  @Test func `to answer at all is not asked a fourth time`() {
    var policy = ShellModel.policy(ShellModel.command(decide: ":"), timeout: 0.05)
    for _ in 0..<10 { #expect(policy.row() == [1, 0]) }
    #expect(policy.counts.timeouts == 3 && policy.counts.total == 3)
    #expect(policy.counts.decisions == 10 && policy.counts.replaced == 10)
  }

  @Test func `is counted apart from its branches`() throws {
    var policy = ShellModel.policy(ShellModel.command(decide: ShellModel.answer("[[1]]")))
    #expect(policy.row() == [1, 0])
    var branch = try policy.branched()
    for _ in 0..<2 { #expect(branch.row() == [1, 0]) }
    #expect(policy.violations == 1 && branch.violations == 2)
    let counts = branch.counts
    #expect(counts.wrongLength == 2 && counts.total == 2)
    #expect(
      counts.description == "2 decisions, 2 left to the status quo (wrong length: 2)")
  }

  @Test func `to give its state is asked for it once`() throws {
    var policy = ShellModel.policy(ShellModel.command(snapshot: ":")) { $0.saving = 0.1 }
    #expect(policy.row() == [0.25, 0.75])
    var branches: [ExternalPolicy] = []
    for _ in 0..<3 { branches.append(try policy.branched()) }
    #expect(policy.counts.timeouts == 1 && policy.counts.total == 1)
    #expect(branches[2].row() == [0.25, 0.75])
    _ = try branches[2].branched()
    #expect(branches[2].counts.total == 0)
  }

  @Test func `to say hello is given up`() {
    var policy = ShellModel.policy(["sleep", "20"]) {
      $0.patience = 0.1
      $0.grace = 0.02
    }
    for _ in 0..<3 { #expect(policy.row() == [1, 0]) }
    #expect(policy.counts.timeouts == 1 && policy.counts.total == 1)
  }

  /// What it is sent comes back: its hello is taken for one, and nothing else is an answer.
  @Test func `to speak is given up for all processes of the policy`() throws {
    let record = ExternalRecord()
    func policy(_ command: [String]) -> ExternalPolicy {
      ShellModel.policy(command, timeout: 0.1, record: record) {
        $0.patience = 0.1
        $0.grace = 0.02
      }
    }
    do {
      var first = policy(["cat"])
      for _ in 0..<3 { #expect(first.row() == [1, 0]) }
      #expect(first.counts.timeouts == 1 && first.counts.replaced == 3)
      var branch = try first.branched()
      var second = policy(["sleep", "20"])
      for _ in 0..<3 { #expect(branch.row() == [1, 0] && second.row() == [1, 0]) }
      #expect(branch.counts.timeouts == 0 && second.counts.timeouts == 0)
    }
    #expect(record.counts.replaced == 9 && record.isSilent)
    record.answered()
    #expect(!record.isSilent)
  }

  @Test func `once it has answered is waited for as before`() {
    let late = "[ \"$id\" = 1 ] || sleep 9; " + ShellModel.answer("[[0,1]]")
    var policy = ShellModel.policy(ShellModel.command(decide: late), timeout: 2) {
      $0.patience = 2
      $0.grace = 0.02
    }
    #expect(policy.row() == [0, 1])
    #expect(policy.row() == [1, 0])
    #expect(policy.counts.timeouts == 1)
  }

  @Test func `by another version is not asked`() {
    var policy = ShellModel.policy(
      ShellModel.command(hello: #"echo '{"type":"hello","protocol":2}'"#))
    #expect(policy.row() == [1, 0])
    #expect(policy.counts.malformed == 1 && policy.counts.total == 1)
  }

  @Test func `by ending at once is started twice, and once in the next task`() {
    var policy = ShellModel.policy(["true"])
    for _ in 0..<5 { #expect(policy.row() == [1, 0]) }
    #expect(policy.counts.died == 2)
    for task in 1..<4 {
      policy.begin(task: task, features: [])
      policy.update([Feedback(task: task, action: 0, reward: 1)])
      #expect(policy.row(task: task) == [1, 0])
    }
    #expect(policy.counts.died == 3 && policy.counts.total == 3)
  }

  @Test func `on the way starts again from its last state`() throws {
    let command = ShellModel.command(
      decide: ShellModel.answer("[[0.${n:-0},0.$((10 - ${n:-0}))]]"),
      learn: "n=$((n + 1)); [ $n = 3 ] && exit 1", restore: "n=5",
      snapshot: #"echo "{\"type\":\"snapshot\",\"id\":$id,\"state\":5}""#)
    var policy = ShellModel.policy(command)
    let event = [Feedback(action: 0, reward: 1)]
    policy.update(event)
    _ = try policy.branched()
    #expect(policy.row() == [0.1, 0.9])
    policy.update(event)
    policy.update(event)
    #expect(policy.row() == [1, 0])
    #expect(policy.row() == [0.5, 0.5])
    #expect(policy.counts.died == 1 && policy.counts.total == 1)
  }

  @Test(
    arguments: [
      #"echo "Loading model, please wait"; echo; echo '[1]'; echo '{"type":"decisions"'"#,
      #"echo '{"type":"decisions","id":99,"probabilities":[[1,0]]}'; echo '{}'; echo 'x'; echo 7"#,
      "head -c 4000 /dev/urandom | tr '\\n' x; echo; echo; echo; echo",
    ])
  func `by saying more than was asked is heard all the same`(nonsense: String) {
    var policy = ShellModel.policy(
      ShellModel.command(decide: nonsense + "; " + ShellModel.answer("[[0,1]]")))
    #expect(policy.row() == [0, 1])
    #expect(policy.counts.malformed == 4 && policy.counts.total == 4)
  }

  @Test(arguments: ["yes", "tr '\\0' x </dev/zero", "cat /dev/zero", "yes '{\"id\":1}'"])
  func `by flooding is ended`(flood: String) {
    var policy = ShellModel.policy(ShellModel.command(decide: flood)) {
      $0.bytes = 1 << 18
      $0.grace = 0.02
    }
    #expect(policy.row() == [1, 0])
    #expect(policy.counts.flooded == 1)
    #expect(policy.counts.total - policy.counts.malformed == 1)
  }

  @Test func `to read is ended when too much is left unread`() {
    var policy = ShellModel.policy(
      ["sh", "-c", Self.hello + "; exec sleep 20"], timeout: 0.1
    ) {
      $0.bytes = 1 << 18
      $0.grace = 0.02
    }
    let events = Array(repeating: Feedback(action: 0, reward: 0.123456789), count: 20_000)
    policy.update(events)
    #expect(policy.counts.flooded == 1 && policy.counts.total == 1)
  }

  @Test func `to end when told is ended with all that it started`() throws {
    let stubborn = """
      trap '' TERM HUP INT
      sleep 60 &
      \(Self.hello)
      while read -r line; do
        case "$line" in
        '{"type":"snapshot"'*) echo "{\\"type\\":\\"snapshot\\",\\"id\\":1,\\"state\\":[$$,$!]}";;
        esac
      done
      while :; do sleep 60; done
      """
    let numbers = try {
      let policy = ShellModel.policy(["sh", "-c", stubborn]) { $0.grace = 0.05 }
      var copy = policy
      copy.update([Feedback(action: 0, reward: 1)])
      let state = try #require(policy.state)
      return try JSONDecoder().decode([pid_t].self, from: Data(state))
    }()
    #expect(numbers.count == 2)
    #expect(kill(numbers[0], 0) == -1 && errno == ESRCH)
    // Whoever inherits what the program started also has to look after it: it may be a moment.
    #expect(kill(numbers[1], 0) == -1 || Self.isDead(numbers[1]))
  }

  private static func isDead(_ number: pid_t) -> Bool {
    for _ in 0..<100 {
      let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
      guard let status, !status.contains(") Z ") else { return true }
      usleep(10_000)
    }
    return false
  }

  @Test func `leaves no trace when many are started and ended`() {
    let before = Self.openFiles()
    for _ in 0..<40 {
      var policy = ShellModel.policy(ShellModel.command())
      #expect(policy.row() == [0.25, 0.75])
    }
    // Tests that run at the same time hold some too.
    #expect(Self.openFiles() < before + 20)
  }

  private static func openFiles() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count) ?? 0
  }
}
