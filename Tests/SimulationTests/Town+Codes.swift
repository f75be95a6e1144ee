import Domain
import Features
import TestKit

/// Letters with codes, as a customer makes and changes them.
extension Town {
    func orderCodes() async throws {
        try await orderCodes(under: try pick(contracts))
    }

    func orderCodes(under contract: Contract) async throws {
        let worker = try await worker(of: contract.customer, [.caseworker, .customerAdmin])
        let batch = try await services.batchOrders.place(
            BatchOrder(
                count: dice.roll(3...8),
                lastDay: CalendarDay(of: now + .days(Int64(dice.roll(20...200)))),
                reason: "Brieven van dag \(day)", contract: contract.id), by: worker)
        try await saveCodes(of: batch, under: contract, by: worker)
    }

    /// What waits is saved on letters. Sometimes somebody forgets to say so: then it goes after a day.
    private func saveCodes(of batch: CodeBatch.ID, under contract: Contract, by worker: Worker) async throws {
        let codes = try await services.batchDownloads.codes(of: batch, by: worker)
        letters += codes.letters.map {
            Letter(contract: contract, batch: batch, number: $0.letterNumber, code: $0.code)
        }
        if dice.isLucky(80) {
            try await services.batchDownloads.confirm(batch, shown: now, by: worker)
        }
    }

    func revokeLetter() async throws {
        let letter = try pick(letters)
        try await services.batchChanges.revoke(
            letter: letter.number, of: letter.batch, reason: "Verhuisd",
            by: try await worker(of: letter.contract.customer, [.caseworker, .customerAdmin]))
        // The letter is still in the drawer, and somebody may try it.
        if dice.isLucky(50) { forget(letter) }
    }

    func replaceLetter() async throws {
        let letter = try pick(letters)
        let worker = try await worker(of: letter.contract.customer, [.caseworker, .customerAdmin])
        _ = try await services.batchChanges.replace(
            letter: letter.number, of: letter.batch, reason: "Brief kwijtgeraakt", by: worker)
        forget(letter)
        try await saveCodes(of: letter.batch, under: letter.contract, by: worker)
    }

    func revokeBatch() async throws {
        let letter = try pick(letters)
        _ = try await services.batchChanges.revokeAll(
            of: letter.batch, reason: "Verkeerde brief",
            by: try await worker(of: letter.contract.customer, [.caseworker, .customerAdmin]))
        letters.removeAll { $0.batch == letter.batch }
    }

    func extendBatch() async throws {
        let letter = try pick(letters)
        try await services.batchChanges.extend(
            letter.batch, to: CalendarDay(of: now + .days(Int64(dice.roll(30...250)))),
            by: try await worker(of: letter.contract.customer, [.caseworker, .customerAdmin]))
    }

    func forget(_ letter: Letter) {
        letters.removeAll { $0.batch == letter.batch && $0.number == letter.number }
    }

    /// A letter of an agreement for this service. Where there are few, a customer orders some first.
    func letter(mobile isMobile: Bool) async throws -> Letter {
        let service: Service = isMobile ? .mobile : .freeCalling
        if !letters.contains(where: { $0.contract.service == service }) {
            try await orderCodes(under: try pick(contracts.filter { $0.service == service }))
        }
        return try pick(letters.filter { $0.contract.service == service })
    }
}
