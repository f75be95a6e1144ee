import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct ContactChangeTests {
    @Test(arguments: TestEngine.allCases, Message.Channel.allCases)
    func `two right codes replace the value, its index and its provenance, and end what was open elsewhere`(
        engine: TestEngine, channel: Message.Channel
    ) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            let elsewhere = try await world.signInAgain(1)
            world.clock.advance(by: .minutes(20))
            // A code for the old phone is under way when the change is done.
            let pending = try await world.ask(1)
            let pendingSecret = try #require(world.outside.lastSecret())
            let token = try await world.begin(channel, typed: channel.typed(2), here)
            #expect(try await world.prove(channel.address(2), token, here).isNext)
            let done = try await world.prove(channel.other.address(1), token, here)
            guard case .done(channel, let rotated?) = done else {
                Issue.record("not done: \(done)")
                return
            }
            let now = try #require(try await world.services.sessions.signedIn(rotated))
            let file = try await world.services.personFiles.file(of: now)
            let line = try #require(file.lines.first { $0.field == channel.field })
            #expect(line.value == channel.address(2).canonical)
            #expect(line.given == TestClock.start + .minutes(20) && line.source == .endUser)
            #expect(try await world.revisions(of: now.person)[channel.field] == 2)
            #expect(try await world.indexes(of: now.person, channel.field) == 1)

            #expect(try await world.services.sessions.signedIn(elsewhere) == nil)
            await #expect(throws: SignInRefusal.self) {
                try await world.services.signIns.prove(secret: pendingSecret, on: pending, device: .phone)
            }
            // A copy of this session's old cookie dies with its moment of grace.
            world.clock.advance(by: .minutes(5))
            #expect(try await world.services.sessions.signedIn(here.token) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases, Message.Channel.allCases)
    func `the old number or address hears of it, without the new one, and signs nobody in any more`(
        engine: TestEngine, channel: Message.Channel
    ) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            try await world.change(channel, to: 2, here)
            let notice = try #require(world.outside.words(to: channel.address(1)).last)
            #expect(notice.contains("is veranderd") && notice.contains("Was u dit niet?"))
            #expect(!notice.contains("2@") && !notice.contains("40002"))
            let listed = try await world.services.personMessages.list(for: here.signedIn)
            #expect(listed.contains { $0.kind == channel.noticeKind && $0.isReadable })

            let before = world.outside.sent.count
            try await world.askToSignIn(with: channel, person: 1)
            #expect(world.outside.sent.count == before)
            try await world.askToSignIn(with: channel, person: 2)
            #expect(world.outside.sent.count == before + 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one human's enrolments with two customers change together`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            for number in 1...2 {
                try await world.enrol(1, code: try await world.codes(1, for: world.municipality(number))[0])
            }
            let session = try await world.signInAgain(1)
            let signedIn = try #require(try await world.services.sessions.signedIn(session))
            #expect(signedIn.members.count == 2)
            try await world.change(.sms, to: 2, Here(token: session, signedIn: signedIn))
            for member in signedIn.members {
                #expect(try await world.revisions(of: member.person)[.mobileNumber] == 2)
                #expect(try await world.indexes(of: member.person, .mobileNumber) == 1)
            }
            let again = try #require(try await world.services.sessions.signedIn(try await world.signInAgain(2)))
            #expect(again.members.count == 2, "still one human")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `somebody else's number is answered alike, and then both share it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            try await world.enrol(2, code: try await world.codes(1, for: world.municipality(2))[0])
            // Person 2's own number is known, person 3's is not: the same messages go out.
            var kinds: [[String]] = []
            for person in [2, 3] {
                let before = world.outside.sent.count
                let token = try await world.begin(.sms, typed: World.mobileNumber(person), here)
                let pending = try #require(
                    try await world.services.contactChanges.pending(token, for: here.signedIn))
                kinds.append(world.outside.sent.dropFirst(before).map(\.channel).sorted() + ["\(pending.asked)"])
            }
            #expect(kinds[0] == kinds[1])
            try await world.change(.sms, to: 2, here)
            let token = try await world.ask(2)
            let secret = try #require(world.outside.lastSecret())
            guard
                case .askEmail = try await world.services.signIns.prove(
                    secret: secret, on: token, device: .phone)
            else {
                Issue.record("the phone alone opened an account that two share")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a stolen session alone changes nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            // The thief reads their own phone, and neither the owner's mail nor their phone.
            let token = try await world.begin(.sms, typed: World.mobileNumber(66), here)
            #expect(try await world.prove(.phone(66), token, here).isNext)
            for left in [4, 3, 2, 1] {
                await #expect(throws: ContactChangeRefusal.wrongCode(triesLeft: left)) {
                    try await world.prove(.phone(66), token, here)
                }
            }
            await #expect(throws: ContactChangeRefusal.noTriesLeft) {
                try await world.prove(.phone(66), token, here)
            }
            let file = try await world.services.personFiles.file(of: here.signedIn)
            #expect(file.lines.first { $0.field == .mobileNumber }?.value.reveal() == "+31612340001")
            // The owner was told by the code itself.
            #expect(world.outside.words(to: .mailbox(1)).last?.contains("Zonder deze code verandert er niets") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code for one place proves nothing of the other`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            let token = try await world.begin(.mail, typed: World.emailAddress(2), here)
            await #expect(throws: ContactChangeRefusal.wrongCode(triesLeft: 4)) {
                try await world.prove(.phone(1), token, here)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only so many codes go out in an hour, however often it is begun anew`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            for person in 2...6 { _ = try await world.begin(.sms, typed: World.mobileNumber(person), here) }
            await #expect(throws: ContactChangeRefusal.tooManyCodes(minutes: 60)) {
                try await world.begin(.sms, typed: World.mobileNumber(7), here)
            }
            world.clock.advance(by: .minutes(61))
            _ = try await world.begin(.sms, typed: World.mobileNumber(7), here)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was typed cannot be read from the store, and nothing of it is left after its term`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            _ = try await world.begin(.mail, typed: World.emailAddress(2), here)
            let sealed = try await world.data.read { transaction in
                try transaction.row("SELECT sealed_contact FROM contact_change")?.blob(0) ?? []
            }
            #expect(!sealed.isEmpty && !String(decoding: sealed, as: UTF8.self).contains("persoon2"))
            world.clock.advance(by: .minutes(61))
            try await world.services.retention.run()
            for table in ["contact_change", "contact_change_code"] {
                let count = try await world.data.read { transaction in
                    try transaction.row(SQL(stringLiteral: "SELECT COUNT(*) FROM \(table)"))?.int(0)
                }
                #expect(count == 0, "\(table)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is no number, no address or the same as now is refused, and nothing goes out`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            let before = world.outside.sent.count
            let rows: [(Message.Channel, String, ContactChangeRefusal)] = [
                (.sms, "12", .mobileNumberInvalid), (.mail, "nee", .emailInvalid),
                (.sms, World.mobileNumber(1), .sameAsNow), (.mail, " PERSOON1@example.nl ", .sameAsNow),
            ]
            for (channel, typed, refusal) in rows {
                await #expect(throws: refusal) { try await world.begin(channel, typed: typed, here) }
            }
            #expect(world.outside.sent.count == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two who finish at once one changes it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            let token = try await world.begin(.sms, typed: World.mobileNumber(2), here)
            _ = try await world.prove(.phone(2), token, here)
            let secret = try #require(world.outside.secret(to: .mailbox(1)))
            let done = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            _ = try await world.services.contactChanges.prove(
                                secret: secret, token, session: here.token, for: here.signedIn)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(done == 1)
            #expect(try await world.revisions(of: here.signedIn.person)[.mobileNumber] == 2)
        }
    }
}
