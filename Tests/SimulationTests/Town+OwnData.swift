import Domain
import Features
import TestKit

/// A person and their own data.
extension Town {
    /// Somebody who is signed in, by the session they had or with a code that comes by text message.
    func someone(anew: Bool = false) async throws -> SignedIn {
        let index = try pick(Array(residents.indices))
        if anew { residents[index].session = nil }
        return try await arrive(index)
    }

    func arrive(_ index: Int) async throws -> SignedIn {
        if let token = residents[index].session, let known = try await services.sessions.signedIn(token) {
            if let rotated = known.rotated { residents[index].session = rotated }
            residents[index].person = known.person
            return known
        }
        let resident = residents[index]
        let before = mark
        let token = try await services.signIns.requestBySMS(
            mobileNumber: resident.mobileNumber, network: network, language: .dutch)
        try await world.settle()
        residents[index].isGone = mark == before
        let session: Token
        switch try await services.signIns.prove(
            secret: try await secret(since: before), on: token, device: .phone)
        {
        case .signedIn(let begun): session = begun
        case .askEmail, .askMobileNumber:
            session = try await services.signIns.proveOther(
                resident.emailAddress, on: token, device: .phone)
        }
        guard let signedIn = try await services.sessions.signedIn(session) else { throw Absent() }
        residents[index].session = session
        residents[index].person = signedIn.person
        return signedIn
    }

    func look() async throws {
        let person = try await someone()
        _ = try await services.personFiles.file(of: person)
        _ = try await services.sightings.page(of: person, onlyPeople: dice.isLucky(50), before: nil)
        _ = try await services.personExports.look(for: person)
    }

    func takeCopy() async throws {
        let person = try await proven(try await someone())
        _ = try await services.personExports.download(
            dice.isLucky(50) ? .inspection : .portability, for: person)
    }

    func readMessages() async throws {
        let person = try await someone()
        let list = try await services.personMessages.list(for: person)
        if let message = dice.pick(list.filter(\.isReadable)) {
            _ = try await services.personMessages.open(message.id, for: person)
        }
    }

    /// Who moves gets another number or another address.
    func changeContact(_ channel: Message.Channel) async throws {
        let index = try pick(Array(residents.indices))
        let person = try await arrive(index)
        guard let session = residents[index].session else { throw Absent() }
        counted.residents += 1
        let new =
            channel == .sms
            ? World.mobileNumber(counted.residents) : World.emailAddress(counted.residents)
        let before = mark
        let token = try await services.contactChanges.begin(
            new, changing: channel, for: person, language: .dutch)
        try await world.settle()
        let secrets = world.outside.sent.dropFirst(before).compactMap(\.secret)
        // Codes come in no order that a person knows: each is tried where one is asked.
        for _ in 1...2 {
            for secret in secrets {
                guard
                    case .done(_, let next)? = try? await services.contactChanges.prove(
                        secret: secret, token, session: session, for: person)
                else { continue }
                // Who signed up twice changed it for both.
                let old = residents[index]
                for other in residents.indices where residents[other].number == old.number {
                    if channel == .sms { residents[other].mobileNumber = new }
                    if channel == .mail { residents[other].emailAddress = new }
                }
                if let next { residents[index].session = next }
                return
            }
        }
        throw World.WorldFailure.noSecret
    }

    func secureContact() async throws {
        let person = try await proven(try await someone())
        try await services.safeContacts.turn(
            on: try await !services.safeContacts.isOn(for: person), for: person)
    }

    func erase() async throws {
        let index = try pick(Array(residents.indices))
        let person = try await arrive(index)
        let before = mark
        try await services.erasures.askProof(
            for: person, by: dice.isLucky(70) ? .sms : .mail, typed: residents[index].mobileNumber)
        _ = try await services.erasures.erase(secret: try await secret(since: before), for: person)
        residents.remove(at: index)
        if dice.isLucky(50) { try await services.shredder.run() }
    }

    /// Once more that it is them.
    func proven(_ person: SignedIn) async throws -> SignedIn {
        let before = mark
        let own = residents.first { $0.person == person.person }
        try await services.stepUps.ask(for: person, by: .sms, typed: own?.mobileNumber ?? "")
        try await services.stepUps.prove(try await secret(since: before), for: person)
        var proven = person
        proven.proven = now
        return proven
    }
}
