// swift-tools-version: 6.1
import PackageDescription

/// Every target of ours is held to the same house rules; `TidyTests` holds the imports to the table in
/// `docs/ARCHITECTURE.md`, because SwiftPM does not refuse an import of a target that happens to be built.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-warnings-as-errors"]),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

let package = Package(
    name: "bueno",
    products: [.executable(name: "bueno", targets: ["bueno"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(
            name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("protobuf")]),
        .target(name: "CQRCode", linkerSettings: [.linkedLibrary("qrencode")]),

        .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CProcess"),

        .target(name: "Domain", swiftSettings: house),
        .target(name: "Threads", swiftSettings: house),
        .target(name: "Storage", dependencies: ["CLibPQ", grdb], swiftSettings: house),
        .target(
            name: "Vault", dependencies: ["Domain", "Storage", "Threads", "CSodium", "COpenSSL"],
            swiftSettings: house),
        .target(name: "LogVerifier", dependencies: ["Domain", "CSodium"], swiftSettings: house),
        .target(
            name: "Features", dependencies: ["Domain", "Storage", "Vault", "LogVerifier", yams],
            resources: [.copy("Statement/statement.yaml")], swiftSettings: house),
        .target(name: "Gateways", dependencies: ["Domain", "Threads", "CCurl"], swiftSettings: house),
        .target(name: "PhoneNumbers", dependencies: ["Domain", "CPhoneNumber"], swiftSettings: house),
        .target(name: "QRCodes", dependencies: ["Domain", "CQRCode"], swiftSettings: house),
        .target(
            name: "Portals", dependencies: ["Domain", "Features", hummingbird, logging, metrics],
            resources: [.copy("Templates"), .copy("Assets")], swiftSettings: house),
        .executableTarget(
            name: "bueno",
            dependencies: [
                "Domain", "Storage", "Vault", "Features", "LogVerifier", "Gateways", "PhoneNumbers",
                "QRCodes", "Portals",
                "CProcess", arguments, hummingbird, logging, metrics, lifecycle, signals,
            ],
            swiftSettings: house),

        .target(
            name: "TestKit",
            dependencies: ["Domain", "Storage", "Vault", "Features", "Gateways", "PhoneNumbers", "CCurl"],
            path: "Tests/TestKit", swiftSettings: house),
        tests("DomainTests", ["Domain", "TestKit"]),
        tests("ThreadsTests", ["Threads"]),
        tests("StorageTests", ["Storage", "TestKit"]),
        tests("VaultTests", ["Vault", "Features", "LogVerifier", "TestKit"]),
        tests("GatewaysTests", ["Gateways", "PhoneNumbers", "QRCodes", "Vault", "TestKit"]),
        tests("FeaturesTests", ["Features", "LogVerifier", "TestKit"]),
        tests("PortalsTests", ["Portals", "QRCodes", "TestKit"], exclude: ["Golden"]),
        tests("PromiseTests", ["Features", "TestKit"]),
        tests("SimulationTests", ["Features", "TestKit"]),
        tests("TidyTests", ["TestKit"]),
    ],
    cxxLanguageStandard: .cxx17
)
