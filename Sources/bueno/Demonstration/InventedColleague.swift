import Domain
import Features
import Vault

/// Somebody invented with a login for their work: everyone in a demonstration has the same password.
struct InventedColleague: Sendable {
    let name: String
    let emailAddress: String
    let roles: Set<Role>
    /// Which of the story's customers; nothing for BuenO itself.
    let customer: Int?
    let what: String

    static let password = "zeven groene fietsen"

    static let all = [
        InventedColleague(
            name: "Noor Voorbeeld", emailAddress: "noor@waterland.example.nl", roles: [.customerAdmin],
            customer: 0,
            what: "administrator of Gemeente Waterland aan Zee"),
        InventedColleague(
            name: "Bram Voorbeeld", emailAddress: "bram@waterland.example.nl", roles: [.caseworker],
            customer: 0,
            what: "caseworker there"),
        InventedColleague(
            name: "Saar Voorbeeld", emailAddress: "saar@verbinding.example.nl", roles: [.customerAdmin],
            customer: 1,
            what: "administrator of Stichting De Verbinding"),
        InventedColleague(
            name: "Ties Voorbeeld", emailAddress: "ties@bueno.example.nl", roles: [.fieldOperator],
            customer: nil,
            what: "operations at BuenO"),
        InventedColleague(
            name: "Fenna Voorbeeld", emailAddress: "fenna@bueno.example.nl", roles: [.support], customer: nil,
            what: "customer service at BuenO"),
        InventedColleague(
            name: "Wout Voorbeeld", emailAddress: "wout@bueno.example.nl", roles: [.privacyOfficer],
            customer: nil,
            what: "data protection officer at BuenO"),
    ]
}

/// Invented colleagues are invited, choose a password and set up an app, as in life.
struct Arriving: Sendable {
    let services: Services
    let post: DemonstrationPost
    let clock: WalkingClock

    struct Stuck: Error {}

    /// Somebody who is at work: signed in until they go home.
    struct Arrived: Sendable {
        let colleague: InventedColleague
        let worker: Worker
        let secret: AuthenticatorSecret
    }

    /// - `works`: what they do when they are signed in for the first time.
    func arrive(
        _ colleague: InventedColleague, at side: Account.Side,
        works: (Worker) async throws -> Void = { _ in }
    ) async throws -> Arrived {
        try await services.accounts.invite(
            Invitee(name: colleague.name, emailAddress: colleague.emailAddress, roles: colleague.roles),
            to: side,
            by: nil, language: .dutch)
        while try await services.messenger.deliverNext() {}
        guard let token = post.invitation(to: colleague.emailAddress),
            let offer = try await services.welcome.offer(token)
        else { throw Stuck() }
        let code = try TOTP.code(secret: offer.secret, step: TimeStep.number(at: clock.now()))
        let (session, _) = try await services.welcome.accept(
            token, password: Sensitive(InventedColleague.password), sealedSecret: offer.sealedSecret.reveal(),
            code: code.reveal(), device: .computer, language: .dutch)
        guard let worker = try await services.workSessions.worker(session) else { throw Stuck() }
        if side == .staff { try await services.duties.sign(by: worker) }
        guard let arrived = try await services.workSessions.worker(session) else { throw Stuck() }
        try await works(arrived)
        if colleague.roles.contains(.support), let signed = try await services.workSessions.worker(session) {
            try await InventedCase(services: services).live(by: signed)
        }
        return Arrived(colleague: colleague, worker: arrived, secret: offer.secret)
    }

    func goHome(_ arrived: [Arrived]) async throws {
        for one in arrived { try await services.workSessions.end(one.worker) }
    }
}
