import ArgumentParser
import Domain
import Features

struct RestrictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict",
        abstract: "Keep under lock what the law orders to keep after an erasure (P43).",
        discussion: """
            Names a person by batch and letter number, so that no file is opened for it. Until the day given, an erasure
            locks these data instead of destroying them: they then open for that legal duty alone, and go by themselves
            after that day.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The batch, as 'bueno codes list' shows it.")
    var batch: String
    @Option(help: "The letter number in it.")
    var letter: Int
    @Option(name: .customLong("class"), help: "Which data: identity or contact.")
    var keyClass = "identity"
    @Option(help: "The last day on which they are kept, such as 2027-01-31.")
    var until: String
    @Option(help: "The order or article of law. Kept with the lock.")
    var reason: String

    func run() async throws {
        guard let batch = CodeBatch.ID(batch) else {
            throw ValidationError("A batch is 32 hexadecimal digits: 'bueno codes list' shows them.")
        }
        guard let kind = KeyClass(rawValue: keyClass) else {
            throw ValidationError("Choose a class: identity or contact.")
        }
        guard let last = CalendarDay(until) else { throw ValidationError("Write the day as 2027-01-31.") }
        try await VerbRunner.run(
            Restrict(
                batch: batch.description, letter: letter, keyClass: kind.rawValue,
                until: CalendarTerm.days(1).end(from: last.start).milliseconds, reason: reason), common)
    }
}

struct Restrict: Verb {
    static let name = "restrict"
    let batch: String
    let letter: Int
    let keyClass: String
    let until: Int64
    let reason: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let batch = CodeBatch.ID(batch), let keyClass = KeyClass(rawValue: keyClass) else {
            throw RestrictionRefusal.nobodyWithThatLetter
        }
        try await installation.services.restrictions.place(
            batch: batch, letterNumber: letter, on: keyClass, reason: reason,
            until: Moment(milliseconds: until),
            access: .lawfulDuty)
        output.note("Locked: from now on an erasure keeps these data for that duty alone.")
        return Exit.fine
    }
}

extension Access {
    /// The privacy officer under a duty in law.
    static let lawfulDuty = Access(
        actor: Actor(role: .privacyOfficer, organisation: .bueno), purpose: .fraudAndLegalObligations,
        ground: .legalDuty)
}
