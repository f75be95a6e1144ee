import Domain
import Features
import TestKit

/// Guardians, and who turns sixteen.
extension Town {
    enum GuardianWord {
        case yes, no, noLonger
    }

    func guardian(says word: GuardianWord) async throws {
        let children = residents.indices.filter { !residents[$0].guardians.isEmpty }
        let index = try pick(Array(children))
        let parent = try pick(residents[index].guardians)
        let session = try await arrive(parent)
        guard let all = try await services.consents.children(in: session) else { throw Absent() }
        let fitting = all.filter { child in
            switch word {
            case .yes: child.answer == .asked || child.answer == .refused || child.answer == .withdrawn
            case .no: child.answer == .asked || child.answer == .withdrawn
            case .noLonger: child.answer == .given
            }
        }
        let child = try pick(fitting)
        switch word {
        case .yes:
            try await services.consents.give(
                child.guardian, version: try world.consentVersion(for: child.service), in: session)
        case .no: _ = try await services.consents.refuse(child.guardian, in: session)
        case .noLonger: try await services.consents.withdraw(child.guardian, in: session)
        }
        if dice.isLucky(50) { try await services.consents.leave(session) }
    }

    /// Through the link that came, or by the door with their own number.
    private func arrive(_ parent: Parent) async throws -> Token {
        let before = mark
        let door = services.guardianDoor
        var code: Token?
        if let link = parent.link, let open = try await door.link(link) {
            code = try await door.askCode(
                link: link, mobileNumber: open.hasNumber ? "" : parent.mobileNumber, network: network)
        }
        let asked =
            if let code { code } else {
                try await door.askCode(mobileNumber: parent.mobileNumber, network: network)
            }
        return try await door.prove(secret: try await secret(since: before), on: asked).session
    }

    func nameAnotherGuardian() async throws {
        let children = residents.indices.filter { !residents[$0].guardians.isEmpty }
        let index = try pick(Array(children))
        let signedIn = try await arrive(index)
        counted.parents += 1
        var parent = Parent(mobileNumber: World.guardianNumber(counted.parents))
        let before = mark
        try await services.ownGuardians.name(form(naming: parent), for: signedIn, language: .dutch)
        try await world.settle()
        parent.link = link(since: before)
        residents[index].guardians.append(parent)
    }

    /// Who waits for their own answer says that they stay; others say nothing and go.
    func stayAtSixteen() async throws {
        for index in residents.indices where !residents[index].guardians.isEmpty {
            guard let signedIn = try? await arrive(index), signedIn.state == .awaitingOwnAnswer else {
                continue
            }
            _ = try await services.comingOfAge.stay(signedIn)
            return
        }
        throw Absent()
    }
}
