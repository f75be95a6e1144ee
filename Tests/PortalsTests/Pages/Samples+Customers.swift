import Domain

@testable import Features
@testable import Portals

/// The pages of customers: what they agreed, named and tied, and their register.
extension Samples {
    static func customers(_ statement: Statement, _ language: Language) throws -> [Sample] {
        try customersOffice(statement, language) + customersOwn(statement, language)
            + registers(statement, language)
    }

    private static func customersOffice(_ statement: Statement, _ language: Language) throws -> [Sample] {
        let summary = CustomerSummary(
            id: .fixed(3), name: "Gemeente Voorbeeld", kind: .municipality, contract: running, endUsers: 25)
        let list = { (customers: [CustomerSummary]) in
            CustomersPage(customers, now: now, statement: statement, language: language)
        }
        let form = CustomerForm(on: AmsterdamTime(now))
        let problems = CustomerProblem.allCases.map { Refusal($0) }
        let customer = { (file: CustomerFile, points: [ContactPoint], notice: Words?) in
            CustomerPage(
                file, points: points, changes: points.isEmpty ? [] : changes,
                typed: .init(on: AmsterdamTime(now)), notice: notice, problems: [],
                now: now, statement: statement, language: language)
        }
        let preview = EndingPreview(
            contract: running, customerName: "Gemeente Voorbeeld", endUsers: 25, administrators: 2,
            goneBy: now + .days(365))
        return try [
            Sample(name: "office-customers", page: list([summary])),
            Sample(name: "office-customers-empty", page: list([])),
            Sample(
                name: "office-customer-new",
                page: CustomerFormPage(
                    form, service: "", statement: statement, problems: [], language: language)),
            Sample(
                name: "office-customer-new-wrong",
                page: CustomerFormPage(
                    form, service: "mobile", statement: statement, problems: problems,
                    language: language)),
            Sample(
                name: "office-customer",
                page: customer(
                    file(contracts: [
                        telling, ended, AgreementState(contract: running, endUsers: 25, ending: nil),
                    ]),
                    points, Words("Klaar.", "Done."))),
            Sample(
                name: "office-customer-wrong",
                page: CustomerPage(
                    file(contracts: []), points: [], changes: [], typed: .init(on: AmsterdamTime(now)),
                    notice: nil,
                    problems: problems, now: now, statement: statement, language: language)),
            Sample(
                name: "office-customer-new-one",
                page: customer(file(contracts: [], hasAdministrator: false), [], nil)),
            Sample(
                name: "office-customer-edit",
                page: CustomerDetailsPage(
                    file(contracts: []), form: CustomerDetailsForm(file(contracts: [])), meanwhile: [],
                    problems: [], language: language)),
            Sample(
                name: "office-customer-edit-wrong",
                page: CustomerDetailsPage(
                    file(contracts: []), form: .empty,
                    meanwhile: changes.map { CustomerChangeRow($0, names: nil, language) },
                    problems: problems, language: language)),
            Sample(
                name: "office-contract-end",
                page: ContractEndPage(preview, statement: statement, language: language)),
        ] + annexes(statement, language)
    }

    private static var running: Contract {
        Contract(
            id: .fixed(5), customer: .fixed(3), service: .freeCalling, starts: now - .days(400), ended: nil)
    }

    private static var over: Contract {
        Contract(
            id: .fixed(6), customer: .fixed(3), service: .freeCalling, starts: now - .days(800),
            ended: now - .days(401))
    }

    private static var telling: AgreementState {
        AgreementState(
            contract: over, endUsers: 12,
            ending: EndingProgress(
                ends: now - .days(401), administrators: 1, told: 5, unreachable: 1, completed: nil))
    }

    private static var ended: AgreementState {
        AgreementState(
            contract: over, endUsers: 12,
            ending: EndingProgress(
                ends: now - .days(401), administrators: 1, told: 11, unreachable: 1,
                completed: now - .days(400)))
    }

    private static func file(contracts: [AgreementState], hasAdministrator: Bool = true) -> CustomerFile {
        let invoice = Postcode("9723 JA").map {
            InvoiceDetails(
                vat: VATNumber("NL123456782B01"), street: "Dorpsstraat 1", postcode: $0, city: "Groningen",
                buyerReference: "KPL-4410")
        }
        return CustomerFile(
            customer: Customer(id: .fixed(3), name: "Gemeente Voorbeeld", kind: .municipality),
            numbers: RegistrationNumbers(kvk: KvKNumber("12345678"), oin: OIN("00000001001234567000")),
            invoice: hasAdministrator ? invoice : nil, since: now - .days(800), revision: 2,
            contracts: contracts,
            colleagues: hasAdministrator ? 3 : 0, hasAdministrator: hasAdministrator)
    }

    private static var changes: [CustomerChange] {
        [
            CustomerChange(
                at: now - .days(3), by: .fixed(7), isOwn: true,
                lines: [
                    .init(part: .street, before: "Kerkstraat 9", after: "Dorpsstraat 1"),
                    .init(part: .vat, before: nil, after: "NL123456782B01"),
                ]),
            CustomerChange(
                at: now - .days(90), by: .fixed(8), isOwn: false,
                lines: [.init(part: .kind, before: "foundation", after: "municipality")]),
        ]
    }

    private static var points: [ContactPoint] {
        [
            ContactPoint(
                id: .fixed(11), purpose: .invoice, place: .general(.mail, "facturen@example.nl"), since: now),
            ContactPoint(
                id: .fixed(12), purpose: .technical, place: .general(.phone, "0501234567"), since: now),
            ContactPoint(id: .fixed(13), purpose: .privacy, place: .personal(.fixed(7)), since: now),
        ]
    }

    private static func customersOwn(_ statement: Statement, _ language: Language) -> [Sample] {
        let contactPoints = { (list: [ContactPoint], refusal: Refusal?) in
            ContactPointsPage(
                list, colleagues: [noor], typed: .init(purpose: "invoice", place: "noor@example.nl"),
                notice: refusal == nil ? Words("Klaar.", "Done.") : nil, refusal: refusal, language: language)
        }
        let numbers = { (list: [AssociationLine], refusal: Refusal?) in
            AssociationsPage(
                list, colleagues: [noor],
                batches: list.isEmpty ? [] : [(id: .fixed(21), reason: "Kwartaal 2", size: 50)],
                typed: .init(),
                notice: nil, refusal: refusal, language: language)
        }
        let names: [Account.ID: String] = [.fixed(7): "Noor Voorbeeld"]
        let organisation = { (file: CustomerFile, changes: [CustomerChange]) in
            OrganisationPage(
                file, changes: changes, names: names, isSaved: !changes.isEmpty, language: language)
        }
        let problems = CustomerProblem.allCases.map { Refusal($0) }
        return [
            Sample(name: "organisation", page: organisation(file(contracts: []), changes)),
            Sample(
                name: "organisation-new",
                page: organisation(file(contracts: [], hasAdministrator: false), [])),
            Sample(
                name: "organisation-edit",
                page: OrganisationFormPage(
                    CustomerDetailsForm(file(contracts: [])), revision: 2, meanwhile: [], problems: [],
                    language: language)),
            Sample(
                name: "organisation-edit-wrong",
                page: OrganisationFormPage(
                    .empty, revision: 3,
                    meanwhile: changes.prefix(1).map { CustomerChangeRow($0, names: names, language) },
                    problems: problems, language: language)),
            Sample(name: "contact-points", page: contactPoints(points, nil)),
            Sample(
                name: "contact-points-wrong",
                page: contactPoints([], Refusal(ContactPointRefusal.mailboxIsPersonal))),
            Sample(name: "associations", page: numbers(associations, nil)),
            Sample(name: "associations-empty", page: numbers([], nil)),
            Sample(
                name: "associations-wrong",
                page: numbers(associations, Refusal(AssociationRefusal.numberNotForLetter, isLetter: true))),
        ]
    }

    private static var noor: Colleague {
        Colleague(
            id: .fixed(7), state: .active, name: Sensitive("Noor Voorbeeld"),
            emailAddress: Sensitive("noor@example.nl"), grants: [], since: now - .days(40), closed: nil,
            lastSeen: now, isYou: true)
    }

    private static var associations: [AssociationLine] {
        [
            AssociationLine(
                id: .fixed(31), label: "Balie telefoon 3",
                holder: .colleague(name: Sensitive("Noor Voorbeeld")),
                number: Sensitive("050 123 45 67"), made: now - .days(3), madeBy: Sensitive("Noor Voorbeeld"),
                ended: nil, endedBy: nil),
            AssociationLine(
                id: .fixed(32), label: "Leentablet 12", holder: .letter(batch: "Kwartaal 2", number: 137),
                number: nil, made: now - .days(30), madeBy: nil, ended: now - .days(2),
                endedBy: Sensitive("Noor Voorbeeld")),
        ]
    }

    private static func annexes(_ statement: Statement, _ language: Language) throws -> [Sample] {
        let draft = DataSheetDraft(
            title: "Tolktelefoon", about: "Wij verbinden met een tolk.", fields: [.mobileNumber],
            purposes: [.delivery], terms: [.endUserData])
        let sheet = try draft.sheet(statement) { _ in false }
        let version = { (number: Int, sent: Moment?, accepted: Moment?) in
            AnnexVersion(
                version: number, sheet: sheet, hash: String(repeating: "0a", count: 32),
                composed: now - .days(9), sent: sent, accepted: accepted, acceptedBy: nil)
        }
        let file = { (versions: [AnnexVersion], active: Int?) in
            AnnexFile(
                id: .fixed(41), customer: .fixed(3), customerName: "Gemeente Voorbeeld", title: sheet.title,
                versions: versions, activeVersion: active)
        }
        let (new, sent) = (version(2, nil, nil), version(1, now - .days(8), nil))
        let accepted = version(1, now - .days(8), now - .days(7))
        let customer = Customer(id: .fixed(3), name: "Gemeente Voorbeeld", kind: .municipality)
        let problems = AnnexProblem.allCases.map { Refusal($0) }
        let list = { (files: [AnnexFile], draft: DataSheetDraft?, problems: [Refusal]) in
            AnnexesPage(
                files, customer: customer,
                form: SheetForm(draft, problems: problems, statement: statement, language),
                problems: problems,
                language: language)
        }
        let page = { (file: AnnexFile) in
            AnnexPage(
                file, form: SheetForm(draft, problems: [], statement: statement, language),
                notice: Words("Klaar.", "Done."), problems: [], language: language)
        }
        let own = { (version: AnnexVersion, canAccept: Bool, refusal: Refusal?) in
            CustomerAnnexPage(
                file([version], nil), version: version, canAccept: canAccept, isDone: version.accepted != nil,
                refusal: refusal, language: language)
        }
        return [
            Sample(
                name: "office-annexes", page: list([file([new, accepted], 1), file([sent], nil)], nil, [])),
            Sample(name: "office-annexes-wrong", page: list([], nil, problems)),
            Sample(name: "office-annex-new", page: page(file([new], nil))),
            Sample(name: "office-annex-accepted", page: page(file([accepted], nil))),
            Sample(
                name: "customer-annexes",
                page: CustomerAnnexesPage([file([sent], nil), file([accepted], 1)], language: language)),
            Sample(name: "customer-annexes-empty", page: CustomerAnnexesPage([], language: language)),
            Sample(name: "customer-annex", page: own(sent, true, nil)),
            Sample(name: "customer-annex-viewer", page: own(sent, false, nil)),
            Sample(name: "customer-annex-accepted", page: own(accepted, true, nil)),
            Sample(
                name: "office-annex-wrong",
                page: AnnexPage(
                    file([sent], nil),
                    form: SheetForm(draft, problems: problems, statement: statement, language),
                    notice: nil, problems: problems, language: language)),
            Sample(
                name: "customer-annex-wrong",
                page: own(sent, true, Refusal("Zet een vinkje.", "Tick the box.", field: "akkoord"))),
        ]
    }

    private static func registers(_ statement: Statement, _ language: Language) throws -> [Sample] {
        let all = ProcessingRegister(statement, services: Set(Service.allCases))
        let (first, last) = (CalendarDay(of: now - .days(29)), CalendarDay(of: now))
        let lines = [
            LogExtract.Line(day: last.description, activity: "enrolment", count: 24),
            LogExtract.Line(day: last.description, activity: "log_extract", count: nil),
        ]
        let own = { (lines: [LogExtract.Line]) in
            CustomerPrivacyPage(
                all, extract: LogExtract(first: first, last: last, lines: lines),
                customerName: "Gemeente Voorbeeld", controller: statement.controller, language: language)
        }
        return [
            Sample(
                name: "register",
                page: RegisterPage(all, controller: statement.controller, language: language)),
            Sample(name: "customer-privacy", page: own(lines)),
            Sample(name: "customer-privacy-empty", page: own([])),
        ]
    }
}
