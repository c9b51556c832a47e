package import Support

/// What a study says, made once: texts, JSON, pages and notebooks only render it.
///
/// Sentences and tables hold the values themselves; rounding and line breaks are a renderer's.
package struct Document: Sendable, Hashable {
  /// What was asked.
  package var title: Sentence
  /// On what it rests: customers, days, seed.
  package var facts: Sentence
  /// What has to be known before the first section, such as the plan.
  package var opening: [Block]
  package var sections: [Section]
  /// The study's numbers for programs, by stable keys.
  package var values: JSON.Members

  package init(
    title: Sentence, facts: Sentence = "", opening: [Block] = [], sections: [Section] = [],
    values: JSON.Members = [:]
  ) {
    self.title = title
    self.facts = facts
    self.opening = opening
    self.sections = sections
    self.values = values
  }

  package struct Section: Sendable, Hashable {
    /// Name for links and programs, such as `verdicts`.
    package var id: String
    package var heading: Sentence
    package var blocks: [Block]
    package var audience: Audience

    package init(
      _ id: String, _ heading: Sentence, for audience: Audience = .all, _ blocks: [Block]
    ) {
      self.id = id
      self.heading = heading
      self.audience = audience
      self.blocks = blocks
    }

    /// Where a section is shown; programs get all of them.
    package enum Audience: String, Sendable, Hashable {
      case all
      /// Texts only: a page says the same by a picture.
      case texts
      /// Pages, and texts with all details.
      case pages
    }

    package var isEmpty: Bool { blocks.allSatisfy(\.isEmpty) }
  }

  var filledSections: [Section] { sections.filter { !$0.isEmpty } }
}
