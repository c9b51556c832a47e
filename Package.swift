// swift-tools-version: 6.2
import PackageDescription

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// The way of the data, as Sources/README.md draws it: no target knows one further down.
let package = Package(
  name: "JourneyLab",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "journeylab", targets: ["journeylab"]),
    .executable(name: "journeylab-bench", targets: ["journeylab-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(name: "CDigest"),
    .target(name: "Support", dependencies: ["CDigest"]),
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .target(name: "CElementary"),
    .target(name: "CKeyedRandom", dependencies: ["CElementary", "CGSL"]),
    .target(name: "GSL", dependencies: ["CElementary", "CGSL", "CKeyedRandom", "Support"]),
    .target(name: "Scenarios", dependencies: ["GSL", "Support", yams]),
    .target(
      name: "Simulation", dependencies: ["CElementary", "GSL", "Scenarios", "Support", heap]),
    .target(name: "Experiments", dependencies: ["CZlib", "GSL", "Support"]),
    .target(name: "MetaLearning", dependencies: ["GSL", "Support"]),
    .target(name: "Insight", dependencies: ["GSL", "Support"]),
    .target(
      name: "Studies",
      dependencies: [
        "Experiments", "GSL", "Insight", "MetaLearning", "Scenarios", "Simulation", "Support",
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Experiments", "GSL", "Insight", "MetaLearning", "Scenarios", "Simulation", "Studies",
        "Support",
      ]),
    .target(
      name: "Results",
      dependencies: [
        "CSQLite", "Experiments", "MetaLearning", "Scenarios", "Simulation", "Studies", "Support",
      ]),
    .target(
      name: "Terminal",
      dependencies: ["Results", "Scenarios", "Simulation", "Studies", "Support", argumentParser]),
    .executableTarget(
      name: "journeylab",
      dependencies: [
        "Experiments", "GSL", "MetaLearning", "Reports", "Results", "Scenarios", "Simulation",
        "Studies", "Support", "Terminal", argumentParser,
      ]),
    .executableTarget(
      name: "journeylab-bench",
      dependencies: [
        "GSL", "MetaLearning", "Reports", "Results", "Scenarios", "Simulation", "Studies",
        "Support", "Terminal", argumentParser,
      ]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(
      name: "SimulationSupport",
      dependencies: ["GSL", "Scenarios", "Simulation", "TestSupport", heap],
      path: "Tests/SimulationSupport"),
    .target(
      name: "StudySupport", dependencies: ["MetaLearning", "Scenarios", "Studies"],
      path: "Tests/StudySupport"),
    .testTarget(name: "SupportTests", dependencies: ["Support", "TestSupport"]),
    .testTarget(name: "GSLTests", dependencies: ["GSL", "Support", "TestSupport"]),
    .testTarget(
      name: "ScenariosTests", dependencies: ["GSL", "Scenarios", "Support", "TestSupport"],
      exclude: ["Broken", "Valid"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "GSL", "Scenarios", "Simulation", "SimulationSupport", "Support", "TestSupport", heap,
      ],
      exclude: ["Scenarios"]),
    .testTarget(
      name: "ExperimentsTests", dependencies: ["Experiments", "GSL", "Support", "TestSupport"],
      exclude: ["Golden"]),
    .testTarget(
      name: "InsightTests", dependencies: ["GSL", "Insight", "Support", "TestSupport"],
      exclude: ["Golden"]),
    .testTarget(
      name: "MetaLearningTests", dependencies: ["GSL", "MetaLearning", "Support", "TestSupport"],
      exclude: ["Golden"]),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "Experiments", "GSL", "Insight", "MetaLearning", "Scenarios", "Simulation",
        "SimulationSupport",
        "Studies", "Support", "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Experiments", "MetaLearning", "Reports", "Scenarios", "Simulation", "SimulationSupport",
        "Studies", "StudySupport", "Support", "TestSupport",
      ]),
    .testTarget(
      name: "ResultsTests",
      dependencies: [
        "Results", "Scenarios", "Simulation", "Studies", "StudySupport", "Support", "TestSupport",
      ]),
    .testTarget(
      name: "BenchTests",
      dependencies: [
        "GSL", "MetaLearning", "Reports", "Support", "TestSupport", "journeylab-bench",
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "journeylab", "journeylab-bench"],
      exclude: ["Attack/faults.c", "Snapshots"]),
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
