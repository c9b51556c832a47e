/// Takes the rows of a run, block by block.
///
/// `format` is called on the run's threads, for several blocks at once; `write` is called with
/// the formatted blocks in their order, by one thread at a time.
package protocol BlockSink: Sendable {
  /// A block in the sink's own form.
  associatedtype Formatted: Sendable
  func format(_ block: BlockRecord) -> Formatted
  /// Takes the next block in order; an error ends the run.
  func write(_ formatted: Formatted) throws
}

/// A sink that keeps nothing.
package struct NoSink: BlockSink {
  package init() {}
  package func format(_ block: BlockRecord) {}
  package func write(_ formatted: Void) {}
}
