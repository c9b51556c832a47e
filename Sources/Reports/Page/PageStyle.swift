/// How pages look: on a screen, on a phone, in the dark and on paper.
enum PageStyle {
  static let text =
    ":root{\(Palette.properties(isDark: false))}\n"
    + "@media (prefers-color-scheme:dark){:root:not([data-theme=light])"
    + "{\(Palette.properties(isDark: true))}}\n"
    + ":root[data-theme=dark]{\(Palette.properties(isDark: true))}\n"
    + arms + basics + blocks + pictures + tabs + narrow + print

  /// The colour of each arm and its shape, as `--c`.
  private static let arms =
    (0...Palette.treatments).map { ".a\($0){--c:var(--a\($0))}" }.joined()
    + ".truth{--c:var(--ink)}.bound{--c:var(--ink2)}\n"

  private static let basics = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:12px}
    body{margin:0;background:var(--paper);color:var(--ink);border-top:4px solid var(--brand);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
    font-variant-numeric:tabular-nums;overflow-wrap:break-word}
    .skip{position:absolute;left:-999px}
    .skip:focus{left:12px;top:12px;background:var(--card);padding:8px;z-index:2}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    main:focus{outline:none}
    header .bar,nav ul,main{max-width:1064px;margin:0 auto;padding:0 24px}
    header .bar{display:flex;gap:8px 16px;align-items:center;flex-wrap:wrap;padding-top:10px;
    padding-bottom:10px}
    .facts{color:var(--ink2);font-size:13px;flex:1 1 300px}
    button{font:inherit;font-size:13px;color:var(--ink);background:var(--card);
    border:1px solid var(--line);border-radius:6px;padding:4px 12px;cursor:pointer}
    nav{border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
    nav ul{display:flex;gap:4px 18px;list-style:none;overflow-x:auto;padding-top:6px;
    padding-bottom:6px}
    nav a{color:var(--ink2);font-size:13px;white-space:nowrap;text-decoration:none}
    nav a:hover{text-decoration:underline}
    h1,h2,.kicker{font-family:Georgia,"Times New Roman",serif;line-height:1.25}
    h1{font-size:32px;margin:4px 0 16px;max-width:26em;text-wrap:balance}
    .kicker{color:var(--ink2);font-weight:bold;margin:24px 0 0}
    h2{font-size:24px;margin:0 0 12px}
    h3{font-size:16px;margin:16px 0 4px}
    .n{white-space:nowrap}
    section{padding:24px 0 16px;border-bottom:1px solid var(--line)}
    section.bare{padding-top:8px}
    section>p,section>ul,section>dl,.tab>p,details>p{max-width:72ch}
    p{margin:0 0 12px}
    .hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}

    """

  private static let blocks = """
    .truth-said{border-left:3px solid var(--ink);padding-left:10px}
    .lesson{background:var(--wash);border-left:3px solid var(--brand);padding:10px 14px}
    .note,.item,.detail{color:var(--ink2)}
    .item{padding-left:14px;position:relative}
    .item::before{content:"–";position:absolute;left:0}
    .detail{font-size:13.5px}
    .chip{display:inline-block;font-size:13px;font-weight:600;border:1.5px solid;
    border-radius:12px;padding:0 9px;line-height:1.6;color:var(--ink2);white-space:nowrap}
    .chip.ship,.chip.good{color:var(--ship)}.chip.not,.chip.failure{color:var(--not)}
    .chip.wait,.chip.warning{color:var(--wait)}
    .cards{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(215px,1fr));
    list-style:none;padding:0;margin:0 0 16px;max-width:none!important}
    .card{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--c,var(--line));
    border-radius:8px;padding:10px 14px;min-width:0}
    .card h3{margin:0 0 6px}.card p{margin:0 0 8px}
    .card .big{font-size:23px;font-weight:700;line-height:1.2;margin:0}
    .card .unit,.card .reason{font-size:13px;color:var(--ink2)}
    .card dl{margin:0 0 8px;font-size:13px}
    .card dl div{display:flex;justify-content:space-between;gap:8px}
    .card dt{color:var(--ink2);font-weight:400}.card dd{margin:0;text-align:right}
    .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;
    margin:0 0 12px;padding:4px 12px}
    table{border-collapse:collapse;font-size:13.5px;width:100%}
    th{text-align:left;font-weight:600;color:var(--ink2);border-bottom:1px solid var(--ink2);
    vertical-align:bottom;padding:6px 8px}
    td{padding:5px 8px;border-bottom:1px solid var(--line);vertical-align:top}
    tbody tr:last-child td{border-bottom:0}
    .r{text-align:right}.r .n,td.r{white-space:nowrap}
    th button{border:0;background:none;padding:0;font-weight:600;color:inherit;font-size:inherit;
    text-align:inherit}
    th[aria-sort=ascending] button::after{content:" ▲"}
    th[aria-sort=descending] button::after{content:" ▼"}
    details{background:var(--card);border:1px solid var(--line);border-radius:8px;
    padding:6px 14px;margin:0 0 12px}
    summary{cursor:pointer;font-weight:600;font-size:13.5px;color:var(--ink2)}
    details[open]>summary{margin-bottom:8px}
    section>dl{margin:0 0 8px}section>dl dt{font-weight:600}section>dl dd{margin:0;color:var(--ink2)}
    code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px}
    .files{font-size:13px;color:var(--ink2)}

    """

  private static let pictures = """
    figure{background:var(--card);border:1px solid var(--line);border-radius:8px;
    padding:12px 14px;margin:0 0 12px;container-type:inline-size}
    figcaption{font-size:13.5px;color:var(--ink2);margin-bottom:6px;max-width:80ch}
    figcaption strong{display:block;font-size:16px;color:var(--ink)}
    figure details{margin:8px 0 0}figure .scroll{border:0;padding:0;margin:0}
    .panels{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr))}
    .panels .legend{display:none}
    .legend{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;color:var(--ink2);
    list-style:none;margin:0 0 6px;padding:0}
    .legend svg,.shape{width:16px;height:16px;overflow:visible;vertical-align:-3px;margin-right:6px}
    svg{display:block;overflow:visible}
    .shape,.legend svg{display:inline-block}
    .pic{width:100%;height:auto}
    .mk{fill:var(--c);stroke:var(--card);stroke-width:1}
    .mk.ring{fill:var(--card);stroke:var(--c);stroke-width:2.2}
    .ci{fill:var(--c);opacity:.32}.end{stroke:var(--c);stroke-width:2}
    .arrow{fill:var(--c)}
    .tru{stroke:var(--ink);stroke-width:2;fill:var(--card)}
    .zero{stroke:var(--ink2);stroke-width:1.2}.grid{stroke:var(--line);stroke-width:1}
    svg text{font-size:12px;fill:var(--ink2)}
    svg text.b{font-weight:600;fill:var(--ink)}
    .halo{paint-order:stroke;stroke:var(--card);stroke-width:3.5px;stroke-linejoin:round}
    .ln{fill:none;stroke:var(--c);stroke-width:2.2;stroke-linejoin:round}
    .ln.truth{stroke-dasharray:7 4;stroke-width:1.6}.ln.bound{stroke-dasharray:2 4;stroke-width:1.6}
    .band{fill:var(--c);opacity:.16}.dot{fill:var(--c);opacity:.55}
    .box{fill:var(--card);stroke:var(--ink);stroke-width:1.3}
    .rail{fill:var(--wash);stroke:var(--line)}
    .way{fill:none;stroke:var(--same);opacity:.5}
    .way.more{stroke:var(--more);opacity:.8}.way.fewer{stroke:var(--fewer);opacity:.8}
    .tip{fill:var(--same)}.tip.more{fill:var(--more)}.tip.fewer{fill:var(--fewer)}
    svg text.more{fill:var(--more);font-weight:600}svg text.fewer{fill:var(--fewer);font-weight:600}
    .k0{fill:var(--k0)}.k1{fill:var(--k1)}.k2{fill:var(--k2)}.k3{fill:var(--k3)}
    .seam{stroke:var(--card);stroke-width:1.5}
    table.strips{table-layout:fixed}
    .strips td{border-bottom:0;padding:2px 8px;vertical-align:middle}
    .strips th{border-bottom:1px solid var(--line)}
    .strips .s{width:52%;padding-left:0;padding-right:0}
    .strips.wide-cells .s,.panels .strips .s{width:36%}
    .strips tbody tr:nth-child(even){background:color-mix(in srgb,var(--wash) 45%,transparent)}
    .strip,.axis{width:100%;height:28px}.axis{height:22px}
    .slim{display:none}
    @container (max-width:660px){
    .strips,.strips tbody,.strips tr,.strips tfoot{display:block}
    .strips thead{display:none}
    .strips tr{display:flex;flex-wrap:wrap;padding:4px 0}
    .strips td{display:block;padding:0 6px 0 0}
    .strips td.s,.strips.wide-cells td.s,.panels .strips td.s{width:100%;order:9;padding:0}
    .strips td[data-l]::before{content:attr(data-l) " ";color:var(--ink2);font-size:12px}
    .strips td.nm{font-weight:600;width:100%}.strips tfoot td:not(.s){display:none}}

    """

  private static let tabs: String =
    ".tabs{border:0;margin:0;padding:0;min-width:0}"
    + ".tabs>input{position:absolute;opacity:0}"
    + ".tabs>label{display:inline-block;border:1px solid var(--line);border-radius:16px;"
    + "padding:2px 12px;margin:0 8px 10px 0;font-size:13.5px;cursor:pointer;background:var(--card)}"
    + ".tabs>input:checked+label{border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink);"
    + "font-weight:600}"
    + ".tabs>input:focus-visible+label{outline:3px solid var(--link);outline-offset:2px}"
    + ".tab{display:none}"
    + (1...24).map { number in
      ".tabs>input:nth-of-type(\(number)):checked~.tab:nth-of-type(\(number))"
    }.joined(separator: ",") + "{display:block}\n"

  private static let narrow = """
    @media (max-width:700px){
    header .bar,nav ul,main{padding-left:12px;padding-right:12px}
    h1{font-size:25px}.n{white-space:normal}td .n,.big .n{white-space:nowrap}.wide{display:none}.slim{display:block}
    .cards{grid-template-columns:repeat(auto-fit,minmax(200px,1fr))}
    figure{padding:10px}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    @media (forced-colors:active){.mk,.ci,.ln,.way,.box,.tru{forced-color-adjust:none}}

    """

  private static let print = """
    @page{size:A4;margin:14mm}
    @media print{
    :root,:root[data-theme]{\(Palette.properties(isDark: false))}
    body{border-top:0;font-size:11pt;background:#fff}
    .skip,nav,.tools,details:not([open]){display:none}
    header .bar,main{max-width:none;padding-left:0;padding-right:0}
    h1{font-size:20pt}h2{font-size:14pt;break-after:avoid}
    section{border-bottom:0;padding:10pt 0 0}
    figure,.card{break-inside:avoid}
    .cards{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
    .card .big{font-size:16px}.card dl,.card .unit,.card .reason{font-size:11px}
    h2+p,h2+figure,h2+.cards{break-before:avoid}
    .scroll{overflow:visible}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}

    """
}
