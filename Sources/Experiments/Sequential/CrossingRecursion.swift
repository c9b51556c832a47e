import Foundation
import GSL

/// Chances that a drifting Brownian motion first leaves a symmetric boundary at each of its looks.
///
/// On the scale of the score S(t) = Z(t)√t, which has independent normal increments, the density
/// inside the boundary is carried from look to look by Gauss-Legendre quadrature (Armitage,
/// McPherson and Rowe 1969, doi:10.2307/2343787; Jennison and Turnbull 2000, chapter 19).
struct CrossingRecursion {
  /// Nodes of the quadrature: the error is below 1e-12 for boundaries in use.
  static let rule = Quadrature.gaussLegendre(nodes: 160)

  private let information: [Double]
  private let drift: Double
  private var look = 0
  private var nodes: [Double] = []
  /// Quadrature weight times density at each node.
  private var masses: [Double] = []

  /// The drift is the expected value of Z at information 1.
  init(information: [Double], drift: Double) {
    self.information = information
    self.drift = drift
  }

  private var step: Double { information[look] - (look > 0 ? information[look - 1] : 0) }

  /// Gives the chance to be above the critical value at this look, having stayed inside before.
  func upper(_ criticalValue: Double) -> Double {
    let deviation = step.squareRoot()
    let bound = criticalValue * information[look].squareRoot() - drift * step
    guard look > 0 else { return StandardNormal.upperTail(bound / deviation) }
    var sum = 0.0
    for index in nodes.indices {
      sum += masses[index] * StandardNormal.upperTail((bound - nodes[index]) / deviation)
    }
    return sum
  }

  /// Gives the chance to be below minus the critical value, having stayed inside before.
  func lower(_ criticalValue: Double) -> Double {
    let deviation = step.squareRoot()
    let bound = -criticalValue * information[look].squareRoot() - drift * step
    guard look > 0 else { return StandardNormal.cdf(bound / deviation) }
    var sum = 0.0
    for index in nodes.indices {
      sum += masses[index] * StandardNormal.cdf((bound - nodes[index]) / deviation)
    }
    return sum
  }

  /// Gives the chance to leave on either side at this look.
  func crossing(_ criticalValue: Double) -> Double {
    upper(criticalValue) + lower(criticalValue)
  }

  /// Goes to the next look with what stays inside.
  mutating func advance(past criticalValue: Double) {
    let step = step
    let deviation = step.squareRoot()
    let bound = criticalValue * information[look].squareRoot()
    let rule = Self.rule
    let mean = drift * step
    var next = [Double](repeating: 0, count: rule.nodes.count)
    var mass = next
    for index in next.indices {
      let node = bound * rule.nodes[index]
      var density = 0.0
      if look == 0 {
        density = StandardNormal.density((node - mean) / deviation)
      } else {
        for inner in nodes.indices {
          let distance = (node - nodes[inner] - mean) / deviation
          // Below 1e-300 a density adds nothing.
          if abs(distance) < 37 {
            density += masses[inner] * exp(-0.5 * distance * distance)
          }
        }
        density *= 0.398_942_280_401_432_7
      }
      next[index] = node
      mass[index] = bound * rule.weights[index] * density / deviation
    }
    nodes = next
    masses = mass
    look += 1
  }

  /// Gives the chance of leaving at each look.
  static func stages(
    information: [Double], criticalValues: [Double], drift: Double
  ) -> [Double] {
    var recursion = CrossingRecursion(information: information, drift: drift)
    return criticalValues.indices.map { look in
      let chance = recursion.crossing(criticalValues[look])
      if look + 1 < criticalValues.count { recursion.advance(past: criticalValues[look]) }
      return chance
    }
  }
}
