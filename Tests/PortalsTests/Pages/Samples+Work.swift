import Domain

@testable import Features
@testable import Portals

extension Identifier {
    /// The same at every run, for pages that print it.
    static func fixed(_ number: UInt8) -> Self {
        Identifier(bytes: [UInt8](repeating: number, count: 16)) ?? .random()
    }
}

/// The pages of who signs in for their work.
extension Samples {
    static func work(_ statement: Statement, _ language: Language) throws -> [Sample] {
        let wrong = Refusal(WorkSignInRefusal.wrongPassword)
        let wrongCode = Refusal(WorkSignInRefusal.wrongCode(triesLeft: 4))
        let offer = try offer()
        let picture = QRPicture(try matrix())
        let invitation = { (refusal: Refusal?) in
            InvitationPage(
                offer, picture: picture, password: "zeven groene fietsen", refusal: refusal,
                statement: statement, language: language)
        }
        return [
            Sample(name: "work-password", page: WorkPasswordPage(language: language)),
            Sample(
                name: "work-password-wrong",
                page: WorkPasswordPage(
                    emailAddress: "noor@example.nl", refusal: wrong, language: language)),
            Sample(name: "work-code", page: WorkCodePage(language: language)),
            Sample(name: "work-code-wrong", page: WorkCodePage(signingIn: wrongCode, language: language)),
            Sample(
                name: "work-prove", page: WorkCodePage(provingFor: "/klant/codes", language: language)),
            Sample(name: "invitation", page: invitation(nil)),
            Sample(
                name: "invitation-wrong-password", page: invitation(Refusal(PasswordRefusal.tooShort))),
            Sample(name: "invitation-wrong-code", page: invitation(Refusal(AccountRefusal.wrongCode))),
            Sample(
                name: "invitation-done",
                page: InvitationDonePage(
                    codes: [Sensitive("7K4M9 QWX3T"), Sensitive("00000 11111")], home: "/klant",
                    language: language)),
            Sample(name: "invitation-over", page: InvitationOverPage(language: language)),
            Sample(name: "duties", page: DutiesPage(statement.duties, language: language)),
            Sample(
                name: "duties-unsigned",
                page: DutiesPage(
                    statement.duties,
                    refusal: Refusal("Zet een vinkje.", "Tick the box.", field: "akkoord"),
                    language: language)),
            Sample(
                name: "work-own",
                page: WorkOwnPage(
                    own,
                    requests: [
                        RequestSummary(
                            request: RightsRequest(
                                id: .fixed(8), kind: .complaint, person: .customerUser, via: .portal,
                                received: now - .days(2), state: .identified))
                    ], home: "/klant",
                    notice: Words("Wij hebben uw verzoek.", "We have your request."), statement: statement,
                    now: now, language: language)),
        ] + colleagues(statement, language)
    }

    private static func colleagues(_ statement: Statement, _ language: Language) -> [Sample] {
        let vocabulary = statement.vocabulary
        let roles = Role.allCases.filter { $0.side == .customer }
        let customer = Account.Side.customer(.fixed(3))
        return [
            Sample(
                name: "colleagues",
                page: ColleaguesPage(
                    [colleague(.active, isYou: true), colleague(.invited), colleague(.closed)],
                    base: "/klant/medewerkers", notice: nil, today: AmsterdamTime(now),
                    vocabulary: vocabulary, language: language)),
            Sample(
                name: "colleague-new",
                page: InvitePage(
                    base: "/klant/medewerkers", roles: roles, vocabulary: vocabulary, language: language)),
            Sample(
                name: "colleague-new-wrong",
                page: InvitePage(
                    base: "/klant/medewerkers", roles: roles, name: "Noor", emailAddress: "noor",
                    chosen: [.caseworker], refusal: Refusal(AccountRefusal.emailInvalid),
                    vocabulary: vocabulary, language: language)),
            Sample(
                name: "colleague",
                page: ColleaguePage(
                    colleague(.active), base: "/klant/medewerkers", roles: roles, side: customer,
                    vocabulary: vocabulary, language: language)),
            Sample(
                name: "colleague-refused",
                page: ColleaguePage(
                    colleague(.active), base: "/klant/medewerkers", roles: roles, side: customer,
                    refusal: Refusal(AccountRefusal.lastAdministrator), vocabulary: vocabulary,
                    language: language)),
            Sample(
                name: "colleague-you",
                page: ColleaguePage(
                    colleague(.active, isYou: true), base: "/klant/medewerkers", roles: roles,
                    side: customer, vocabulary: vocabulary, language: language)),
            Sample(
                name: "customer-home-empty",
                page: CustomerHomePage(
                    tasks: [], mayBegin: nil, customerName: "Gemeente Voorbeeld", today: AmsterdamTime(now),
                    language: language)),
            Sample(
                name: "customer-home-new",
                page: CustomerHomePage(
                    tasks: [], mayBegin: true, customerName: "Gemeente Voorbeeld", today: AmsterdamTime(now),
                    language: language)),
            Sample(
                name: "customer-home-new-viewer",
                page: CustomerHomePage(
                    tasks: [], mayBegin: false, customerName: "Gemeente Voorbeeld", today: AmsterdamTime(now),
                    language: language)),
            Sample(
                name: "customer-home",
                page: CustomerHomePage(
                    tasks: [LinkRow("/klant/codes", "Codes", "9", tag: "nieuw")],
                    mayBegin: nil, customerName: "Gemeente Voorbeeld",
                    today: AmsterdamTime(now), language: language)),
            Sample(
                name: "office-home",
                page: OfficeHomePage(
                    tasks: [LinkRow("/kantoor/klanten", "Klanten", "2", tag: "nieuw")],
                    today: AmsterdamTime(now), language: language)),
        ]
    }

    private static func colleague(_ state: Account.State, isYou: Bool = false) -> Colleague {
        Colleague(
            id: .fixed(7), state: state, name: state == .closed ? nil : Sensitive("Noor Voorbeeld"),
            emailAddress: state == .closed ? nil : Sensitive("noor@example.nl"),
            grants: state == .closed ? [] : [grant], since: now - .days(40),
            closed: state == .closed ? now - .days(3) : nil,
            lastSeen: state == .active ? now - .hours(2) : nil, isYou: isYou)
    }

    private static var grant: RoleGrant {
        RoleGrant(
            id: .fixed(8), account: .fixed(7), role: .caseworker, side: .customer(.fixed(3)),
            giver: .commandLine, starts: now - .days(40), expires: now + .days(325), revoked: nil)
    }

    private static var own: OwnAccount {
        OwnAccount(
            fields: [
                .init(
                    field: .fullName, value: Sensitive("Noor Voorbeeld"), source: .colleague,
                    given: now - .days(40))
            ], grants: [grant])
    }

    private static func offer() throws -> InvitationOffer {
        guard let secret = AuthenticatorSecret(bytes: [UInt8](0..<20)) else { throw Stop.malformed }
        return InvitationOffer(
            customerName: "Gemeente Voorbeeld", secret: secret, sealedSecret: Sensitive("00ff"),
            label: Sensitive("noor@example.nl"))
    }

    private static func matrix() throws -> QRMatrix {
        guard let matrix = QRMatrix(size: 21, isDark: { ($0 + $1).isMultiple(of: 3) }) else {
            throw Stop.malformed
        }
        return matrix
    }
}
