// swift-tools-version: 6.2
import PackageDescription

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "JourneyLab",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "journeylab", targets: ["journeylab"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "CKeyedRandom", dependencies: ["CGSL"]),
    .target(name: "GSL", dependencies: ["CGSL", "CKeyedRandom"]),
    .target(name: "Scenarios", dependencies: [yams]),
    .target(name: "Simulation", dependencies: ["GSL", "Scenarios", heap]),
    .target(name: "Experiments", dependencies: ["GSL"]),
    .target(name: "MetaLearning", dependencies: ["GSL", "Scenarios", "Simulation"]),
    .target(
      name: "Reports", dependencies: ["Experiments", "MetaLearning", "Scenarios", "Simulation"]),
    .executableTarget(
      name: "journeylab",
      dependencies: [
        "Experiments", "GSL", "MetaLearning", "Reports", "Scenarios", "Simulation",
        argumentParser,
      ]),
    .testTarget(name: "GSLTests", dependencies: ["GSL"]),
    .testTarget(
      name: "ScenariosTests", dependencies: ["Scenarios"], exclude: ["Broken", "Valid"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["GSL", "Scenarios", "Simulation", heap],
      exclude: ["Scenarios"]),
    .testTarget(
      name: "ExperimentsTests", dependencies: ["Experiments", "GSL"], exclude: ["Golden"]),
    .testTarget(
      name: "MetaLearningTests", dependencies: ["GSL", "MetaLearning", "Scenarios", "Simulation"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Experiments", "MetaLearning", "Reports", "Scenarios", "Simulation"]),
    .testTarget(name: "EndToEndTests", dependencies: ["journeylab"]),
  ]
)

// One set of language settings for every target of this package, and for no dependency.
for target in package.targets where ![.system, .plugin].contains(target.type) {
  guard !target.name.hasPrefix("C") else { continue }
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .strictMemorySafety(),
      .treatAllWarnings(as: .error),
    ]
}
