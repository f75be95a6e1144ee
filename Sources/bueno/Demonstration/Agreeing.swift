import Domain
import Features

/// What invented colleagues of the first customer and of BuenO's office agree, name and tie, each when they first sign
/// in.
struct Agreeing: Sendable {
    let services: Services
    let customer: Customer.ID

    func work(as colleague: InventedColleague, _ worker: Worker) async throws {
        if colleague.customer == 0, colleague.roles.contains(.customerAdmin) { try await name(worker) }
        if colleague.customer == 0, colleague.roles.contains(.caseworker) { try await tie(worker) }
        if colleague.roles.contains(.fieldOperator) { try await explain(worker) }
    }

    private func name(_ worker: Worker) async throws {
        let points = services.contactPoints
        try await points.add(general: "facturen@waterland.example.nl", for: .invoice, by: worker)
        try await points.add(general: "0299 123 456", for: .technical, by: worker)
        try await points.add(colleague: worker.account, for: .privacy, by: worker)
    }

    private func tie(_ worker: Worker) async throws {
        try await services.associations.tie(
            AssociationDraft(
                label: "Balie telefoon 3", number: "0299 123 457", holder: .colleague(worker.account)),
            by: worker)
        guard let batch = try await services.associations.batches(for: worker).last else { return }
        try await services.associations.tie(
            AssociationDraft(label: "Leentablet 12", number: "", holder: .letter(batch: batch.id, number: 5)),
            by: worker)
    }

    /// A sheet that waits for the customer's answer.
    private func explain(_ worker: Worker) async throws {
        _ = try await send(
            DataSheetDraft(
                title: "Tolktelefoon", about: "Wij verbinden mensen met een tolk als zij de gemeente bellen.",
                fields: [.mobileNumber], purposes: [.delivery], terms: [.endUserData]), to: customer,
            by: worker)
    }

    /// P20: custom work that has begun, of another customer: explained, accepted there, and only then agreed upon.
    func begin(customWorkOf other: Customer.ID, _ people: [Arriving.Arrived]) async throws {
        guard let office = people.first(where: { $0.colleague.roles.contains(.fieldOperator) })?.worker,
            let administrator = people.first(where: { $0.worker.customer == other })?.worker
        else { throw Arriving.Stuck() }
        let annex = try await send(
            DataSheetDraft(
                title: "Belkring", about: "Deelnemers bellen elke ochtend met elkaar in één gesprek.",
                fields: [.mobileNumber], purposes: [.delivery], terms: [.endUserData, .callRecord]),
            to: other,
            by: office)
        guard let sheet = try await services.annexes.file(annex)?.newest else { throw Arriving.Stuck() }
        try await services.annexes.accept(
            annex, version: sheet.version, hash: sheet.hash, by: administrator)
        try await services.annexes.activate(annex, by: office)
    }

    private func send(
        _ draft: DataSheetDraft, to customer: Customer.ID, by worker: Worker
    ) async throws -> Annex.ID {
        let annex = try await services.annexes.compose(draft, for: customer, by: worker)
        try await services.annexes.send(annex, by: worker)
        while try await services.messenger.deliverNext() {}
        return annex
    }
}
