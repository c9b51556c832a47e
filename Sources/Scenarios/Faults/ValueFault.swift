/// What is wrong with the text of one value, to be said after the name of its key.
struct ValueFault: Error, Equatable {
  /// A clause such as "must be …; found …".
  var message: String
  /// What is allowed, or the nearest valid name.
  var note: String?
  /// The part of the text that is wrong, in Unicode scalars; all of it where nil.
  var range: Range<Int>?

  init(_ message: String, note: String? = nil, range: Range<Int>? = nil) {
    self.message = message
    self.note = note
    self.range = range
  }
}
