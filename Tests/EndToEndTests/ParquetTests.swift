import Foundation
import TestSupport
import Testing

/// `events.parquet` holds what `events.csv` does, by the word of readers that others wrote.
///
/// Opt-in: `JOURNEYLAB_PYTHON` names a Python that has pyarrow and duckdb.
@Suite struct `Events as Parquet` {
  private static let python = ProcessInfo.processInfo.environment["JOURNEYLAB_PYTHON"]

  private static let comparison = """
    import csv, datetime, sys
    import duckdb
    import pyarrow.parquet as parquet

    table = parquet.read_table('log/events.parquet')
    rows = list(csv.reader(open('log/events.csv', encoding='utf-8')))
    assert table.column_names == rows[0], table.column_names
    assert str(table.schema.field('timestamp').type) == 'timestamp[ms, tz=UTC]'

    def text(value):
        if isinstance(value, datetime.datetime):
            return value.strftime('%Y-%m-%dT%H:%M:%S.') + '%03dZ' % (value.microsecond // 1000)
        return '' if value is None else str(value)

    columns = [[text(value) for value in column.to_pylist()] for column in table.columns]
    found = [list(row) for row in zip(*columns)]
    # An apostrophe keeps spreadsheets from running a cell, and is no part of the text.
    plain = [[cell[1:] if cell[:2] == "'=" else cell for cell in row] for row in rows[1:]]
    assert found == plain, next((a, b) for a, b in zip(found, plain) if a != b)
    names = ', '.join('epoch_ms(timestamp)' if name == 'timestamp' else name for name in rows[0])
    other = duckdb.sql(f"select {names} from 'log/events.parquet'").fetchall()
    for row, mine in zip(other, table.to_pylist()):
        mine['timestamp'] = round(mine['timestamp'].timestamp() * 1000)
        assert list(row) == list(mine.values()), (row, mine)
    assert len(other) == len(plain)
    print(len(plain))
    """

  @Test(
    .enabled(if: python != nil, "JOURNEYLAB_PYTHON names no Python"),
    arguments: [
      [], ["--customers", "1"], ["--customers", "9000"], ["--arm", "control"],
    ])
  func `are read alike by pyarrow and DuckDB`(extra: [String]) throws {
    let python = try #require(Self.python)
    try withTool { tool in
      try tool.write(.freeShipping)
      for format in ["csv", "parquet"] {
        let ending = try tool.finish(
          tool.start(
            ["simulate", "sample.yaml", "-q", "--out", "log", "--events", format] + extra))
        try #require(ending.status == 0, "\(ending.complaint)")
      }
      try tool.write(Self.comparison, to: "compare.py")
      let compared = try tool.shell("'\(python)' compare.py")
      #expect(compared.status == 0, "\(compared.complaint)")
      #expect((Int(compared.output.trimmingCharacters(in: .newlines)) ?? 0) > 0)
    }
  }

  @Test func `are the same bytes for any number of threads, and no CSV beside them`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      for threads in ["1", "3"] {
        let ending = try tool.run(
          "run", "sample.yaml", "-q", "--customers", "9000", "--replications", "1", "--events",
          "parquet", "--threads", threads, "--out", threads)
        #expect(ending.status == 0, "\(ending.complaint)")
      }
      let files = try tool.files(below: "1")
      #expect(try files == tool.files(below: "3"))
      let events = try #require(files.first { $0.key.hasSuffix("/events.parquet") }?.value)
      #expect(events.starts(with: Data("PAR1".utf8)) && events.suffix(4) == Data("PAR1".utf8))
      #expect(!files.keys.contains { $0.hasSuffix("/events.csv") })
    }
  }

  @Test func `are another result than as CSV, and other forms are refused`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      for arguments in [["--events"], ["--events", "csv"], ["--events", "parquet"]] {
        let ending = try tool.finish(tool.start(["run", "sample.yaml", "-q"] + arguments))
        #expect(ending.status == 0, "\(ending.complaint)")
      }
      #expect(tool.names(in: "results/sample").count == 2)
      let refused = try tool.run("run", "sample.yaml", "--events", "orc")
      #expect(refused.status == 2)
      #expect(refused.complaint.contains("orc"))
    }
  }
}
