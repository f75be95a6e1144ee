import Domain
import Features
import HTTPTypes

/// Changes in a batch: revoke, replace, a later last day. Each asks first, and says afterwards what it did.
struct BatchChangesController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    var routes: [Route] {
        let makers = Route.Audience.customer(Worker.codeMakers)
        let batch = "\(BatchPath.list)/:id"
        return [
            .get("\(batch)/intrekken", makers) { try await ask($0, number: $0.query, Self.revoking) },
            .post("\(batch)/intrekken", makers, keeps: ["naam", "nr"]) { try await revoke($0) },
            .get("\(batch)/vervangen", makers) { try await ask($0, number: $0.query, Self.replacing) },
            .post("\(batch)/vervangen", makers, keeps: ["naam", "nr"]) { try await replace($0) },
            .get("\(batch)/langer", makers) { try await ask($0, number: $0.query) { _, _ in .extend } },
            .post("\(batch)/langer", makers, keeps: ["dag", "maand", "jaar"]) { try await extend($0) },
        ]
    }

    private typealias Asking = @Sendable (Int?, Batch) throws -> BatchChangePage.Change

    private static let revoking: Asking = { number, batch in
        number.map { .revoke(letter: $0) } ?? .revokeAll(open: batch.counts.unused)
    }

    private static let replacing: Asking = { number, _ in
        guard let number else { throw Stop.notFound }
        return .replace(letter: number)
    }

    private func ask(
        _ visit: Visit, number: FormBody, refusal: Refusal? = nil, _ change: Asking
    ) async throws -> Answer {
        do {
            let batch = try await services.batchOverview.batch(
                try BatchesController.id(visit), for: try visit.atWork())
            let page = BatchChangePage(
                try change(Int(number.text("nr")), batch), of: batch, form: visit.form, refusal: refusal,
                language: visit.language)
            return .page(page, refusal: refusal)
        } catch BatchRefusal.unknownBatch {
            throw Stop.notFound
        }
    }

    private func revoke(_ visit: Visit) async throws -> Answer {
        let (id, worker, reason) = (
            try BatchesController.id(visit), try visit.atWork(), visit.form.text("naam")
        )
        return try await act(visit, done: "ingetrokken", asking: Self.revoking) {
            if let number = Int(visit.form.text("nr")) {
                try await services.batchChanges.revoke(letter: number, of: id, reason: reason, by: worker)
            } else {
                try await services.batchChanges.revokeAll(of: id, reason: reason, by: worker)
            }
        }
    }

    private func replace(_ visit: Visit) async throws -> Answer {
        guard let number = Int(visit.form.text("nr")) else { throw Stop.notFound }
        let (id, worker) = (try BatchesController.id(visit), try visit.atWork())
        return try await act(visit, done: "vervangen", asking: Self.replacing) {
            _ = try await services.batchChanges.replace(
                letter: number, of: id, reason: visit.form.text("naam"), by: worker)
        }
    }

    private func extend(_ visit: Visit) async throws -> Answer {
        guard let lastDay = DayForm.day(in: visit.form) else {
            return try await ask(visit, number: visit.form, refusal: .notADay) { _, _ in .extend }
        }
        let (id, worker) = (try BatchesController.id(visit), try visit.atWork())
        return try await act(visit, done: "langer", asking: { _, _ in .extend }) {
            try await services.batchChanges.extend(id, to: lastDay, by: worker)
        }
    }

    private func act(
        _ visit: Visit, done: String, asking: Asking, _ change: () async throws -> Void
    ) async throws -> Answer {
        do {
            try await change()
            return .seeOther("\(BatchPath.batch(try BatchesController.id(visit)))?melding=\(done)")
        } catch let refused as BatchRefusal {
            if refused == .unknownBatch || refused == .unknownLetter { throw Stop.notFound }
            return try await ask(visit, number: visit.form, refusal: Refusal(refused), asking)
        }
    }
}
