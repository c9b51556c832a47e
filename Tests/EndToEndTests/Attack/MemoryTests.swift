import Foundation
import TestSupport
import Testing

/// What would take more memory than the help promises is refused before it is taken.
@Suite struct `More than memory holds` {
  private static let limits = "ulimit -v 6000000; ulimit -t 60; "

  @Test(arguments: [
    "J uplift sample.yaml --customers 4000000000",
    "J assess sample.yaml --customers 4000000000",
    "J run voucher.yaml --customers 4000000000 --replications 1",
    "J shadow voucher.yaml --running 'as usual' --candidate core --customers 4000000000",
  ])
  func `of customers is refused with the most who fit`(line: String) throws {
    try withTool { tool in
      for sample in [SampleScenario.freeShipping, .vouchers] { try tool.write(sample) }
      let ending = try tool.shell(Self.limits + line)
      #expect(ending.status == 2, "\(ending.complaint)")
      #expect(
        ending.complaint.hasSuffix(", as what each of them does is kept, in 4 GB\n"),
        "\(ending.complaint)")
      #expect(ending.complaint.contains("4000000000"))
    }
  }

  @Test(arguments: ["obp", "vw", "csv --action a --reward r --probability p"])
  func `of a file to import is refused, and so is what is no file`(form: String) throws {
    try withTool { tool in
      try tool.write("", to: "big")
      _ = try tool.shell("truncate -s 2G big")
      for (file, reason) in [
        ("big", "it is larger than 1024 MB"), (".", "it is not a file that can be read"),
        ("none", "it does not exist"),
      ] {
        let ending = try tool.shell(
          "\(Self.limits)J import \(file) --from \(form)")
        #expect(ending.status == 2, "\(ending.complaint)")
        #expect(ending.complaint == "error: cannot read \(file): \(reason)\n")
      }
    }
  }
}
