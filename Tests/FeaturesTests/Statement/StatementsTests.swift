import Domain
import Features
import Storage
import TestKit
import Testing

struct StatementsTests {
    private static let contact = "privacy@example.nl"
    private let document: StatementDocument

    init() throws {
        document = try StatementDocument.bundled(privacyContact: Self.contact)
    }

    private func changed(_ from: String, _ to: String) throws -> StatementDocument {
        try StatementDocument(
            text: document.text.replacing(from, with: to), file: "statement.yaml",
            privacyContact: Self.contact)
    }

    @Test(arguments: TestEngine.allCases)
    func `a start records the version once and every old version stays readable`(engine: TestEngine)
        async throws
    {
        try await TemporaryStore.with(engine) { store in
            try await Statements(document, data: store.data).record()
            try await Statements(document, data: store.data).record()
            let second = try changed("\nversion: 1\n", "\nversion: 2\n")
            let statements = Statements(second, data: store.data)
            try await statements.record()

            let versions = try await statements.versions()
            #expect(versions.map(\.version) == [2, 1])
            #expect(versions.allSatisfy { $0.isIntact })
            let first = try #require(try await statements.version(1))
            #expect(first.document == document.text)
            #expect(statements.statement(first)?.hash == document.statement.hash)
            #expect(try await statements.version(3) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a published text cannot be changed under its version`(engine: TestEngine) async throws {
        try await TemporaryStore.with(engine) { store in
            try await Statements(document, data: store.data).record()
            let other = Statements(try changed("Wij vragen weinig", "Wij vragen veel"), data: store.data)
            await #expect(throws: StatementRefusal.versionHasOtherText(version: 1)) {
                try await other.record()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an older program does not start on a newer statement`(engine: TestEngine) async throws {
        try await TemporaryStore.with(engine) { store in
            try await Statements(try changed("\nversion: 1\n", "\nversion: 2\n"), data: store.data).record()
            let older = Statements(document, data: store.data)
            await #expect(throws: StatementRefusal.olderThanRecorded(version: 1, newest: 2)) {
                try await older.record()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a version from before this program is kept, and only as an earlier one`(engine: TestEngine)
        async throws
    {
        try await TemporaryStore.with(engine) { store in
            let statements = Statements(try changed("\nversion: 1\n", "\nversion: 2\n"), data: store.data)
            try await statements.record()
            try await statements.record(earlier: document)
            #expect(try await statements.versions().map(\.version) == [2, 1])
            await #expect(throws: StatementRefusal.versionHasOtherText(version: 1)) {
                try await statements.record(earlier: try changed("Wij vragen weinig", "Wij vragen veel"))
            }
            await #expect(throws: StatementRefusal.notEarlier(version: 2)) {
                try await statements.record(earlier: try changed("\nversion: 1\n", "\nversion: 2\n"))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the words beside a form are kept under a name that follows from them`(engine: TestEngine)
        async throws
    {
        try await TemporaryStore.with(engine) { store in
            let statements = Statements(document, data: store.data)
            try await statements.record()
            let dutch = try statements.formVersion(service: .freeCalling, language: .dutch)
            let english = try statements.formVersion(service: .freeCalling, language: .english)
            #expect(dutch.id != english.id)
            #expect(dutch.lines.map(\.field) == [.mobileNumber, .emailAddress, .enrolmentCode])
            #expect(try await statements.formText(dutch.id) == dutch.text)

            let reworded = Statements(
                try changed("\nversion: 1\n", "\nversion: 2\n"), data: store.data)
            #expect(try reworded.formVersion(service: .freeCalling, language: .dutch).id == dutch.id)
            let other = Statements(
                try changed("Met dit nummer belt u gratis.", "Hiermee belt u gratis."), data: store.data)
            #expect(try other.formVersion(service: .freeCalling, language: .dutch).id != dutch.id)
        }
    }

    @Test func `a service that is not offered has no form`() async throws {
        try await TemporaryStore.with(.sqlite) { store in
            let statements = Statements(document, data: store.data)
            #expect(throws: PolicyRefusal.serviceNotOffered) {
                try statements.formVersion(service: .recording, language: .dutch)
            }
        }
    }
}
