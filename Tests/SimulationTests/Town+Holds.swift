import Domain
import Features
import TestKit

/// Holds with four eyes, and a stop on destroying.
extension Town {
    func askHold() async throws {
        let worker = try await proven(try await staff(.privacyOfficer))
        let resident = dice.pick(residents)
        let waiting = try await services.contactRequests.inbox().open
        var subjects: [HoldSubject] = [.customer(try pick(contracts).customer)]
        subjects += resident.map { [.letter($0.batch, $0.letter), .letter($0.batch, $0.letter)] } ?? []
        subjects += waiting.first.map { [.question($0.id)] } ?? []
        subjects += dice.pick(employees).map { [.account($0.atWork.worker.account)] } ?? []
        let some: Set<KeyClass> = [try pick(KeyClass.allCases), try pick(KeyClass.allCases)]
        _ = try await services.holds.ask(
            HoldOrder(
                subject: try pick(subjects), classes: dice.isLucky(60) ? Set(KeyClass.allCases) : some,
                reason: try pick(Hold.Reason.allCases), note: "Zaak van dag \(day)",
                lastDay: CalendarDay(of: now + .days(Int64(dice.roll(2...80))))), by: worker)
    }

    func decideHold(_ action: Hold.Action) async throws -> Bool {
        let pending = try await services.holds.list().filter {
            $0.hold.pendingBy != nil && !$0.hold.isOver(at: now)
        }
        guard let line = dice.pick(pending) else { return false }
        // Whoever asked cannot be the one who decides.
        let others = employees.indices.filter {
            employees[$0].roles.contains(.privacyOfficer)
                && employees[$0].atWork.worker.account != line.hold.pendingBy
        }
        let worker = try await proven(try await worker(try pick(others)))
        try await services.holds.act(action, on: line.id, by: worker)
        return true
    }

    func renewHold() async throws -> Bool {
        let running = try await services.holds.list().filter { $0.hold.isInForce(at: now) }
        guard let line = dice.pick(running) else { return false }
        try await services.holds.act(
            .askRenewal(until: line.hold.until + .days(Int64(dice.roll(1...40)))), on: line.id,
            by: try await proven(try await staff(.privacyOfficer)))
        return true
    }

    func liftHold() async throws -> Bool {
        let running = try await services.holds.list().filter { $0.hold.isInForce(at: now) }
        guard let line = dice.pick(running) else { return false }
        try await services.holds.act(
            .askLift, on: line.id, by: try await proven(try await staff(.privacyOfficer)))
        return true
    }

    /// Stopped in the morning and going on before the day is over: nothing becomes late.
    func stopDestroying() async throws {
        let worker = try await proven(try await staff(.privacyOfficer))
        try await services.destructionRuns.stop(by: worker)
        try await services.retention.run()
        try await services.destructionRuns.goOn(by: worker)
    }
}
