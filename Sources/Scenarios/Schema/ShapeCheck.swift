import Support

/// Compares a file with the form that it must have and reports every difference.
struct ShapeCheck {
  let log: FaultLog
  let currency: Currency

  /// Checks a value of the key `subject`, which messages call by `name` if the file named it.
  ///
  /// Keys that are missing from the value are reported at its owner.
  func check(_ tree: Tree, _ shape: Shape, subject: String, owner: Mark, name: String? = nil) {
    guard let form = shape.alternative(for: tree) else {
      if case .scalar(let scalar) = tree, scalar.isNull {
        log.report(owner, "`\(subject)` has no value", note: "it must be \(shape.words)")
      } else {
        log.report(tree.mark, "`\(subject)` must be \(shape.words); found \(tree.summary)")
      }
      return
    }
    switch (form, tree) {
    case (.scalar(let kind), .scalar(let scalar)):
      check(scalar, kind, of: shape, subject: subject, owner: owner)
    case (.object(let object), .mapping(let mapping, _)):
      check(mapping, object, owner: owner, name: name)
    case (.map(let map), .mapping(let mapping, _)):
      check(mapping, map, subject: subject, owner: owner)
    case (.list(let item, let count), .sequence(let items, let mark)):
      if !count.contains(items.count) {
        let allowed =
          count.lowerBound == count.upperBound
          ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
        log.report(mark, "`\(subject)` must have \(allowed) items; found \(items.count)")
      }
      for value in items { check(value, item, subject: subject, owner: value.mark) }
    default: break
    }
  }

  private func check(
    _ scalar: Tree.Scalar, _ kind: ScalarKind, of shape: Shape, subject: String, owner: Mark
  ) {
    guard !scalar.isNull else {
      log.report(owner, "`\(subject)` has no value", note: "it must be \(shape.words)")
      return
    }
    do throws(ValueFault) {
      try kind.check(scalar, currency: currency)
    } catch {
      let isQuoted = !scalar.isPlain && scalar.mark.length == scalar.text.unicodeScalars.count + 2
      var mark = scalar.mark
      // A part of the text lies behind the quotation mark.
      if isQuoted, error.range != nil { mark.column += 1 }
      log.report(error, of: subject, at: mark)
    }
  }

  private func check(_ mapping: Tree.Mapping, _ object: ObjectShape, owner: Mark, name: String?) {
    let place = name.map { "\(object.noun) `\($0)`" } ?? object.noun
    for entry in mapping.entries {
      if object[entry.key] == nil, let others = object.others,
        NearestName.of(entry.key, among: object.names) == nil
      {
        do throws(ValueFault) {
          try Names.checkIdentifier(entry.key)
        } catch {
          log.report(error, of: entry.key.shortened, at: entry.keyMark)
        }
        check(entry.value, others.shape, subject: entry.key, owner: entry.keyMark)
        continue
      }
      guard let field = object[entry.key] else {
        log.report(
          entry.keyMark, "unknown key `\(entry.key.shortened)` in \(place)",
          note: NearestName.note(for: entry.key, among: object.names))
        continue
      }
      check(entry.value, field.shape, subject: entry.key, owner: entry.keyMark)
    }
    for field in object.fields where field.isRequired && mapping[field.name] == nil {
      // A misspelt key is reported as such already.
      let isMisspelt = mapping.entries.contains {
        object[$0.key] == nil && NearestName.of($0.key, among: object.names) == field.name
      }
      guard !isMisspelt else { continue }
      log.report(
        owner, "missing key `\(field.name)` in \(place)", note: field.doc.asNote)
    }
    guard !object.exclusive.isEmpty else { return }
    let given = mapping.entries.filter { object.exclusive.contains($0.key) }
    if given.count != 1 {
      let isPair = object.exclusive.count == 2
      let found =
        given.isEmpty ? (isPair ? "neither" : "none") : (isPair ? "both" : "\(given.count)")
      log.report(
        given.last?.keyMark ?? owner,
        "\(place) needs exactly one of \(NearestName.list(object.exclusive)); found \(found)")
    }
  }

  private func check(_ mapping: Tree.Mapping, _ map: MapShape, subject: String, owner: Mark) {
    if map.isNeeded, mapping.entries.isEmpty {
      log.report(owner, "`\(subject)` is empty", note: "it must have at least one \(map.noun)")
    }
    for entry in mapping.entries {
      do throws(ValueFault) {
        switch map.key {
        case .name: try Names.check(entry.key)
        case .identifier: try Names.checkIdentifier(entry.key)
        case .pair, .term, .metric, .change, .reference: break
        }
      } catch {
        log.report(error, of: entry.key.shortened, at: entry.keyMark)
      }
      check(
        entry.value, map.value, subject: entry.key, owner: entry.keyMark, name: entry.key)
    }
  }
}

extension String {
  /// A sentence of the documentation as the note of a message.
  fileprivate var asNote: String {
    let body = hasSuffix(".") ? String(dropLast()) : self
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}
