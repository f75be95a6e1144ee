import Domain
import Features
import HTTPTypes

/// Evidence for an auditor: a period is chosen, and one signed file comes.
struct EvidenceController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/ophalen"
    private static let listed = 10

    var routes: [Route] {
        let audience = Route.Audience.staff(EvidenceExports.roles)
        return [
            .get(Self.base, audience) { visit in
                try await page(visit, EvidenceForm(suggestedAt: visit.now), problems: [])
            },
            .post(Self.base, audience, keeps: EvidenceForm.fields) { try await export($0) },
        ]
    }

    private func page(_ visit: Visit, _ form: EvidenceForm, problems: [Refusal]) async throws -> Answer {
        .page(
            EvidencePage(
                form, made: try await services.evidenceExports.made(limit: Self.listed),
                keyHash: try services.evidenceExports.keyHash(),
                isProven: try visit.atWork().isProven(at: visit.now), problems: problems, now: visit.now,
                language: visit.language), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func export(_ visit: Visit) async throws -> Answer {
        let form = EvidenceForm(visit.form)
        do {
            let (period, reason) = try form.asked(at: visit.now)
            let archive = try await services.evidenceExports.export(
                period, for: reason, by: try visit.atWork())
            return Answer(status: .ok, content: .bytes(archive.bytes, type: "application/zip"))
                .saved(as: archive.name)
        } catch let refusal as EvidenceRefusal {
            switch refusal {
            case .proofNeeded: return .proving(returningTo: Self.base)
            case .notAllowed: throw Stop.forbidden
            default: return try await page(visit, form, problems: [Refusal(refusal)])
            }
        }
    }
}

/// What somebody fills in to have an archive, as they typed it.
struct EvidenceForm: Sendable {
    var first = ""
    var last = ""
    var reason = ""

    static let fields = ["van", "tot", "reden"]

    init(_ form: FormBody) {
        first = form.text("van")
        last = form.text("tot")
        reason = form.text("reden")
    }

    /// The last three months that are over.
    init(suggestedAt now: Moment) {
        let last = CalendarDay(of: Self.month(of: now) - .hours(1))
        let first = CalendarDay(of: CalendarTerm.months(2).start(endingAt: Self.month(of: last.start)))
        (self.first, self.last) = (first.description, last.description)
    }

    private static func month(of moment: Moment) -> Moment {
        CalendarDay("\(CalendarDay(of: moment).description.prefix(8))01")?.start ?? moment
    }

    func asked(at now: Moment) throws(EvidenceRefusal) -> (EvidencePeriod, EvidenceReason) {
        guard let first = CalendarDay(first) else { throw .firstMissing }
        guard let last = CalendarDay(last) else { throw .lastMissing }
        let period = try EvidencePeriod(from: first, until: last, at: now)
        guard let reason = EvidenceReason(rawValue: reason) else { throw .reasonMissing }
        return (period, reason)
    }
}

extension Refusal {
    init(_ refusal: EvidenceRefusal) {
        switch refusal {
        case .firstMissing: self.init("Vul de eerste dag in.", "Fill in the first day.", field: "van")
        case .lastMissing: self.init("Vul de laatste dag in.", "Fill in the last day.", field: "tot")
        case .reasonMissing:
            self.init("Kies voor wie het is.", "Choose for whom it is.", field: "reden")
        case .endsBeforeItBegins:
            self.init(
                "De laatste dag ligt voor de eerste.", "The last day lies before the first.", field: "tot")
        case .notYet:
            self.init("Deze dag moet nog komen.", "This day is still to come.", field: "tot")
        case .tooLong:
            self.init(
                "Kies hoogstens 2 jaar. Haal de rest apart op.",
                "Choose 2 years at most. Fetch the rest apart.", field: "van")
        case .notAllowed, .proofNeeded:
            self.init("Dit kan nu niet.", "This is not possible now.")
        }
    }
}
