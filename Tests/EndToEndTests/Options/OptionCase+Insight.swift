/// Options of `insight`, on a small shop's log whose columns have names that nobody guesses.
extension OptionCase {
  private static let named = ["--customer", "who", "--activity", "what", "--time", "at"]
  private static let insight = OptionGroup(command: "insight", plain: ["clicks.csv", "-q"] + named)

  /// The log without one of the options that it needs.
  private static func without(_ option: String) -> OptionGroup {
    let place = named.firstIndex(of: option) ?? 0
    return OptionGroup(
      command: "insight",
      plain: ["clicks.csv", "-q"]
        + named.enumerated().filter { $0.offset / 2 != place / 2 }
        .map(\.element))
  }

  static let ofInsight: [OptionCase] = [
    OptionGroup(command: "insight", plain: named + ["-q"]).replacing(
      "log", ["clicks.csv"], by: ["two.csv"]),
    insight.adding("only", "--only", "map"),
    without("--customer").replacing(
      "customer", ["--customer", "who"], by: ["--customer", "unit"]),
    without("--activity").replacing(
      "activity", ["--activity", "what"], by: ["--activity", "unit"]),
    without("--time").replacing("time", ["--time", "at"], by: ["--time", "unit"]),
    insight.adding("channel", "--channel", "via"), insight.adding("value", "--value", "paid"),
    insight.adding("basket", "--basket", "held"), insight.adding("product", "--product", "ware"),
    insight.adding("phase", "--phase", "part"), insight.adding("segment", "--segment", "unit"),
    insight.adding("order", "--order", "what=basket"),
    insight.adding("leave-out", "--leave-out", "basket"),
    insight.adding("time-format", "--time-format", "d/m/y"),
    insight.adding("numbers", "--numbers", "1.234,5", to: ["--value", "paid"]),
    insight.adding("within", "--within", "0.1"), insight.adding("ahead", "--ahead", "30"),
    insight.adding("split", "--split", "2026-02-10"),
    insight.adding("complaint", "--complaint", "look"),
    insight.adding("seed", "--seed", "2", to: ["--format", "json"]),
    insight.keeping("threads", ["--threads", "1"], refused: ["--threads", "0"]),
    insight.adding("out", "--out", "told"),
    OptionGroup(
      command: "insight", plain: ["clicks.csv", "-q", "--out", "told"] + named,
      before: [["insight", "clicks.csv", "-q", "--out", "told"] + named]
    ).adding("force", "--force"),
    insight.adding("format", "--format", "json"),
    OptionGroup(command: "insight", plain: ["clicks.csv"] + named).keeping("quiet", ["--quiet"]),
  ]

  /// Visits of 150 customers over 60 days: looks, baskets, orders and errors.
  static let clicks: String = {
    var text = "who,what,at,via,paid,held,ware,part,unit\n"
    for customer in 0..<150 {
      for visit in 0...(customer % 6) {
        let day = (customer * 7 + visit * 11) % 60
        let date = "2026-0\(day / 28 + 1)-\(day % 28 + 1 < 10 ? "0" : "")\(day % 28 + 1)"
        let via = ["mail", "search", "social"][(customer + visit * visit) % 3]
        func add(_ what: String, _ minute: Int, _ paid: String, _ held: Int) {
          let ware = (customer + visit) % 5 == 0 ? "mug" : "pot"
          let part = what == "look" ? "find" : "buy"
          text +=
            "c\(customer),\(what),\(date) 10:\(minute),\(via),\(paid),\(held),\(ware),\(part),u\(customer % 4)\n"
        }
        add("look", 10, "", 0)
        if (20..<30).contains(day), customer % 2 == 0 { add("error", 12, "", 0) }
        if (customer + visit) % 9 == 0 { add("error", 13, "", 0) }
        guard (customer + visit) % 3 != 1 else { continue }
        add("basket", 15, "", 10 + customer % 7 * 5)
        if (customer + visit) % 3 == 0 { add("buy", 25, "\(10 + customer % 7).5", 0) }
      }
    }
    return text
  }()
}
