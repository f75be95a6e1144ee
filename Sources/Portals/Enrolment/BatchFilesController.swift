import Domain
import Features
import HTTPTypes

/// What leaves a batch: its codes, once, to who proved themselves just now; letters; statuses. And what a customer keeps
/// with it that we cannot read.
struct BatchFilesController: Sendable {
    private let services: Services
    private let batches: BatchesController
    private let codes: any QRCodeWriting
    private let site: PublicURL
    private let assets: Assets

    init(settings: PortalSettings, _ features: PortalFeatures, assets: Assets) {
        services = features.services
        batches = BatchesController(features, assets: assets)
        codes = features.codes
        site = settings.publicURL
        self.assets = assets
    }

    /// A sealed text as a form writes it is a little longer than itself.
    private static let labelsBytesMax = BatchLabels.bytesMax * 3 / 2

    var routes: [Route] {
        let makers = Route.Audience.customer(Worker.codeMakers)
        let batch = "\(BatchPath.list)/:id"
        return [
            .post("\(batch)/bestand", makers, backTo: batch) { try await download($0) },
            .post("\(batch)/bewaard", makers, keeps: ["gezien"], backTo: batch) { try await confirm($0) },
            .get("\(batch)/brieven", makers) { try await showLetters($0) },
            .post("\(batch)/status", makers, keeps: StatusColumn.allCases.map(\.rawValue), backTo: batch) {
                try await saveStatuses($0)
            },
            .get("\(batch)/namen", makers) { try await showLabels($0) },
            .post("\(batch)/namen", makers, keeps: ["namen"], bodyBytesMax: Self.labelsBytesMax) {
                try await storeLabels($0)
            },
            .get(BatchPath.duplicates, makers) { try showDuplicates($0) },
            .post(BatchPath.duplicates, makers, keeps: ["kenmerk"]) { try await checkDuplicate($0) },
        ]
    }

    private func download(_ visit: Visit) async throws -> Answer {
        let id = try BatchesController.id(visit)
        return try await refusing(visit, id) {
            let found = try await services.batchDownloads.codes(of: id, by: try visit.atWork())
            let first = LetterNumber.text(found.letters.first?.letterNumber ?? 1)
            let last = LetterNumber.text(found.letters.last?.letterNumber ?? 1)
            return .file(
                try await BatchFile.codes(found, link: EnrolmentLink(site: site), drawing: codes),
                named: "codes-\(first)-\(last).csv")
        }
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        let id = try BatchesController.id(visit)
        guard let shown = Int64(visit.form.text("gezien")) else { throw Stop.malformed }
        return try await refusing(visit, id) {
            try await services.batchDownloads.confirm(
                id, shown: Moment(milliseconds: shown), by: try visit.atWork())
            return .seeOther("\(BatchPath.batch(id))?melding=bewaard")
        }
    }

    private func showLetters(_ visit: Visit) async throws -> Answer {
        let id = try BatchesController.id(visit)
        let path = BatchPath.batch(id)
        let worker = try visit.atWork()
        let first = max(1, Int(Int32(visit.query.text("van")) ?? 1))
        return try await refusing(visit, id, provingFor: "\(path)/brieven") {
            let found = try await services.batchDownloads.codes(
                of: id, letters: first...(first + BatchLabels.lettersMax - 1), by: worker)
            let link = EnrolmentLink(site: site)
            let letters = try found.letters.map { letter in
                guard let matrix = codes.matrix(of: link.text(letter.code)) else {
                    throw BatchFile.Undrawable()
                }
                return LettersPage.Issued(
                    letterNumber: letter.letterNumber, code: letter.code, matrix: matrix)
            }
            return .page(
                LettersPage(
                    batch: found.reason, sender: worker.customerName ?? "",
                    lastDay: CalendarDay(of: found.expires - .milliseconds(1)), site: site, letters: letters,
                    backHref: path, file: LetterFile(visit.language, in: assets), language: visit.language))
        }
    }

    private func saveStatuses(_ visit: Visit) async throws -> Answer {
        let (id, worker) = (try BatchesController.id(visit), try visit.atWork())
        let columns = StatusColumn.allCases.filter { visit.form[$0.rawValue] == "ja" }
        return try await refusing(visit, id) {
            let batch = try await services.batchOverview.batch(id, for: worker)
            let letters = try await services.batchOverview.allLetters(of: id, for: worker)
            return .file(
                BatchFile.statuses(
                    letters, of: batch, columns: columns, now: visit.now, language: visit.language),
                named: "status-\(LetterNumber.text(1))-\(LetterNumber.text(batch.issued)).csv")
        }
    }

    private func showLabels(_ visit: Visit) async throws -> Answer {
        let (id, worker) = (try BatchesController.id(visit), try visit.atWork())
        return try await refusing(visit, id) {
            let batch = try await services.batchOverview.batch(id, for: worker)
            guard (1...BatchLabels.lettersMax).contains(batch.issued) else { throw Stop.notFound }
            let path = BatchPath.batch(id)
            return .page(
                LabelsPage(
                    batch: batch.reason, sealed: try await services.batchLabels.labels(of: id, for: worker),
                    letterNumbers: Array(1...batch.issued), action: "\(path)/namen", backHref: path,
                    language: visit.language))
        }
    }

    private func storeLabels(_ visit: Visit) async throws -> Answer {
        let id = try BatchesController.id(visit)
        return try await refusing(visit, id) {
            try await services.batchLabels.store(visit.form.text("namen"), of: id, by: try visit.atWork())
            return .seeOther("\(BatchPath.batch(id))?melding=namen")
        }
    }

    private func showDuplicates(_ visit: Visit) throws -> Answer {
        guard let customer = try visit.atWork().customer else { throw Stop.forbidden }
        return .page(
            DuplicateCheckPage(
                customer: customer, outcome: nil, action: BatchPath.duplicates, backHref: BatchPath.list,
                language: visit.language))
    }

    private func checkDuplicate(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        guard let customer = worker.customer else { throw Stop.forbidden }
        let mark: IssueMark
        do {
            mark = try IssueMark(visit.form.text("kenmerk"))
        } catch {
            // Without JavaScript there is no mark; the page says so itself.
            return try showDuplicates(visit)
        }
        let earlier = try await services.issueMarks.earlier(mark, for: worker)
        return .page(
            DuplicateCheckPage(
                customer: customer, outcome: earlier == nil ? .new : .known, mark: mark.text,
                earlier: earlier, action: BatchPath.duplicates, backHref: BatchPath.list,
                language: visit.language))
    }

    /// A refusal is told on the page of the batch. Another customer's does not exist.
    private func refusing(
        _ visit: Visit, _ id: CodeBatch.ID, provingFor path: String? = nil, _ work: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await work()
        } catch BatchRefusal.proofNeeded {
            return .proving(returningTo: path ?? BatchPath.batch(id))
        } catch let refused as BatchRefusal {
            if refused == .unknownBatch { throw Stop.notFound }
            return try await batches.page(visit, id: id, refusal: Refusal(refused))
        }
    }
}
