/// How customers moved through the stages, by arm and segment.
package struct Funnel: Sendable, Equatable, Codable {
  package let cells: CellLayout
  package let stages: Int
  /// Most edges that the graph has under any arm, counted in stage order.
  package let edges: Int
  /// By arm and segment: entered, censored and state sums by stage, then steps by edge.
  private var counts: [Int64]
  private var dwellCounts: [UInt32]
  /// The shortest and the longest stay, by arm, segment and stage.
  private var shortest: [Double]
  private var longest: [Double]
  /// Slot of the state variable that is averaged, or nil.
  let stateSlot: Int?

  /// Where the counts of one arm and segment begin.
  struct Cell: Sendable {
    fileprivate var entered: Int
    fileprivate var censored: Int
    fileprivate var state: Int
    fileprivate var left: Int
    fileprivate var dwell: Int
    fileprivate var extremes: Int
  }

  init(cells: CellLayout, models: [Model], stateSlot: Int?) {
    self.cells = cells
    stages = models.first?.stages.count ?? 0
    edges = models.map(\.edges.count).max() ?? 0
    self.stateSlot = stateSlot
    counts = [Int64](repeating: 0, count: cells.observedCount * (3 * stages + edges))
    dwellCounts = [UInt32](repeating: 0, count: cells.observedCount * stages * DwellHistogram.bins)
    shortest = [Double](
      repeating: .greatestFiniteMagnitude, count: cells.observedCount * stages)
    longest = [Double](repeating: 0, count: cells.observedCount * stages)
  }

  package func entered(arm: Int, segment: Int, stage: Int) -> Int64 {
    counts[cell(arm: arm, segment: segment).entered + stage]
  }

  /// Visits to a stage that the horizon cut off.
  package func censored(arm: Int, segment: Int, stage: Int) -> Int64 {
    counts[cell(arm: arm, segment: segment).censored + stage]
  }

  /// Steps along an edge, by its index in stage order in the arm's own graph.
  package func left(arm: Int, segment: Int, edge: Int) -> Int64 {
    counts[cell(arm: arm, segment: segment).left + edge]
  }

  /// Mean of the followed state variable on entering a stage, nil where none is followed.
  package func meanState(arm: Int, segment: Int, stage: Int) -> Double? {
    let cell = cell(arm: arm, segment: segment)
    let visits = counts[cell.entered + stage]
    guard stateSlot != nil, visits > 0 else { return nil }
    return Double(counts[cell.state + stage]) / Double(visits) / 1e6
  }

  /// Quantile of the time spent in a stage in hours, within 2.2 % and within the shortest and the
  /// longest stay, over visits that ended.
  ///
  /// A segment of nil takes all segments together.
  package func dwellQuantile(_ level: Double, arm: Int, segment: Int?, stage: Int) -> Double? {
    var counts = [Int64](repeating: 0, count: DwellHistogram.bins)
    var (shortest, longest) = (Double.greatestFiniteMagnitude, 0.0)
    for part in cells.segments(segment) {
      let cell = cell(arm: arm, segment: part)
      let first = cell.dwell + stage * DwellHistogram.bins
      shortest = min(shortest, self.shortest[cell.extremes + stage])
      longest = max(longest, self.longest[cell.extremes + stage])
      for bin in counts.indices { counts[bin] += Int64(dwellCounts[first + bin]) }
    }
    return DwellHistogram.quantile(level, counts: counts).map { min(max($0, shortest), longest) }
  }

  @inline(__always)
  func cell(arm: Int, segment: Int) -> Cell {
    let cell = cells.observed(arm: arm, segment: segment)
    let first = cell * (3 * stages + edges)
    return Cell(
      entered: first, censored: first + stages, state: first + 2 * stages,
      left: first + 3 * stages, dwell: cell * stages * DwellHistogram.bins,
      extremes: cell * stages)
  }

  @inline(__always)
  mutating func enter(_ stage: Int, in cell: Cell) { counts[cell.entered &+ stage] &+= 1 }

  mutating func add(_ count: Int, visitsTo stage: Int, in cell: Cell) {
    counts[cell.entered &+ stage] &+= Int64(count)
  }

  @inline(__always)
  mutating func add(state: Double, to stage: Int, in cell: Cell) {
    counts[cell.state &+ stage] &+= Int64((min(max(state, -1e9), 1e9) * 1e6).rounded())
  }

  @inline(__always)
  mutating func leave(_ edge: Int, in cell: Cell, steps: Int64 = 1) {
    counts[cell.left &+ edge] &+= steps
  }

  @inline(__always)
  mutating func stay(in stage: Int, of cell: Cell, dwell: Double) {
    let first = cell.dwell &+ stage &* DwellHistogram.bins
    dwellCounts[first &+ DwellHistogram.bin(of: dwell)] &+= 1
    let extreme = cell.extremes &+ stage
    if dwell < shortest[extreme] { shortest[extreme] = dwell }
    if dwell > longest[extreme] { longest[extreme] = dwell }
  }

  mutating func censor(_ stage: Int, in cell: Cell) { counts[cell.censored + stage] += 1 }

  mutating func add(_ other: borrowing Funnel) {
    for index in counts.indices { counts[index] &+= other.counts[index] }
    for index in dwellCounts.indices { dwellCounts[index] &+= other.dwellCounts[index] }
    for index in shortest.indices {
      shortest[index] = min(shortest[index], other.shortest[index])
      longest[index] = max(longest[index], other.longest[index])
    }
  }
}

/// Bins of times whose width is a fixed share of the time: 32 to each doubling.
enum DwellHistogram {
  private static let perOctave = 32
  private static let lowestExponent = -16
  private static let highestExponent = 19

  /// Number of bins; the first holds times below 2^-16 hours (0.05 s), the last those above 2^20.
  static let bins = (highestExponent - lowestExponent + 1) * perOctave + 2

  /// The bin of a time in hours, read off the number's exponent and leading digits.
  @inline(__always)
  static func bin(of hours: Double) -> Int {
    let bits = hours.bitPattern
    let exponent = Int(bits >> 52 & 0x7ff) - 1023
    guard exponent >= lowestExponent, hours > 0 else { return 0 }
    guard exponent <= highestExponent else { return bins - 1 }
    return 1 + (exponent - lowestExponent) * perOctave + Int(bits >> 47 & 31)
  }

  /// Lower bound of a bin in hours.
  private static func lowerBound(of bin: Int) -> Double {
    guard bin > 0 else { return 0 }
    let (octave, step) = (bin - 1).quotientAndRemainder(dividingBy: perOctave)
    let base = Double(sign: .plus, exponent: octave + lowestExponent, significand: 1)
    return base * (1 + Double(step) / Double(perOctave))
  }

  /// The time below which a share of the counts lies, interpolated within its bin.
  static func quantile(_ level: Double, counts: [Int64]) -> Double? {
    let total = counts.reduce(0) { $0 + Double($1) }
    guard total > 0 else { return nil }
    var rank = level * total
    for (bin, count) in counts.enumerated() where count > 0 {
      guard rank > Double(count) else {
        let lower = lowerBound(of: bin)
        guard bin > 0, bin < bins - 1 else { return lower }
        return lower + (lowerBound(of: bin + 1) - lower) * rank / Double(count)
      }
      rank -= Double(count)
    }
    return lowerBound(of: bins - 1)
  }
}
