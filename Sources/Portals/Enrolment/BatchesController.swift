import Domain
import Features
import HTTPTypes

/// Codes in the customer's portal: the list, a new batch, one batch, and figures.
struct BatchesController: Sendable {
    private let services: Services
    private let assets: Assets
    private static let refreshSeconds = 1

    init(_ features: PortalFeatures, assets: Assets) {
        services = features.services
        self.assets = assets
    }

    var routes: [Route] {
        let makers = Route.Audience.customer(Worker.codeMakers)
        let everyone = Route.Audience.customer(Role.customerPeople)
        return [
            .get(BatchPath.list, everyone) { try await showList($0) },
            .get(BatchPath.figures, everyone) { try await showFigures($0) },
            .get(BatchPath.new, makers) { try await showNew($0, form: FormBody()) },
            .post(
                BatchPath.new, makers,
                keeps: ["aantal", "dag", "maand", "jaar", "naam", "afspraak", "kenmerk"]
            ) { try await order($0) },
            .post(BatchPath.one, makers, keeps: ["kenmerk"], backTo: BatchPath.new) {
                try await showNew($0, form: FormBody(), mark: Self.mark(in: $0.form))
            },
            .get("\(BatchPath.list)/:id", everyone) { visit in
                try await page(visit, id: try Self.id(visit), notice: Self.notice(visit))
            },
            .post("\(BatchPath.list)/:id/stop", makers, backTo: "\(BatchPath.list)/:id") {
                try await stop($0)
            },
        ]
    }

    private func showList(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        let page = max(1, Int(visit.query.text("p")) ?? 1)
        let (batches, hasMore) = try await services.batchOverview.batches(for: worker, page: page)
        return .page(
            BatchListPage(
                batches, used: try await shownUsed(to: worker), page: page, hasMore: hasMore, now: visit.now,
                language: visit.language))
    }

    private func showFigures(_ visit: Visit) async throws -> Answer {
        let used = try await services.batchStatistics.usedPerWeek(for: try visit.atWork())
        return .page(BatchFiguresPage(used, language: visit.language))
    }

    private func showNew(
        _ visit: Visit, form: FormBody, mark: String? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let contracts = try await services.batchOrders.contracts(for: try visit.atWork())
        let ended = contracts.isEmpty ? Refusal(BatchRefusal.contractEnded) : nil
        let refusal = refusal ?? ended
        let page = NewBatchPage(
            form: form, contracts: contracts, statement: services.statements.current, refusal: refusal,
            mark: mark, now: visit.now, language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func order(_ visit: Visit) async throws -> Answer {
        let form = visit.form
        let mark = Self.mark(in: form)
        do {
            guard let count = Int(form.text("aantal").filter { $0 != "." }) else {
                throw BatchRefusal.countOutOfRange
            }
            guard let lastDay = DayForm.day(in: form) else {
                return try await showNew(visit, form: form, mark: mark, refusal: .notADay)
            }
            let batch = try await services.batchOrders.place(
                BatchOrder(
                    count: count, lastDay: lastDay, reason: form.text("naam"),
                    contract: Contract.ID(form.text("afspraak")),
                    mark: try mark.map { try IssueMark($0) }),
                by: try visit.atWork())
            return .seeOther("\(BatchPath.batch(batch))?melding=besteld")
        } catch let refused as BatchRefusal {
            return try await showNew(visit, form: form, mark: mark, refusal: Refusal(refused))
        }
    }

    /// For whom a single code is, as a customer's own browser hides it; nothing for a batch.
    private static func mark(in form: FormBody) -> String? {
        let mark = form.text("kenmerk")
        return mark.isEmpty ? nil : mark
    }

    private func stop(_ visit: Visit) async throws -> Answer {
        let id = try Self.id(visit)
        do {
            try await services.batchOrders.stop(id, by: try visit.atWork())
            return .seeOther("\(BatchPath.batch(id))?melding=gestopt")
        } catch BatchRefusal.unknownBatch {
            throw Stop.notFound
        }
    }

    /// The page of one batch, also with what was just refused.
    func page(
        _ visit: Visit, id: CodeBatch.ID, notice: Words? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let worker = try visit.atWork()
        let canChange = worker.actor(in: Worker.codeMakers) != nil
        do {
            let batch = try await services.batchOverview.batch(id, for: worker)
            let codes = canChange ? try await services.batchOverview.waiting(of: id, for: worker) : nil
            let answer = Answer.page(
                BatchPage(
                    batch, codes: codes, used: try await shownUsed(to: worker),
                    weeks: try await weeks(of: id, worker, visit.language),
                    letters: canChange ? try await letters(of: batch, worker, visit) : nil,
                    file: LetterFile(visit.language, in: assets), notice: notice,
                    refusal: refusal, now: visit.now, language: visit.language),
                refusal: refusal)
            return batch.state == .making ? answer.again(afterSeconds: Self.refreshSeconds) : answer
        } catch BatchRefusal.unknownBatch {
            throw Stop.notFound
        }
    }

    private func letters(of batch: Batch, _ worker: Worker, _ visit: Visit) async throws -> LetterList? {
        guard batch.state != .making else { return nil }
        let search = LetterList.Search(visit.query)
        let page = try await services.batchOverview.letters(
            of: batch.id, number: search.number, status: search.status, page: search.page, for: worker)
        return LetterList(
            page, of: batch, search: search, now: visit.now, today: visit.today, language: visit.language)
    }

    private func weeks(
        of id: CodeBatch.ID, _ worker: Worker, _ language: Language
    ) async throws -> WeeksChart? {
        let used = try await services.batchStatistics.usedPerWeek(for: worker)
        return used.batches.firstIndex { $0.id == id }.map {
            WeeksChart(
                used.weeks, used.cells.row($0), told: WeeksChart.usedCodes, language: language)
        }
    }

    /// Nothing for who sees each letter anyway.
    private func shownUsed(to worker: Worker) async throws -> [CodeBatch.ID: SmallCells.Cell]? {
        guard worker.actor(in: Worker.codeMakers) == nil else { return nil }
        return try await services.batchStatistics.used(for: worker)
    }

    static func id(_ visit: Visit) throws -> CodeBatch.ID {
        guard let id = visit.parameter.flatMap({ CodeBatch.ID($0) }) else { throw Stop.notFound }
        return id
    }

    /// What was just done, said once.
    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "besteld": Words("Uw bestelling is aangekomen.", "Your order has arrived.")
        case "gestopt":
            Words(
                "Het maken is gestopt. De codes die er al waren, werken.",
                "Making has stopped. The codes that were there already work.")
        case "bewaard":
            Words(
                "De codes zijn bij ons gewist. Alleen u hebt ze nu.",
                "The codes are erased here. Only you have them now.")
        case "ingetrokken": Words("Ingetrokken. De code werkt niet meer.", "Revoked. The code works no more.")
        case "vervangen":
            Words(
                "De brief is vervangen. De oude code werkt niet meer. Sla de nieuwe code op.",
                "The letter is replaced. The old code works no more. Save the new code.")
        case "langer": Words("De codes werken nu langer.", "The codes now work longer.")
        case "namen": Words("Uw namen zijn versleuteld bewaard.", "Your names are stored, encrypted.")
        default: nil
        }
    }
}
