import Domain
import Features

/// Mijn BuenO: the hub, one's own data, who saw it, messages, devices.
struct MineController: Sendable {
    private let files: PersonFiles
    private let sightings: Sightings
    private let messages: PersonMessages
    private let sessions: Sessions
    private let statements: Statements
    private let mobile: MobileServices
    private let guardians: OwnGuardians
    private let site: PublicURL

    init(_ services: Services, site: PublicURL) {
        self.site = site
        guardians = services.ownGuardians
        files = services.personFiles
        sightings = services.sightings
        messages = services.personMessages
        sessions = services.sessions
        statements = services.statements
        mobile = services.mobileServices
    }

    var routes: [Route] {
        [
            .get("/mijn", .endUser) { try await showHub($0) },
            .post("/mijn/wissel", .endUser, keeps: ["aanmelding"], backTo: "/mijn") {
                try await switchEnrolment($0)
            },
            .get("/mijn/gegevens", .endUser) { try await showData($0) },
            .get(SightingsPage.path, .endUser) { try await showSightings($0) },
            .get("/mijn/berichten", .endUser) { try await listMessages($0) },
            .get("/mijn/berichten/:id", .endUser) { try await showMessage($0) },
            .get("/mijn/apparaten", .endUser) { try await listDevices($0) },
            .post("/mijn/apparaten", .endUser) { try await revokeOthers($0) },
            .post("/mijn/apparaten/:id", .endUser, backTo: "/mijn/apparaten") { try await revokeOne($0) },
        ]
    }

    private func showHub(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        if let waiting = try await waitingPage(person, visit) { return waiting }
        let seen = try await sightings.page(of: person, onlyPeople: false, before: nil)
        let choices = person.members.map { member in
            MinePage.Choice(
                endUser: member.person, customerName: member.customerName, enrolledAt: member.enrolled,
                endedAt: member.ended, isCurrent: member.person == person.person)
        }
        let phone = try await mobile.own(of: person).map { PhoneWords($0, visit.language) }
        return .page(
            MinePage(
                choices: choices, phone: phone, isMinor: try await guardians.isMinor(person),
                isNew: visit.query["welkom"] == "ja", lastSeen: seen.sightings.first?.at,
                messageCount: Int(try await messages.count(of: person.person)),
                deviceCount: try await sessions.list(for: person).count, today: visit.today,
                language: visit.language))
    }

    /// P18: under sixteen without a yes, or sixteen without an answer of their own.
    private func waitingPage(_ person: SignedIn, _ visit: Visit) async throws -> Answer? {
        guard person.state == .awaitingGuardian || person.state == .awaitingOwnAnswer,
            let until = try await files.file(of: person).keepUntil
        else { return nil }
        if person.state == .awaitingOwnAnswer {
            return .page(OwnDecisionPage(until: until, language: visit.language))
        }
        let answers = try await guardians.list(for: person)?.map(\.answer) ?? []
        return .page(
            AwaitingGuardianPage(
                until: until, door: site.text + "/toestemming", isStopped: MinorService(answers) == .stopped,
                isSignedIn: true, language: visit.language))
    }

    private func switchEnrolment(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        guard let wanted = EndUser.ID(visit.form.text("aanmelding")),
            try await sessions.show(wanted, for: person)
        else { throw Stop.notFound }
        return .seeOther("/mijn")
    }

    private func showData(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        let file = try await files.file(of: person)
        let seen = try await sightings.page(of: person, onlyPeople: false, before: nil)
        let statement = statements.current
        let held = file.lines.map { line in
            OwnDataPage.Held(
                field: line.field, value: Self.shown(line, visit.language), source: line.source,
                givenAt: line.given,
                why: statement.service(line.service)?.fields.first { $0.field == line.field }?.why.text(
                    in: visit.language) ?? "")
        }
        return .page(
            OwnDataPage(
                held: held, locked: file.locked,
                use: OwnDataPage.Use(
                    messageCount: file.messages, deviceCount: file.sessions,
                    recentSightingCount: seen.byPeople + seen.bySystem, age: file.declaredAge,
                    personLanguage: file.language, isContactSafe: file.isContactSafe,
                    noteCount: file.notes),
                tied: file.associations.map {
                    OwnDataPage.Tied(label: $0.label, made: $0.made, ended: $0.ended)
                },
                customerName: file.customerName, keepUntil: file.keepUntil,
                notice: OwnDataNotice.words(visit.query["melding"]), statement: statement,
                language: visit.language))
    }

    /// As people write it: a national number, and of a code only how it ends.
    private static func shown(_ line: PersonFile.Line, _ language: Language) -> String {
        let value = line.value.reveal()
        return switch line.field {
        case .mobileNumber: MobileNumber(e164: value)?.display.reveal() ?? value
        case .birthDate: BirthDate(stored: value)?.revealWritten(in: language) ?? value
        case .turnsSixteen:
            CalendarMonth(value).map { "\(AmsterdamTime.monthName($0.month, language)) \($0.year)" } ?? value
        case .enrolmentCode: Words("eindigt op %1", "ends in %1")(language, value)
        default: value
        }
    }

    private func showSightings(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        let before = visit.query["voor"].flatMap { Int64($0) }.map { Moment(milliseconds: $0) }
        let onlyPeople = visit.query["wie"] == "mens"
        let page = try await sightings.page(of: person, onlyPeople: onlyPeople, before: before)
        let seen = page.sightings.map { sighting in
            SightingsPage.Seen(
                reference: sighting.id.description, at: sighting.at, role: sighting.role,
                organisationName: sighting.customerName ?? "BuenO", act: sighting.act,
                activity: sighting.activity,
                purpose: sighting.purpose, fields: sighting.fields)
        }
        return .page(
            SightingsPage(
                seen: seen, recent: (page.byPeople, page.bySystem), onlyPeople: onlyPeople,
                isLater: before != nil,
                olderBefore: page.next, statement: statements.current, today: visit.today,
                language: visit.language))
    }

    private func listMessages(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        let before = visit.query["voor"].flatMap { Int64($0) }.map { Moment(milliseconds: $0) }
        let limit = 20
        let found = try await messages.list(for: person, before: before, limit: limit)
        let lines = found.map { message in
            MessagesPage.Line(
                reference: message.isReadable ? message.id.description : nil,
                subject: message.kind.title(in: visit.language), at: message.at,
                channel: message.state == .kept ? Self.here : Self.channel(message.channel),
                state: Self.state(message.state))
        }
        let older =
            found.count == limit ? found.last.map { "/mijn/berichten?voor=\($0.at.milliseconds)" } : nil
        return .page(
            MessagesPage(
                lines: lines, olderHref: older, statement: statements.current, today: visit.today,
                language: visit.language))
    }

    private func showMessage(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        guard let id = visit.parameter.flatMap({ Message.ID($0) }),
            let message = try await messages.open(id, for: person)
        else { throw Stop.notFound }
        let paragraphs = message.text.reveal().split(separator: "\n\n").map { String($0) }
        return .page(
            MessagePage(
                subject: message.title, textLanguage: message.language,
                channel: (message.summary.state == .kept ? Self.here : Self.channel(message.summary.channel))(
                    visit.language), at: message.summary.at,
                paragraphs: paragraphs, today: visit.today, language: visit.language))
    }

    private static let here = Words("Alleen hier", "Only here")

    private static func channel(_ channel: Message.Channel) -> Words {
        switch channel {
        case .sms: Words("Sms", "Text message")
        case .mail: Words("E-mail", "E-mail")
        }
    }

    private static func state(_ state: Message.State) -> Words? {
        switch state {
        case .queued, .leased: Words("onderweg", "on its way")
        case .failed: Words("niet aangekomen", "not delivered")
        case .kept: Words("niet verstuurd", "not sent")
        case .sent: nil
        }
    }

    private func listDevices(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        let list = try await sessions.list(for: person).map { session in
            DevicesPage.Session(
                reference: session.id.description, kind: Self.kind(session.device), since: session.created,
                lastSeen: session.lastSeen, isCurrent: session.isThisOne)
        }
        let notice = Words("Uitgelogd.", "Signed out.")
        return .page(
            DevicesPage(
                sessions: list, notice: visit.query["melding"] == "uitgelogd" ? notice : nil,
                statement: statements.current, today: visit.today, language: visit.language))
    }

    private static func kind(_ device: Device) -> Words {
        switch device {
        case .phone: Words("Telefoon", "Phone")
        case .tablet: Words("Tablet", "Tablet")
        case .computer: Words("Computer", "Computer")
        case .unknown: Words("Onbekend apparaat", "Unknown device")
        }
    }

    private func revokeOthers(_ visit: Visit) async throws -> Answer {
        try await sessions.revokeOthers(for: try visit.person().signedIn)
        return .seeOther("/mijn/apparaten?melding=uitgelogd")
    }

    private func revokeOne(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Session.ID($0) }) else { throw Stop.notFound }
        guard try await sessions.revoke(id, for: try visit.person().signedIn) else { throw Stop.notFound }
        return .seeOther("/mijn/apparaten?melding=uitgelogd")
    }
}
