import Domain

/// How BuenO can be reached, as pages print it (P03).
struct Reach: Sendable {
    let phone: String?
    let phoneHref: String?

    init(_ controller: Controller) {
        phone = controller.phone
        phoneHref = controller.phone.map { "tel:\($0.filter { $0.isNumber || $0 == "+" })" }
    }
}

struct HomePage: Page {
    static let template = "public/home/show"
    let title: String
    let phone: String?
    let phoneHref: String?

    init(controller: Controller, language: Language) {
        title = Words("Gratis bellen met wie u verder helpt", "Free calls to the people who help you")(
            language)
        (phone, phoneHref) = (Reach(controller).phone, Reach(controller).phoneHref)
    }
}

struct HowItWorksPage: Page {
    static let template = "public/how/show"
    let title: String

    init(language: Language) {
        title = Words("Hoe werkt het?", "How does it work?")(language)
    }
}

struct HelpPage: Page {
    static let template = "public/help/show"
    let title: String
    let phone: String?
    let phoneHref: String?

    init(controller: Controller, language: Language) {
        title = Words("Hulp", "Help")(language)
        (phone, phoneHref) = (Reach(controller).phone, Reach(controller).phoneHref)
    }
}

struct AccessibilityPage: Page {
    static let template = "public/accessibility/show"
    let title: String

    init(language: Language) {
        title = Words("Toegankelijkheid", "Accessibility")(language)
    }
}
