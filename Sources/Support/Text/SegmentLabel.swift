/// The name of all segments together in results.
package enum SegmentLabel {
  package static let all = "all"
}
