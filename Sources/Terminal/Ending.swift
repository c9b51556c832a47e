package import ArgumentParser
import Results
package import Scenarios
import Simulation
import Support

/// How the program ends after an error: what it prints and its exit status.
package struct Ending {
  /// Text for standard output, such as help that was asked for.
  package var output: String?
  package var complaint: String?
  /// 0 done, 1 failure at work, 2 usage or input, 130 interrupted.
  package var status: Int32
}

extension Ending {
  package init(_ error: any Error, of program: any ParsableCommand.Type) {
    switch error {
    case let faults as ScenarioFaults: self.init(complaint: Self.describe(faults), status: 2)
    case let error as RunError:
      switch error.code {
      case .cancelled: self.init(complaint: error.description, status: 130)
      default: self.init(complaint: "error: \(error)", status: 2)
      }
    case is InputError, is ArgumentError: self.init(complaint: "error: \(error)", status: 2)
    case is ResultsError: self.init(complaint: "error: \(error)", status: 1)
    case let code as ExitCode: self.init(status: code.rawValue)
    default: self.init(parsing: error, of: program)
    }
  }

  /// Reads what the argument parser has to say: help and versions, or a fault in the usage.
  private init(parsing error: any Error, of program: any ParsableCommand.Type) {
    let message = program.fullMessage(for: error)
    switch program.exitCode(for: error) {
    case .success: self.init(output: message, status: 0)
    case .validationFailure:
      let text = message.hasPrefix("Error:") ? "e" + message.dropFirst() : message
      self.init(complaint: text, status: 2)
    default: self.init(complaint: "error: \(error)", status: 1)
    }
  }

  /// All faults, with their number where there are several.
  package static func describe(_ faults: ScenarioFaults) -> String {
    let count = faults.faults.count
    return faults.description + (count > 1 ? "\n\(count) faults" : "")
  }

  /// What a scenario holds to no effect, as a user reads it.
  package static func describe(warnings: ScenarioFaults) -> String {
    warnings.faults.map { "warning: \($0.rendered)" }.joined(separator: "\n")
  }
}

/// A fault in what the user asked for that is no argument out of range, such as a missing file.
package struct InputError: Error, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
