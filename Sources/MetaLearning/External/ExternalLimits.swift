/// How long a child may take and how much it may write before it is given up.
struct ExternalLimits: Sendable {
  /// Seconds for saying hello, and of waiting for answers, after which a child that has never
  /// answered rightly is given up.
  var patience = Self.patience
  /// Seconds for giving a state.
  var saving = 10.0
  /// Seconds between being told to end and being made to.
  var grace = 1.0
  /// Greatest length of a line, and of what the child leaves unread, in bytes.
  var bytes = 64 << 20
  /// Most lines that are no message or that nobody asked for.
  var nonsense = 100
  /// Times without an answer after which the child is not asked again.
  var failures = 3

  static let patience = 10.0
}

/// A child that may be started: what, where, and with which words.
struct ExternalLaunch: Sendable {
  var command: [String]
  var folder: String?
  var hello: [UInt8]
  /// Seconds that the child has for a batch.
  var timeout: Double
  var batch: Int
  var limits = ExternalLimits()
}
