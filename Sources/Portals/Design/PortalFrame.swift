import Domain
import Features

/// What stands around a page for work: whose portal it is, and the menu of what this person may open.
struct PortalFrame: Sendable {
    struct Item: Sendable {
        let href: String
        let text: String
        let isCurrent: Bool
    }

    /// Beside the wordmark: "Gemeente Voorbeeld", or our own office.
    let name: String
    let label: String
    let home: String
    let items: [Item]
    /// A page that may send nothing has no button that would.
    let canSignOut: Bool
}

extension PortalFrame {
    private static let places = ["customer/", "staff/", "colleagues/"]

    /// Nothing around a page that is not for work, and nothing for who is not signed in for it.
    init?(around page: any Page, for worker: Worker?, path: String, offersSignOn: Bool, language: Language) {
        let template = type(of: page).template
        guard let worker, Self.places.contains(where: template.hasPrefix) else { return nil }
        let isStaff = worker.customer == nil
        let menu = isStaff ? MenuEntry.staff : MenuEntry.customer
        let open = menu.filter { entry in
            entry.roles.contains(where: worker.roles.contains) && (offersSignOn || !entry.isSignOn)
        }
        let current = open.filter { path == $0.href || path.hasPrefix($0.href + "/") }
            .max { $0.href.utf8.count < $1.href.utf8.count }
        self.init(
            name: isStaff ? Words("Kantoor", "Office")(language) : worker.customerName ?? "",
            label: isStaff
                ? Words("kantoor", "office")(language) : Words("klantportaal", "customer portal")(language),
            home: isStaff ? MenuEntry.staffHome : MenuEntry.customerHome,
            items: open.map {
                Item(href: $0.href, text: $0.text(language), isCurrent: $0.href == current?.href)
            }, canSignOut: type(of: page).policy == .ordinary)
    }
}

/// A line of a portal's menu, and the roles that may open it: the same that its route asks.
struct MenuEntry: Sendable {
    let href: String
    let text: Words
    let roles: [Role]
    /// Exists only where organisations sign their own people in.
    var isSignOn = false

    static let customerHome = "/klant"
    static let staffHome = "/kantoor"

    static let customer: [MenuEntry] = [
        MenuEntry(href: customerHome, text: Words("Vandaag", "Today"), roles: Role.customerPeople),
        MenuEntry(href: "/klant/codes", text: Words("Codes", "Codes"), roles: Role.customerPeople),
        MenuEntry(
            href: ApplicationsController.base, text: Words("Aanvragen", "Applications"),
            roles: Confirmations.roles),
        MenuEntry(
            href: InquiriesController.path, text: Words("Navraag", "Ask about a letter"),
            roles: Confirmations.roles),
        MenuEntry(
            href: PaperController.customers, text: Words("Onder 16", "Under 16"),
            roles: ConsentPapers.customerRoles),
        MenuEntry(
            href: "/klant/medewerkers", text: Words("Medewerkers", "Colleagues"), roles: [.customerAdmin]),
        MenuEntry(
            href: ProviderController.base, text: Words("Inloggen", "Signing in"), roles: [.customerAdmin],
            isSignOn: true),
        MenuEntry(
            href: OrganisationController.base, text: Words("Organisatie", "Organisation"),
            roles: [.customerAdmin]),
        MenuEntry(
            href: ContactPointsController.base, text: Words("Contactpunten", "Contact points"),
            roles: [.customerAdmin]),
        MenuEntry(
            href: AssociationsController.base, text: Words("Nummers", "Numbers"),
            roles: [.customerAdmin, .caseworker]),
        MenuEntry(
            href: CustomerAnnexesController.base, text: Words("Maatwerk", "Custom work"),
            roles: Role.customerPeople),
        MenuEntry(
            href: RegisterController.own, text: Words("Privacy", "Privacy"), roles: Role.customerPeople),
    ]

    static let staff: [MenuEntry] = [
        MenuEntry(href: staffHome, text: Words("Vandaag", "Today"), roles: Role.staffPeople),
        MenuEntry(
            href: CustomersController.base, text: Words("Klanten", "Customers"), roles: [.fieldOperator]),
        MenuEntry(
            href: QuestionsController.base, text: Words("Vragen", "Questions"),
            roles: [.support, .privacyOfficer]),
        MenuEntry(
            href: RightsDeskController.base, text: Words("Verzoeken", "Requests"), roles: Role.staffPeople),
        MenuEntry(
            href: PaperController.office, text: Words("Toestemming", "Consent"),
            roles: ConsentPapers.deskRoles),
        MenuEntry(href: CasesController.base, text: Words("Zaken", "Cases"), roles: Role.staffPeople),
        MenuEntry(
            href: SupervisionController.base, text: Words("Toezicht", "Supervision"), roles: [.privacyOfficer]
        ),
        MenuEntry(href: RetentionController.base, text: Words("Bewaren", "Retention"), roles: Holds.roles),
        MenuEntry(
            href: SupervisionController.proof, text: Words("Het bewijs", "The proof"),
            roles: [.privacyOfficer, .fieldOperator]),
        MenuEntry(
            href: EvidenceController.base, text: Words("Bewijs ophalen", "Evidence"),
            roles: EvidenceExports.roles),
        MenuEntry(
            href: "/kantoor/medewerkers", text: Words("Medewerkers", "Colleagues"),
            roles: [.fieldOperator]),
        MenuEntry(
            href: "/kantoor/berichten", text: Words("Berichten", "Messages"), roles: [.fieldOperator]),
        MenuEntry(
            href: ProcessorsController.base, text: Words("Verwerkers", "Processors"),
            roles: [.privacyOfficer, .fieldOperator]),
        MenuEntry(
            href: "/kantoor/logboek", text: Words("Logboek", "Processing log"), roles: [.privacyOfficer]),
    ]
}

extension Role {
    /// Everyone at a customer, from who may most to who may least.
    static let customerPeople: [Role] = [.customerAdmin, .caseworker, .customerFinance, .customerViewer]
    /// Everyone at BuenO.
    static let staffPeople: [Role] = [.support, .fieldOperator, .privacyOfficer]
}
