/// The templates of pages, in Mustache, by name.
///
/// They are part of the program, so that it finds them wherever it is installed.
enum PageTemplates {
  static let all: [String: String] = [
    "page": page, "section": section, "cards": cards, "table": table, "figure": figure,
    "fold": fold, "tabs": tabs, "sentence": sentence, "definition": definition, "files": files,
    "strips": strips,
  ]

  private static let page = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="{{{policy}}}">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>{{{title}}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the answer</a>
    <header>
    <div class="bar"><strong>JourneyLab</strong><span class="facts">{{{facts}}}</span>
    <span class="tools" hidden><button type="button" id="folds">Open all folds</button>
    <button type="button" id="theme">Theme: auto</button></span></div>
    <nav aria-label="Parts of the page"><ul>
    {{#links}}
    <li><a href="#{{{id}}}">{{{name}}}</a></li>
    {{/links}}
    </ul></nav>
    </header>
    <main id="main" tabindex="-1">
    {{#kicker}}<p class="kicker">{{{kicker}}}</p>{{/kicker}}
    <h1>{{{headline}}}</h1>
    {{{opening}}}
    {{{sections}}}
    </main>
    <script>{{{script}}}</script>
    </body>
    </html>

    """

  private static let section = """
    <section id="{{{id}}}"{{^heading}} class="bare"{{/heading}}>
    {{#heading}}<h2>{{{heading}}}</h2>{{/heading}}
    {{{blocks}}}
    </section>

    """

  private static let sentence = """
    <{{{tag}}} class="{{{role}}}">{{#chip}}<span class="chip {{{chip}}}">{{{glyph}}} {{{word}}}\
    </span> {{/chip}}{{{text}}}</{{{tag}}}>

    """

  private static let cards = """
    <ul class="cards">
    {{#cards}}
    <li class="card {{{arm}}}"><h3>{{{shape}}}{{{name}}}</h3>
    {{#verdict}}<p><span class="chip {{{kind}}}">{{{glyph}}} {{{verdict}}}</span></p>{{/verdict}}
    {{#value}}<p class="big">{{{value}}}</p><p class="unit">{{{unit}}}</p>{{/value}}
    {{{facts}}}
    {{#reason}}<p class="reason">{{{reason}}}</p>{{/reason}}
    </li>
    {{/cards}}
    </ul>

    """

  private static let table = """
    <div class="scroll" tabindex="0" role="region" aria-label="{{{label}}}"><table class="sort">
    <thead><tr>{{{heads}}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{{.}}}</tr>
    {{/rows}}
    </tbody></table></div>

    """

  private static let strips = """
    <table class="strips {{{size}}}">
    <thead><tr>{{{heads}}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{{.}}}</tr>
    {{/rows}}
    </tbody>
    <tfoot aria-hidden="true"><tr><td></td><td class="s">{{{axis}}}</td>{{{rest}}}</tr></tfoot>
    </table>

    """

  private static let figure = """
    <figure class="{{{kind}}}">
    <figcaption>{{#finding}}<strong>{{{finding}}}</strong> {{/finding}}<span>{{{caption}}}</span>\
    </figcaption>
    {{{legend}}}
    {{{picture}}}
    {{{table}}}
    </figure>

    """

  private static let fold = """
    <details{{#kind}} class="{{{kind}}}"{{/kind}}><summary>{{{title}}}</summary>
    {{{blocks}}}
    </details>

    """

  private static let tabs = """
    <fieldset class="tabs"><legend class="hide">{{{label}}}</legend>
    {{#tabs}}
    <input type="radio" name="{{{group}}}" id="{{{id}}}"{{#first}} checked{{/first}}>\
    <label for="{{{id}}}">{{{shape}}}{{{name}}}</label>
    {{/tabs}}
    {{#tabs}}
    <div class="tab">{{{blocks}}}</div>
    {{/tabs}}
    </fieldset>

    """

  private static let definition = """
    <dl><dt>{{{term}}}</dt><dd>{{{meaning}}}</dd></dl>

    """

  private static let files = """
    <p class="files"><code>{{{folder}}}</code> {{{names}}}</p>

    """
}
