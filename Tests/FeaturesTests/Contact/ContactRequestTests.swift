import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P33: from asking to answering.
struct ContactRequestTests {
    private static let asker = World.Asker(1)

    @Test(arguments: TestEngine.allCases)
    func `a question is sealed under keys of its own, and read by who answers`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let requests = world.services.contactRequests
            let (first, second) = (try await world.askQuestion(1), try await world.askQuestion(2))
            let listed = try await requests.inbox()
            #expect(listed.openCount == 2 && Set(listed.open.map(\.id)) == [first, second])
            let actor = try await world.answerer()
            let opened = try #require(try await requests.open(first, by: actor))
            #expect(opened.name.reveal() == Self.asker.name)
            #expect(opened.phoneNumber?.reveal() == Self.asker.phoneNumber)
            #expect(opened.emailAddress?.reveal() == Self.asker.emailAddress)
            #expect(opened.question.reveal() == Self.asker.question)
            let keys = try await world.keyIDs()
            #expect(keys.count == 4 && Set(keys).count == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `each opening stands in the log, under its own purpose and with who did it`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let id = try await world.askQuestion(1)
            let actor = try await world.answerer()
            _ = try await world.services.contactRequests.open(id, by: actor)
            let subject = try await world.vault.pseudonym(of: id)
            let leaves = try await world.vault.leaves(of: subject, before: nil, limit: 10)
            #expect(Set(leaves.map(\.act)) == [.collect, .store, .read])
            for leaf in leaves {
                #expect(leaf.purpose == .contactRequests && leaf.activity == .contactRequest)
                #expect(leaf.service == .contact && leaf.basis == .legitimateInterest)
            }
            let read = try #require(leaves.first { $0.act == .read })
            #expect(read.role == .support && read.actor == actor.pseudonym)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another role opens, answers and closes nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let id = try await world.askQuestion(1)
            let requests = world.services.contactRequests
            for role in [Role.privacyOfficer, .fieldOperator, .caseworker, .endUser, .prover] {
                let actor = Domain.Actor(role: role, organisation: .bueno, pseudonym: .random())
                let refused = VaultError.refused(.roleNotAllowed)
                await #expect(throws: refused) { _ = try await requests.open(id, by: actor) }
                await #expect(throws: refused) { try await requests.answer(id, with: "Ja", by: actor) }
                await #expect(throws: refused) { try await requests.answeredByPhone(id, by: actor) }
            }
            #expect(try await requests.inbox().openCount == 1)
        }
    }

    @Test(arguments: Purpose.allCases.filter { $0 != .contactRequests })
    func `no other purpose reads a question`(purpose: Purpose) async throws {
        try await World.with(.sqlite) { world in
            let id = try await world.askQuestion(1)
            for role in Role.allCases {
                let access = Access(
                    actor: Domain.Actor(role: role, organisation: .bueno, pseudonym: .random()),
                    purpose: purpose, ground: .legalDuty)
                // A hold may be placed for a legal duty, and opens nothing.
                let refusals: [PolicyRefusal] = [.purposeNotAllowed, .roleNotAllowed, .actNotAllowed]
                await #expect {
                    _ = try await world.vault.read(
                        [.question], of: [.contactRequest(id)], access: access)
                } throws: { error in
                    if case VaultError.refused(let refusal) = error {
                        refusals.contains(refusal)
                    } else {
                        false
                    }
                }
            }
        }
    }

    @Test func `the purpose of questions opens nothing else`() throws {
        let policy = try StatementDocument.bundled(privacyContact: "privacy@example.nl").statement.policy
        for service in Service.allCases where service != .contact {
            for role in Role.allCases {
                for act in ProcessingAct.allCases {
                    #expect(throws: PolicyRefusal.self) {
                        _ = try policy.basis(
                            activity: .contactRequest, act: act, purpose: .contactRequests, role: role,
                            service: service, fields: .none)
                    }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer goes by mail, once, and the question is closed with it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let id = try await world.askQuestion(1)
            let requests = world.services.contactRequests
            let actor = try await world.answerer()
            try await requests.answer(id, with: "Ja, dat kan.\nBreng het toestel mee.", by: actor)
            await #expect(throws: ContactRefusal.alreadyAnswered) {
                try await requests.answer(id, with: "Nog eens", by: actor)
            }
            try await world.settle()
            let mails = world.outside.sent.compactMap { sent in
                if case .mail(let mail) = sent { mail } else { nil }
            }
            let mail = try #require(mails.last)
            #expect(mail.recipient.canonical.reveal() == Self.asker.emailAddress)
            let text = mail.content.reveal().text
            #expect(text.contains("Ja, dat kan.\n\nBreng het toestel mee."))
            #expect(text.contains("30 dagen na vandaag") && !text.contains(Self.asker.question))
            let inbox = try await requests.inbox()
            #expect(inbox.openCount == 0 && inbox.answeredCount == 1)
            guard case .mailSent = inbox.answered.first?.answer else {
                Issue.record("not mailed")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who left no address is called`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let id = try await world.askQuestion(
                TypedQuestion(name: "Vera", phoneNumber: "06 12345678", emailAddress: "", question: "Hoe?"))
            let actor = try await world.answerer()
            let requests = world.services.contactRequests
            await #expect(throws: ContactRefusal.noEmailAddress) {
                try await requests.answer(id, with: "Zo.", by: actor)
            }
            try await requests.answeredByPhone(id, by: actor)
            guard case .byPhone = try await requests.inbox().answered.first?.answer else {
                Issue.record("not called")
                return
            }
        }
    }

    @Test func `a question that is gone is neither opened nor answered`() async throws {
        try await World.with(.sqlite) { world in
            let actor = try await world.answerer()
            let requests = world.services.contactRequests
            #expect(try await requests.open(.random(), by: actor) == nil)
            await #expect(throws: ContactRefusal.alreadyAnswered) {
                try await requests.answer(.random(), with: "Ja.", by: actor)
            }
            await #expect(throws: ContactRefusal.alreadyAnswered) {
                try await requests.answeredByPhone(.random(), by: actor)
            }
        }
    }

    @Test func `an answer is neither empty nor a book`() async throws {
        try await World.with(.sqlite) { world in
            let id = try await world.askQuestion(1)
            let actor = try await world.answerer()
            let requests = world.services.contactRequests
            await #expect(throws: ContactRefusal.answerMissing) {
                try await requests.answer(id, with: " \n", by: actor)
            }
            await #expect(throws: ContactRefusal.answerTooLong(characters: 5_001)) {
                try await requests.answer(id, with: String(repeating: "a", count: 5_001), by: actor)
            }
            #expect(try await requests.inbox().openCount == 1)
        }
    }
}

/// What keeps programs out, and people not.
struct ContactGuardTests {
    private func stored(_ world: World) async throws -> Int {
        try await world.services.contactRequests.inbox().openCount
    }

    @Test func `a filled trap is thrown away without a word`() async throws {
        try await World.with(.sqlite) { world in
            try await world.services.contactRequests.receive(
                try world.arriving(World.Asker(1).typed, trap: "https://example.nl"))
            #expect(try await stored(world) == 0)
        }
    }

    @Test func `who is too quick is asked to look once more, and then gets through`() async throws {
        try await World.with(.sqlite) { world in
            let requests = world.services.contactRequests
            let opened = try requests.openedForm(at: world.clock.now())
            func send() async throws {
                try await requests.receive(
                    ArrivingQuestion(
                        typed: World.Asker(1).typed, trap: "",
                        opened: try requests.openedForm(before: opened, at: world.clock.now()),
                        network: World.network, language: .dutch))
            }
            world.clock.advance(by: .seconds(1))
            await #expect(throws: ContactRefusal.notThisMoment) { try await send() }
            world.clock.advance(by: .seconds(4))
            try await send()
            #expect(try await stored(world) == 1)
        }
    }

    @Test(arguments: ["", "1772441000000", "1772441000000.00ff", "1772441000000.00ff.00ff"])
    func `a moment without our seal is none`(opened: String) async throws {
        try await World.with(.sqlite) { world in
            _ = await #expect(throws: ContactRefusal.notThisMoment) {
                try await world.services.contactRequests.receive(
                    ArrivingQuestion(
                        typed: World.Asker(1).typed, trap: "", opened: opened, network: World.network,
                        language: .dutch))
            }
        }
    }

    @Test func `a form that lay open for more than a day is opened anew`() async throws {
        try await World.with(.sqlite) { world in
            let requests = world.services.contactRequests
            let late = try world.arriving(World.Asker(1).typed, openFor: .hours(25))
            await #expect(throws: ContactRefusal.notThisMoment) { try await requests.receive(late) }
            #expect(try requests.openedForm(before: late.opened, at: world.clock.now()) != late.opened)
        }
    }

    @Test func `one network asks ten an hour, and another is not in the way`() async throws {
        try await World.with(.sqlite) { world in
            let requests = world.services.contactRequests
            for number in 1...10 { try await requests.receive(try world.arriving(World.Asker(number).typed)) }
            await #expect(throws: ContactRefusal.tooMany(minutes: 60)) {
                try await requests.receive(try world.arriving(World.Asker(11).typed))
            }
            let other = NetworkKey(hash: [2])
            try await requests.receive(try world.arriving(World.Asker(11).typed, network: other))
            #expect(try await stored(world) == 11)
            world.clock.advance(by: .hours(3))
            try await requests.receive(try world.arriving(World.Asker(12).typed))
        }
    }

    @Test func `a flood from everywhere leaves each network one`() async throws {
        try await World.with(.sqlite) { world in
            let requests = world.services.contactRequests
            for number in 1...200 {
                let network = NetworkKey(hash: [9, UInt8(number)])
                try await requests.receive(
                    try world.arriving(World.Asker(number).typed, trap: "x", network: network))
            }
            let network = NetworkKey(hash: [3])
            try await requests.receive(try world.arriving(World.Asker(1).typed, network: network))
            await #expect(throws: ContactRefusal.tooMany(minutes: 60)) {
                try await requests.receive(try world.arriving(World.Asker(2).typed, network: network))
            }
        }
    }

    @Test func `what was typed wrong counts against nobody`() async throws {
        try await World.with(.sqlite) { world in
            let requests = world.services.contactRequests
            let wrong = TypedQuestion(name: "", phoneNumber: "", emailAddress: "", question: "")
            for _ in 1...20 {
                await #expect(throws: ContactRefusal.self) {
                    try await requests.receive(try world.arriving(wrong))
                }
            }
            try await requests.receive(try world.arriving(World.Asker(1).typed))
            #expect(try await stored(world) == 1)
        }
    }
}

extension World {
    /// The keys of all contact requests, as their rows name them.
    func keyIDs() async throws -> [PersonKey.ID] {
        try await data.read { transaction in
            try transaction.rows("SELECT identity_key_id, contact_key_id FROM contact_request")
                .flatMap { [try $0.id(0), try $0.id(1)] }
        }
    }
}
