import MetaLearning
import Studies
import Testing

@testable import Scenarios

@Suite struct `The options of a learner` {
  @Test(arguments: Learner.allCases)
  func `that a file may give are those that the factory takes`(learner: Learner) {
    for option in learner.options {
      #expect(PolicyFactory.options(of: learner).contains(option.name), "\(option.name)")
    }
  }
}
