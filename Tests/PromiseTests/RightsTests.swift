import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P60-P63, broken on purpose.
struct RightsTests {
    private static let promises: [Promise] = [
        .rightsWithinAMonth, .sameRightsForCustomersPeople, .wayToTheSupervisor, .recipientsAreTold,
    ]

    @Test(arguments: TestEngine.allCases)
    func `a year in which everybody used every right holds`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            try await truth.useRights()
            for promise in Self.promises + [
                .restrictedForLegalDutyAlone, .onlyFromACase, .alwaysAValidReason, .closedPurposes,
                .neverSold, .givenKnowingly, .asLittleAsPossible, .personalApartFromGeneral,
                .onlyWhatTheServiceNeeds,
            ] {
                let line = try await truth.world.line(promise)
                #expect(line.verdict == .proven, "\(promise): \(line.rows)")
            }
        }
    }

    // MARK: - P60

    @Test(arguments: TestEngine.allCases)
    func `a request past its day is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let id = try await truth.world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Klopt niet", for: truth.persons[0])
            let now = try await truth.world.line(.rightsWithinAMonth)
            #expect(now.verdict == .proven, "\(now.rows)")
            truth.world.clock.advance(by: .days(32))
            try await truth.expect(.rightsWithinAMonth, says: "is overdue")
            // Moving the day does not help: the month is counted from the log.
            try await truth.world.run(
                "UPDATE rights_request SET due_at = due_at + 99999999999 WHERE request_id = $1",
                [id.sqlValue])
            try await truth.expect(.rightsWithinAMonth, says: "is due on another day")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a request that was made younger, or taken away, is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let id = try await truth.world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Klopt niet", for: truth.persons[0])
            try await truth.world.run(
                """
                UPDATE rights_request SET received_at = received_at + 864000000, due_at = due_at + 864000000
                WHERE request_id = $1
                """, [id.sqlValue])
            try await truth.expect(.rightsWithinAMonth, says: "came in on another day")
            try await truth.world.run("DELETE FROM rights_request WHERE request_id = $1", [id.sqlValue])
            try await truth.expect(.rightsWithinAMonth, says: "its request is gone")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an extension without reasons, or after the month, is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let id = try await truth.world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Klopt niet", for: truth.persons[0])
            try await truth.world.run(
                "UPDATE rights_request SET state = 'extended', extended_at = received_at WHERE request_id = $1",
                [id.sqlValue])
            try await truth.expect(.rightsWithinAMonth, says: "was extended without reasons")
            try await truth.world.run(
                "UPDATE rights_request SET extended_at = received_at + 2764800000 WHERE request_id = $1",
                [id.sqlValue])
            try await truth.expect(.rightsWithinAMonth, says: "was extended too late")
        }
    }

    // MARK: - P61

    @Test(arguments: TestEngine.allCases)
    func `a request of a colleague that waits too long, or is of somebody else, is seen`(engine: TestEngine)
        async throws
    {
        try await TrueWorld.with(engine) { truth in
            let noor = try await truth.world.colleague(5, of: truth.contract.customer)
            let id = try await truth.world.services.rightsRequests.ask(
                .other(.complaint), words: "Klopt niet", for: noor.worker)
            let line = try await truth.world.line(.sameRightsForCustomersPeople)
            #expect(line.verdict == .proven, "\(line.rows)")
            try await truth.world.run(
                "UPDATE rights_request SET person_kind = 'staff_member' WHERE request_id = $1",
                [id.sqlValue])
            try await truth.expect(.sameRightsForCustomersPeople, says: "is not of a staff_member")
            truth.world.clock.advance(by: .days(40))
            try await truth.expect(.sameRightsForCustomersPeople, says: "is overdue")
        }
    }

    // MARK: - P62

    @Test(arguments: TestEngine.allCases)
    func `a decision without the way to the supervisor, or without words, is seen`(engine: TestEngine)
        async throws
    {
        try await TrueWorld.with(engine) { truth in
            let id = try await truth.refuse()
            let line = try await truth.world.line(.wayToTheSupervisor)
            #expect(line.verdict == .proven, "\(line.rows)")
            try await truth.world.run(
                "UPDATE rights_request SET complaint_route = NULL WHERE request_id = $1", [id.sqlValue])
            try await truth.expect(.wayToTheSupervisor, says: "decided without the way to the supervisor")
            try await truth.world.run(
                "UPDATE rights_request SET refusal = 'data_is_right' WHERE request_id = $1", [id.sqlValue])
            try await truth.expect(.wayToTheSupervisor, says: "refused without a reason that fits")
            try await truth.world.run(
                "UPDATE rights_request SET sealed_answer = NULL WHERE request_id = $1", [id.sqlValue])
            try await truth.expect(.wayToTheSupervisor, says: "refused without words")
        }
    }

    // MARK: - P63

    @Test(arguments: TestEngine.allCases)
    func `a recipient that is not told, or is told late, is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let line = try await truth.world.line(.recipientsAreTold)
            #expect(line.verdict == .proven && line.examined > 0, "\(line.rows)")
            truth.world.clock.advance(by: .days(32))
            try await truth.expect(.recipientsAreTold, says: "waits longer than a month")
            try await truth.world.run("DELETE FROM recipient_notice WHERE recipient = 'sms_provider'")
            try await truth.expect(
                .recipientsAreTold, says: "sms_provider got it and is not told of its erasure")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a notice that stands for nothing is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            try await truth.world.run("UPDATE recipient_notice SET leaf_id = notice_id")
            try await truth.expect(.recipientsAreTold, says: "stands for nothing in the log")
        }
    }

    // MARK: - P43, for what a person restricted themselves

    @Test(arguments: TestEngine.allCases)
    func `a use of data that its owner restricted is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let fenna = try await truth.world.staff(1, roles: [.support])
            let help = try await truth.world.openCase(on: 2, by: fenna)
            truth.world.clock.advance(by: .minutes(1))
            _ = try await truth.world.services.cases.open(.contact, in: help, by: fenna.worker)
            try await truth.world.services.askedRestrictions.place(for: truth.persons[1])
            let line = try await truth.world.line(.restrictedForLegalDutyAlone)
            #expect(line.verdict == .proven, "\(line.rows)")
            // As if the restriction had been there before, and the vault had opened all the same.
            try await truth.world.run(
                "UPDATE end_user SET restricted_at = restricted_at - 30000 WHERE restricted_at IS NOT NULL")
            try await truth.expect(
                .restrictedForLegalDutyAlone, says: "help_with_sign_in while their data is restricted")
        }
    }
}

extension TrueWorld {
    fileprivate func expect(
        _ promise: Promise, says: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let line = try await world.line(promise)
        #expect(line.verdict == .broken, sourceLocation: sourceLocation)
        #expect(line.rows.contains { $0.contains(says) }, "\(line.rows)", sourceLocation: sourceLocation)
    }

    /// A complaint of the first person, refused.
    fileprivate func refuse() async throws -> RightsRequest.ID {
        let fenna = try await world.staff(1, roles: [.support])
        let id = try await world.services.rightsRequests.ask(
            .complaint(about: nil), words: "Klopt niet", for: persons[0])
        try await world.services.rightsDesk.take(id, by: fenna.worker)
        _ = try await world.services.rightsDesk.words(id, by: fenna.worker)
        try await world.services.rightsDesk.answer(
            id, .refused(.complaintNotShared), text: "Zo zit het", by: fenna.worker)
        return id
    }

    /// A bit of everything.
    fileprivate func useRights() async throws {
        _ = try await refuse()
        let services = world.services
        let fenna = try await world.staff(7, roles: [.support])
        let noor = try await world.colleague(5, of: contract.customer)
        let objection = try await services.rightsRequests.ask(
            .objection(.communication), words: "Genoeg", for: persons[0])
        try await services.rightsDesk.take(objection, by: fenna.worker)
        try await services.rightsDesk.extend(objection, because: "Wij zoeken iets uit", by: fenna.worker)
        world.clock.advance(by: .days(40))
        let again = try #require(try await worker(fenna))
        try await services.rightsDesk.take(objection, by: again)
        try await services.rightsDesk.answer(objection, .granted, text: "Goed", by: again)
        let name = try await services.rightsRequests.ask(
            .rectification(.fullName, value: Sensitive("Nieuwe Naam")), words: "", for: noor.worker)
        try await services.rightsDesk.take(name, by: again)
        try await services.rightsDesk.answer(name, .granted, text: "Aangepast", by: again)
        try await services.askedRestrictions.place(for: persons[1])
        _ = try await services.personFiles.file(of: persons[1])
        let operating = try await world.staff(8, roles: [.fieldOperator])
        for recipient in ["sms_provider", "mail_provider"] {
            try await services.recipientLedger.told(
                recipient, until: world.clock.now(), by: operating.worker)
        }
        try await world.settle()
        try await world.keepHouse()
    }

    /// Signed in anew after days.
    private func worker(_ staff: World.AtWork) async throws -> Worker? {
        let challenge = try await world.services.workSignIns.start(
            emailAddress: staff.emailAddress, password: Sensitive(World.password), network: World.network)
        let session = try await world.services.workSignIns.prove(
            code: try world.appCode(staff.secret), on: challenge, network: World.network, device: .computer)
        return try await world.services.workSessions.worker(session)
    }
}
