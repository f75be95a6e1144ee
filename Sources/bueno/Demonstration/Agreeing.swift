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
        let annex = try await services.annexes.compose(
            DataSheetDraft(
                title: "Tolktelefoon", about: "Wij verbinden mensen met een tolk als zij de gemeente bellen.",
                fields: [.mobileNumber], purposes: [.delivery], terms: [.endUserData]), for: customer,
            by: worker)
        try await services.annexes.send(annex, by: worker)
        while try await services.messenger.deliverNext() {}
    }
}
