import Support

/// What the decoders of a scenario's parts share.
struct DecodingContext {
  let log: FaultLog
  let currency: Currency
  let vocabulary: Vocabulary
  /// Rivals' prices where none is given: the own prices of the base scenario.
  let rivalPrices: [String: Money]

  /// Reads a formula, or a number that is its constant; an empty one where there is none.
  func formula(_ cursor: Cursor) -> Formula {
    if cursor.text != nil {
      guard let constant = cursor.number else { return Formula() }
      return Formula(terms: [Term(text: "constant", factors: [], coefficient: constant)])
    }
    var terms: [Term] = []
    for entry in cursor.entries {
      do throws(ValueFault) {
        let factors = try FormulaParser.factors(entry.key, vocabulary)
        terms.append(Term(text: entry.key, factors: factors, coefficient: entry.number ?? 0))
      } catch {
        report(error, ofTerm: entry.key, at: entry.mark)
      }
    }
    return Formula(terms: terms)
  }

  /// Reports what is wrong with a term; a part of quoted text lies behind the quotation mark.
  func report(_ fault: ValueFault, ofTerm text: String, at mark: Mark) {
    var mark = mark
    if mark.length == text.unicodeScalars.count + 2, fault.range != nil { mark.column += 1 }
    log.report(fault, of: text.shortened, at: mark)
  }

  /// Reports shares that do not sum to 1; says nothing where one of them could not be read.
  func checkSum(of shares: [Double?], named name: String, at mark: Mark) {
    let known = shares.compactMap(\.self)
    guard known.count == shares.count, !known.isEmpty else { return }
    let sum = known.reduce(0, +)
    guard abs(sum - 1) > 1e-9 else { return }
    let percent = (sum * 100 * 1e7).rounded() / 1e7
    log.report(mark, "shares of `\(name)` sum to \(Bounds.write(percent)) %, not 100 %")
  }

  /// The position of a name, with a fault where it is unknown.
  func index(of name: String, among names: [String], noun: String, at mark: Mark) -> Int? {
    if let index = names.firstIndex(of: name) { return index }
    log.report(
      mark, "unknown \(noun) `\(name.shortened)`", note: NearestName.note(for: name, among: names))
    return nil
  }
}
