import Domain
import Features
import TestKit

/// How people come to be known.
extension Town {
    /// More than this and somebody leaves before another comes: the town stays small.
    private static let residentsMax = 32

    func enrol(mobile isMobile: Bool, asChild: Bool) async throws {
        if residents.count >= Self.residentsMax { try await erase() }
        let letter = try await letter(mobile: isMobile)
        counted.residents += 1
        let number = counted.residents
        var newcomer = Resident(
            number: number, contract: letter.contract, batch: letter.batch, letter: letter.number,
            mobileNumber: World.mobileNumber(number), emailAddress: World.emailAddress(number))
        // A household with one phone.
        if dice.isLucky(8), let other = dice.pick(residents) { newcomer.mobileNumber = other.mobileNumber }
        try await enrol(newcomer, with: letter, asChild: asChild)
    }

    /// The same human, with a letter of another agreement.
    func enrolAgain() async throws {
        let known = try pick(residents.filter { $0.guardians.isEmpty })
        let letter = try await letter(mobile: dice.isLucky(50))
        let again = Resident(
            number: known.number, contract: letter.contract, batch: letter.batch, letter: letter.number,
            mobileNumber: known.mobileNumber, emailAddress: known.emailAddress)
        try await enrol(again, with: letter, asChild: false)
    }

    func leaveHalfway() async throws {
        let letter = try pick(letters)
        counted.residents += 1
        _ = try await give(
            of: Resident(
                number: counted.residents, contract: letter.contract, batch: letter.batch,
                letter: letter.number, mobileNumber: World.mobileNumber(counted.residents),
                emailAddress: World.emailAddress(counted.residents)), with: letter,
            asChild: dice.isLucky(30))
    }

    private func enrol(_ newcomer: Resident, with letter: Letter, asChild: Bool) async throws {
        var newcomer = newcomer
        let before = mark
        let (token, parent) = try await give(of: newcomer, with: letter, asChild: asChild)
        var enrolled = try await services.enrolments.prove(
            secret: try await secret(since: before), on: token, device: .phone, language: .dutch)
        if case .toBeConfirmed = enrolled {
            guard let check = try await services.enrolments.check(token) else { throw Absent() }
            enrolled = try await services.enrolments.confirm(
                Set(check.fields), shown: check.shown, on: token, device: .phone, language: .dutch)
        }
        try await world.settle()
        if case .active(let session) = enrolled { newcomer.session = session }
        if var parent {
            parent.link = link(since: before)
            newcomer.guardians = [parent]
        }
        residents.append(newcomer)
        forget(letter)
    }

    /// As far as the code that is asked.
    private func give(
        of newcomer: Resident, with letter: Letter, asChild: Bool
    ) async throws -> (Token, Parent?) {
        let enrolments = services.enrolments
        let token: Token
        do {
            token = try await enrolments.begin(code: letter.code.reveal(), network: network)
        } catch {
            // Nothing can be done with this letter any more.
            forget(letter)
            throw error
        }
        if newcomer.isMobile {
            try await enrolments.give(
                details: details(of: newcomer, asChild: asChild), on: token, language: .dutch)
        }
        let age: EndUser.DeclaredAge? =
            newcomer.isMobile ? nil : asChild ? .underSixteen : .sixteenOrOlder
        try await enrolments.give(
            ContactForm(
                mobileNumber: newcomer.mobileNumber, emailAddress: newcomer.emailAddress, age: age),
            on: token, language: .dutch, network: network)
        guard try await enrolments.attempt(token)?.stage == .guardian else { return (token, nil) }
        let parent = newParent()
        try await enrolments.name(form(naming: parent), on: token, language: .dutch)
        return (token, parent)
    }

    /// Often the parent of somebody else's child too: brothers and sisters.
    private func newParent() -> Parent {
        if dice.isLucky(25), let known = dice.pick(residents.flatMap(\.guardians)) {
            return Parent(mobileNumber: known.mobileNumber)
        }
        counted.parents += 1
        return Parent(mobileNumber: World.guardianNumber(counted.parents))
    }

    /// Named by number, or sometimes by an address alone. The child turns sixteen within a year, so that it comes about.
    func form(naming parent: Parent) -> GuardianForm {
        let byMail = dice.isLucky(30)
        let this = CalendarMonth(of: now)
        let months = this.month - 1 + dice.roll(0...13)
        return GuardianForm(
            mobileNumber: byMail ? "" : parent.mobileNumber,
            emailAddress: byMail ? "ouder\(parent.mobileNumber)@example.nl" : "",
            month: String(months % 12 + 1), year: String(this.year + months / 12))
    }

    private func details(of newcomer: Resident, asChild: Bool) -> DetailsForm {
        // Fifteen now, or somewhere between twenty and seventy.
        let this = CalendarMonth(of: now)
        let months = this.month - 1 + dice.roll(1...11)
        let (month, year) =
            asChild
            ? (months % 12 + 1, this.year - 16 + months / 12)
            : (dice.roll(1...12), this.year - dice.roll(20...70))
        return DetailsForm(
            firstName: "Proefnaam", lastName: "Voorbeeld", postcode: "9711 AB",
            houseNumber: String(newcomer.number), street: "Voorbeeldstraat", city: "Groningen",
            day: String(dice.roll(1...28)), month: String(month), year: String(year))
    }
}
