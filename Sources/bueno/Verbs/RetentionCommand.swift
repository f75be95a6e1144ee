import ArgumentParser
import Domain
import Features
import Foundation

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "What goes when, and the certificates of what went (P40).",
        subcommands: [Plan.self, Certificate.self, Verify.self])

    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count what goes today and this week, per category. Nothing is touched.",
            discussion: "Exit code 1 when something is past its date.")
        @OptionGroup var common: CommonOptions

        func run() async throws { try await VerbRunner.run(PlanRetention(), common) }
    }

    struct Certificate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the signed certificate of a day that is over to standard output.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The day, such as 2026-11-24.")
        var day: String

        func run() async throws {
            guard let day = CalendarDay(day) else { throw ValidationError("Write the day as 2026-11-24.") }
            try await VerbRunner.run(ShowCertificate(day: day.description), common)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a certificate: its signature, and that this log had that root.",
            discussion: "Exit code 1 when it was changed, or is not of this installation.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The file with the certificate.")
        var file: String

        func run() async throws {
            guard let note = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw ValidationError("There is no such file, or it holds no text.")
            }
            try await VerbRunner.run(VerifyCertificate(note: note), common)
        }
    }
}

struct PlanRetention: Verb {
    static let name = "retention plan"

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let plan = try await installation.services.forecast.plan()
        output.line("today  week  held  overdue  category")
        for line in plan {
            let figures = [(line.today, 5), (line.week, 4), (line.held, 4), (line.overdue, 7)].map {
                Self.right($0, $1)
            }
            output.line("\(figures.joined(separator: "  "))  \(line.category.rawValue)")
        }
        let late = plan.map(\.overdue).reduce(0, +)
        output.note(late == 0 ? "Nothing is past its date." : "\(late) are past their date.")
        return late == 0 ? Exit.fine : Exit.finding
    }

    private static func right(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }
}

struct ShowCertificate: Verb {
    static let name = "retention certificate"
    let day: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let note = try await installation.services.destructionRuns.certificate(of: day) else {
            output.note("There is no certificate of that day: it is not over, or nothing ran.")
            return Exit.refused
        }
        // The last line ends with the line itself.
        output.line(note.hasSuffix("\n") ? String(note.dropLast()) : note)
        return Exit.fine
    }
}

struct VerifyCertificate: Verb {
    static let name = "retention verify"
    let note: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let (certificate, findings) = try await installation.services.destructionRuns.verify(note)
        if let certificate {
            output.line("day   \(certificate.day)")
            output.line("log   \(certificate.logSize) lines")
            for count in certificate.counts {
                output.line("gone  \(count.destroyed)  kept \(count.kept)  \(count.category.rawValue)")
            }
        }
        for finding in findings { output.line("WRONG \(finding)") }
        output.note(findings.isEmpty ? "The certificate is right." : "The certificate is not right.")
        return findings.isEmpty ? Exit.fine : Exit.finding
    }
}
