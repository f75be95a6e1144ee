public import Domain
public import Features

/// Holds with four eyes.
extension World {
    /// Two privacy officers.
    public func officers(from number: Int = 80) async throws -> (first: AtWork, second: AtWork) {
        (
            try await staff(number, roles: [.privacyOfficer]),
            try await staff(number + 1, roles: [.privacyOfficer])
        )
    }

    /// Signed in anew, and so proven: as who acts on a hold must be.
    public func proven(_ officer: AtWork) async throws -> Worker {
        clock.advance(by: .minutes(1))
        let challenge = try await services.workSignIns.start(
            emailAddress: officer.emailAddress, password: Sensitive(Self.password), network: Self.network)
        return try await worker(
            try await services.workSignIns.prove(
                code: try appCode(officer.secret), on: challenge, network: Self.network, device: .computer))
    }

    /// Asked by one and approved by another, until a day from now.
    public func hold(
        _ subject: HoldSubject, classes: Set<KeyClass> = Set(KeyClass.allCases), days: Int64 = 300,
        by officers: (first: AtWork, second: AtWork)
    ) async throws -> Hold.ID {
        let order = HoldOrder(
            subject: subject, classes: classes, reason: .courtCase, note: "Rolnummer 26/1204",
            lastDay: CalendarDay(of: clock.now() + .days(days)))
        let id = try await services.holds.ask(order, by: try await proven(officers.first))
        try await services.holds.act(.approve, on: id, by: try await proven(officers.second))
        return id
    }

    /// Ends a hold before its day, with the same four eyes.
    public func lift(_ id: Hold.ID, by officers: (first: AtWork, second: AtWork)) async throws {
        try await services.holds.act(.askLift, on: id, by: try await proven(officers.first))
        try await services.holds.act(.approve, on: id, by: try await proven(officers.second))
    }
}
