import Domain
import Features
import HTTPTypes

/// A person's own phone or SIM card: how it stands, and what they can do.
struct PhoneController: Sendable {
    private let services: Services
    static let path = "/mijn/telefoon"

    init(_ services: Services) {
        self.services = services
    }

    var routes: [Route] {
        [
            .get(Self.path, .endUser) { try await show($0) },
            .post("\(Self.path)/antwoord", .endUser, backTo: Self.path) { try await reply($0) },
        ]
    }

    private func show(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        let person = try visit.person().signedIn
        let own = try await services.mobileServices.own(of: person)
        let notice: Words? =
            switch (visit.query["welkom"], visit.query["melding"]) {
            case ("ja", _): Words("Uw aanvraag is verstuurd.", "Your application was sent.")
            case (_, "antwoord"): Words("Uw antwoord is verstuurd.", "Your answer was sent.")
            default: nil
            }
        return .page(
            PhonePage(own, notice: notice, refusal: refusal, language: visit.language),
            status: refusal?.status ?? .ok)
    }

    private func reply(_ visit: Visit) async throws -> Answer {
        do {
            try await services.mobileServices.reply(for: try visit.person().signedIn)
        } catch let refused as MobileRefusal {
            return try await show(visit, refusal: Refusal(refused))
        }
        return .seeOther("\(Self.path)?melding=antwoord")
    }
}

/// How a phone or SIM card stands, in words.
struct PhoneWords: Sendable {
    let state: String
    let tagModifier: String
    let lede: String

    init(_ own: OwnMobile, _ language: Language) {
        let words: (state: Words, tag: String, lede: Words)
        switch own.state {
        case .filledIn:
            words = (
                Words("Wacht op een ouder of verzorger", "Waiting for a parent or carer"), "tag--warn",
                Words(
                    "Een ouder of verzorger moet eerst ja zeggen. Daarna vragen wij %1 of u in aanmerking komt.",
                    "A parent or carer must say yes first. Then we ask %1 whether you qualify.")
            )
        case .asked, .saidYes, .saidNo, .saidQuestion:
            words = (
                Words("Wacht op antwoord", "Waiting for an answer"), "tag--warn",
                Words(
                    "Wij vroegen %1 of u in aanmerking komt. U hoeft niets te doen. U krijgt bericht.",
                    "We asked %1 whether you qualify. You need not do anything. We will tell you.")
            )
        case .questioned, .questionedAgain:
            words = (
                Words("Er is een vraag voor u", "There is a question for you"), "tag--warn",
                Words("%1 wil eerst iets van u weten.", "%1 wants to know something first.")
            )
        case .active, .askedAgain, .againYes, .againNo, .againQuestion:
            words = (
                Words("Goedgekeurd", "Approved"), "tag--ok",
                Words(
                    "%1 zei dat u in aanmerking komt. U wacht nu op uw simkaart of telefoon. Die leveren wij nog niet: dat deel bouwen wij nu.",
                    "%1 said that you qualify. You are now waiting for your SIM card or phone. We do not deliver it yet: we are building that part now."
                )
            )
        case .ended:
            words =
                own.endedBecause == .refused
                ? (
                    Words("Niet goedgekeurd", "Not approved"), "tag--neg",
                    Words("%1 zei nee.", "%1 said no.")
                )
                : (
                    Words("Gestopt", "Ended"), "",
                    Words("Dit kwam via %1.", "This came through %1.")
                )
        }
        state = words.state(language)
        tagModifier = words.tag
        lede = words.lede(language, own.customerName)
    }
}

/// Mijn BuenO: telefoon.
struct PhonePage: Page {
    struct Step: Sendable {
        let text: String
        let detail: String
        let ring: String
    }

    static let template = "mine/phone/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    /// Nothing for who has another service.
    let isNone: Bool
    let state: String
    let tagModifier: String
    let lede: String
    let steps: [Step]
    let question: String?
    let answerBy: String?
    /// Why it ended or was refused.
    let reason: String?
    let isRefused: Bool
    let gone: String?
    let sees: String?

    init(_ own: OwnMobile?, notice: Words? = nil, refusal: Refusal? = nil, language: Language) {
        title = Words("Telefoon of simkaart", "Phone or SIM card")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        isNone = own == nil
        let words = own.map { PhoneWords($0, language) }
        state = words?.state ?? ""
        tagModifier = words?.tagModifier ?? ""
        lede = words?.lede ?? ""
        let day = { (moment: Moment?) in moment.map { AmsterdamTime($0).date(language) } }
        steps = own.map { Self.steps($0, language) } ?? []
        question = own?.question?.toPerson.text(in: language)
        answerBy = own?.question == nil ? nil : day(own?.answerBy)
        isRefused = own?.endedBecause == .refused
        reason =
            own?.refusal?.toPerson.text(in: language)
            ?? own?.endedBecause?.toPerson.text(in: language)
        gone = own?.state == .ended ? day(own?.gone) : nil
        sees = own?.state == .ended ? nil : own?.customerName
    }

    private static func steps(_ own: OwnMobile, _ language: Language) -> [Step] {
        let day = { (moment: Moment) in AmsterdamTime(moment).date(language) }
        let isDone = own.activeSince != nil
        var steps = [
            Step(
                text: Words("U vulde alles in", "You filled everything in")(language),
                detail: day(own.applied), ring: "o--on")
        ]
        if let asked = own.asked {
            steps.append(
                Step(
                    text: Words(
                        "Wij vroegen het uw gemeente of school", "We asked your municipality or school")(
                            language), detail: day(asked), ring: "o--on"))
        }
        if let since = own.activeSince {
            let until = own.confirmedUntil.map(day) ?? ""
            steps.append(
                Step(
                    text: Words("Uw gemeente of school zei ja", "Your municipality or school said yes")(
                        language),
                    detail: Words("Op %1. Het ja geldt tot %2.", "On %1. The yes counts until %2.")(
                        language, day(since), until), ring: "o--on"))
        } else if own.state != .ended {
            steps.append(
                Step(
                    text: Words("Het antwoord", "The answer")(language),
                    detail: Words("Nog niet", "Not yet")(language), ring: "o--off"))
        }
        if let ended = own.ended {
            steps.append(
                Step(
                    text: own.endedBecause == .refused
                        ? Words("Uw gemeente of school zei nee", "Your municipality or school said no")(
                            language)
                        : Words("Gestopt", "Ended")(language), detail: day(ended), ring: "o--on"))
        } else {
            steps.append(
                Step(
                    text: Words("Uw simkaart of telefoon", "Your SIM card or phone")(language),
                    detail: isDone
                        ? Words("Volgt nog", "Still to follow")(language)
                        : Words("Na het antwoord", "After the answer")(language), ring: "o--off"))
        }
        return steps
    }
}

extension Refusal {
    init(_ refusal: MobileRefusal) {
        switch refusal {
        case .alreadyAnswered:
            self.init(
                "Een collega was u voor: hier is al op geantwoord. Er is niets veranderd.",
                "A colleague was first: this has been answered. Nothing has changed.", status: .conflict)
        case .nothingToUndo:
            self.init(
                "Dit antwoord is al verwerkt. Terugdraaien kan niet meer.",
                "This answer has been processed. It can no longer be taken back.", status: .conflict)
        case .notNow, .over:
            self.init(
                "Dit kan nu niet meer. Er is niets veranderd.",
                "This is no longer possible. Nothing has changed.", status: .conflict)
        case .answerMissing: self.init("Kies een antwoord.", "Choose an answer.", field: "antwoord")
        case .unknownBatch:
            self.init("Kies bij welke codes de brief hoort.", "Choose the codes.", field: "lading")
        case .letterInvalid:
            self.init(
                "Deze brief is er niet. Vul het nummer van de brief in, bijvoorbeeld 0137.",
                "There is no such letter. Fill in the number of the letter, for example 0137.", field: "brief"
            )
        }
    }
}
