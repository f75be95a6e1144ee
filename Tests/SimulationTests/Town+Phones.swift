import Domain
import Features
import TestKit

/// A phone or SIM card: the customer's answers, and the person's.
extension Town {
    func answerApplication() async throws {
        let worker = try await phoneWorker()
        let waiting = try await services.confirmations.waiting(for: worker)
        guard let next = waiting.first else { throw Absent() }
        _ = try await services.confirmations.open(next.id, by: worker)
        let answer: EligibilityAnswer =
            dice.isLucky(70)
            ? .yes
            : dice.isLucky(50)
                ? .no(try pick(EligibilityAnswer.Reason.allCases))
                : .question(try pick(EligibilityAnswer.Question.allCases))
        try await services.confirmations.answer(answer, to: next.id, by: worker)
    }

    func takeAnswerBack() async throws {
        let worker = try await phoneWorker()
        let answered = try await services.confirmations.answered(for: worker)
        guard let last = answered.first else { throw Absent() }
        try await services.confirmations.undo(last.id, by: worker)
    }

    func replyToQuestion() async throws {
        for index in residents.indices where residents[index].isMobile {
            guard let signedIn = try? await arrive(index),
                try await services.mobileServices.own(of: signedIn)?.question != nil
            else { continue }
            try await services.mobileServices.reply(for: signedIn)
            return
        }
        throw Absent()
    }

    func inquire() async throws {
        let resident = try pick(residents)
        _ = try await services.inquiries.answer(
            try pick(Inquiries.Question.allCases), letter: String(resident.letter), of: resident.batch,
            by: try await worker(of: resident.contract.customer, [.caseworker, .customerAdmin]))
    }

    private func phoneWorker() async throws -> Worker {
        let contract = try pick(contracts.filter { $0.service == .mobile })
        return try await worker(of: contract.customer, [.caseworker, .customerAdmin])
    }
}
