import ArgumentParser
import Domain
import Features

struct CodesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes", abstract: "Unique codes for end users.",
        subcommands: [Issue.self, List.self, Revoke.self])

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue one or many codes.",
            discussion: """
                Prints a letter number, a tab and the code, one per line. This is the only time that a code can be read: \
                we keep its keyed hash (P13).
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The contract, as 'bueno customer list' shows it.")
        var contract: String
        @Option(help: "How many.")
        var count = 1
        @Option(help: "The last day on which they work, such as 2027-01-31.")
        var until: String
        @Option(help: "Why they are issued. Kept with the batch.")
        var reason: String

        func run() async throws {
            guard let contract = Contract.ID(contract) else {
                throw ValidationError(
                    "A contract is 32 hexadecimal digits: 'bueno customer list' shows them.")
            }
            guard let last = CalendarDay(until) else { throw ValidationError("Write the day as 2027-01-31.") }
            try await VerbRunner.run(
                IssueCodes(
                    contract: contract.description, count: count, expires: last.end.milliseconds,
                    reason: reason),
                common)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the batches and how they stand.")
        @OptionGroup var common: CommonOptions

        func run() async throws { try await VerbRunner.run(ListCodes(), common) }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a letter or a whole batch. Redeemed codes stay redeemed.")

        @OptionGroup var common: CommonOptions
        @Option(help: "The batch, as 'bueno codes list' shows it.")
        var batch: String
        @Option(help: "One letter of it. Without: every code that is still open.")
        var letter: Int?
        @Option(help: "Why. Kept with the codes.")
        var reason: String

        func run() async throws {
            guard let batch = CodeBatch.ID(batch) else {
                throw ValidationError("A batch is 32 hexadecimal digits: 'bueno codes list' shows them.")
            }
            try await VerbRunner.run(
                RevokeCodes(batch: batch.description, letter: letter, reason: reason), common)
        }
    }
}

struct IssueCodes: Verb {
    static let name = "codes issue"
    let contract: String
    let count: Int
    let expires: Int64
    let reason: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let contract = Contract.ID(contract) else { throw BatchRefusal.unknownContract }
        let issued = try await installation.services.codeBatches.issue(
            count, contract: contract, expires: Moment(milliseconds: expires), reason: reason,
            access: .operating
        ) { output.progress($0, of: count, "codes") }
        for letter in issued.letters {
            output.line("\(letter.letterNumber.padded(to: 4))\t\(letter.code.revealGrouped())")
        }
        output.note("Batch \(issued.batch): \(issued.letters.count) codes. They cannot be shown again.")
        return Exit.fine
    }
}

struct ListCodes: Verb {
    static let name = "codes list"

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let batches = try await installation.services.codeBatches.list()
        if batches.isEmpty { output.note("No codes were issued yet: see 'bueno codes issue --help'.") }
        for batch in batches {
            let open = batch.size - batch.redeemed - batch.revoked - batch.expired
            output.line(
                "\(batch.id)  \(batch.created.day)  \(batch.customerName): \(batch.size) codes, \(batch.redeemed) "
                    + "redeemed, \(batch.revoked) revoked, \(batch.expired) expired, \(open) open. \(batch.reason)"
            )
        }
        return Exit.fine
    }
}

struct RevokeCodes: Verb {
    static let name = "codes revoke"
    let batch: String
    let letter: Int?
    let reason: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let batch = CodeBatch.ID(batch) else { throw BatchRefusal.unknownBatch }
        let revoked = try await installation.services.codeBatches.revoke(
            batch, letterNumber: letter, reason: reason, access: .operating)
        output.note(revoked == 0 ? "Nothing was open to revoke." : "Revoked: \(revoked).")
        return Exit.fine
    }
}

extension Access {
    /// An operator at the command line, delivering what a customer bought.
    static let operating = Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
}
