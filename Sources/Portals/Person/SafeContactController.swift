import Domain
import Features

/// The switch for who lives with somebody that reads their phone or mail.
struct SafeContactController: Sendable {
    private let safeContacts: SafeContacts

    init(_ services: Services) {
        safeContacts = services.safeContacts
    }

    var routes: [Route] {
        [
            .get("/mijn/veilig", .endUser) { try await show($0) },
            .post("/mijn/veilig", .endUser, keeps: ["veilig"]) { try await turn($0) },
        ]
    }

    private func show(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        let page = SafeContactPage(
            isOn: try await safeContacts.isOn(for: try visit.person().signedIn),
            notice: Self.notice(visit.query["melding"]), refusal: refusal, language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func turn(_ visit: Visit) async throws -> Answer {
        // A protection never goes off because something was missing.
        let isOn = try visit.isChosen("veilig", yes: "aan", no: "uit")
        do {
            try await safeContacts.turn(on: isOn, for: try visit.person().signedIn)
            return .seeOther("/mijn/veilig?melding=\(isOn ? "aan" : "uit")")
        } catch SafeContacts.Refusal.needsBoth {
            return try await show(
                visit,
                refusal: Refusal(
                    "Geef eerst een e-mailadres. Anders kunt u daarna niet meer inloggen.",
                    "Give an e-mail address first. Otherwise you cannot sign in afterwards."))
        }
    }

    private static func notice(_ name: String?) -> Words? {
        switch name {
        case "aan":
            Words(
                "Veilig contact staat aan. Wij sturen niets meer uit onszelf.",
                "Safe contact is on. We send nothing by ourselves any more.")
        case "uit":
            Words(
                "Veilig contact staat uit. Wij sturen u weer berichten.",
                "Safe contact is off. We send you messages again.")
        default: nil
        }
    }
}

/// What safe contact is, and whether it is on.
struct SafeContactPage: Page {
    static let template = "mine/safe/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let isOn: Bool

    init(isOn: Bool, notice: Words? = nil, refusal: Refusal? = nil, language: Language) {
        title = Words("Veilig contact", "Safe contact")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        self.isOn = isOn
    }
}
