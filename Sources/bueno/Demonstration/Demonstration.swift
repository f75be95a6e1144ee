import Domain
import Features

/// Lives the invented story through the real features, day by day, with a clock that walks along. No row is made up:
/// every code, enrolment, message, sighting, erasure and log leaf comes about as it would in life.
struct Demonstration {
    let story: InventedStory
    let services: Services
    let post: DemonstrationPost
    let clock: WalkingClock
    let start: Moment

    private var contracts: [Contract] = []
    private var codes: [[EnrolmentCode]] = []
    private var phones: InventedPhones.Underway?
    private(set) var card = DemonstrationCard()

    init(story: InventedStory, services: Services, post: DemonstrationPost, clock: WalkingClock) {
        self.story = story
        self.services = services
        self.post = post
        self.clock = clock
        start = clock.now()
    }

    mutating func live(progress: (Int) -> Void) async throws {
        try await begin()
        for day in 1..<InventedStory.days {
            clock.walk(to: start + .days(Int64(day)) + .minutes(Int64(day * 37 % 420)))
            try await issue(on: day)
            try await enrol(story.persons(on: day))
            try await leave(story.leaving(on: day))
            try await Asking(services: services, clock: clock).ask(on: day)
            try await requesting.ask(on: day)
            try await arrangePhones(on: day)
            for (customer, contract) in zip(story.customers, contracts) where customer.endsOn == day {
                try await services.customers.end(contract.id)
            }
            if day.isMultiple(of: 7) { try await keepHouse() }
            progress(day)
        }
    }

    /// The last hours, in which everything that a visitor wants to try is made ready.
    mutating func finish(at now: Moment) async throws {
        clock.walk(to: now - .hours(2))
        try await finishPhones()
        try await refuse()
        try await lock()
        try await restrict()
        try await stop()
        try await keepHouse()
        clock.walk(to: now - .minutes(4))
        // They enrol and nobody brings their post yet: it still waits when the server starts.
        let late = (1...3).map { InventedPerson(number: 9_000 + $0, customer: $0 % 2, day: 0) }
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(
            late, codes: late.map { take(for: $0.customer) }, bringsPost: false)
        clock.walk(to: now)
        let fresh = try await services.codeBatches.issue(
            3, contract: contracts[0].id, expires: now + .days(365), reason: "Om uit te proberen",
            access: .operating)
        card.freshCodes = fresh.letters.map { $0.code.revealGrouped() }
        card.contract = contracts[0].id.description
        card.logins = logins
        card.guardians = guardians
        try await arrive()
        try await services.logKeeper.run()
    }

    private mutating func arrangePhones(on day: Int) async throws {
        let invented = InventedPhones(services: services, post: post, clock: clock)
        if day == InventedPhones.begins { phones = try await invented.begin() }
        guard day == InventedPhones.goesOn, var underway = phones else { return }
        try await invented.goOn(&underway)
        phones = underway
    }

    private mutating func finishPhones() async throws {
        guard var underway = phones else { return }
        try await InventedPhones(services: services, post: post, clock: clock).finish(&underway)
        phones = underway
        card.phoneCodes = InventedPhones.fresh(underway)
        card.workLogins.append(
            DemonstrationCard.WorkLogin(
                who: InventedPhones.colleague.what, emailAddress: InventedPhones.colleague.emailAddress,
                secret: Hex.text(underway.secret.bytes.reveal())))
    }

    private mutating func arrive() async throws {
        let arriving = Arriving(services: services, post: post, clock: clock)
        let agreeing = Agreeing(services: services, customer: contracts[0].customer)
        let asking = Asking(services: services, clock: clock)
        var office: [Worker] = []
        var administrator: Account.ID?
        var arrived: [Arriving.Arrived] = []
        let requests = requesting
        let now = clock.now()
        for colleague in InventedColleague.all {
            let side: Account.Side = colleague.customer.map { .customer(contracts[$0].customer) } ?? .staff
            let makesCodes = colleague.roles.contains(.caseworker)
            let one = try await arriving.arrive(colleague, at: side) { worker in
                try await agreeing.work(as: colleague, worker)
                try await asking.answer(as: worker)
                if worker.actor(in: Holds.roles) != nil { office.append(worker) }
                if colleague.roles == [.customerAdmin] { administrator = worker.account }
                try await requests.answer(as: worker)
                try await requests.tell(by: worker, at: now)
                guard makesCodes else { return }
                try await ColleaguesCodes(services: services, post: post, clock: clock).make(by: worker)
            }
            arrived.append(one)
            card.workLogins.append(
                DemonstrationCard.WorkLogin(
                    who: colleague.what, emailAddress: colleague.emailAddress,
                    secret: Hex.text(one.secret.bytes.reveal())))
        }
        if office.count == 2, let administrator {
            try await InventedHold(services: services, post: post, contract: contracts[0]).live(
                first: office[1], second: office[0], about: administrator, at: clock.now())
        }
        try await agreeing.begin(customWorkOf: contracts[1].customer, arrived)
        try await arriving.goHome(arrived)
    }

    private mutating func begin() async throws {
        for customer in story.customers {
            contracts.append(
                try await services.customers.register(
                    name: customer.name, kind: customer.kind, registrationNumber: customer.registrationNumber,
                    service: .freeCalling, starts: clock.now()))
            codes.append([])
        }
        clock.walk(to: start + .hours(1))
    }

    /// Each quarter every customer gets letters for the people it expects, and a few more.
    private mutating func issue(on day: Int) async throws {
        guard day % 91 == 1 else { return }
        for index in contracts.indices {
            if let end = story.customers[index].endsOn, end <= day { continue }
            let expected = story.persons.count { $0.customer == index && (day..<day + 91).contains($0.day) }
            let batch = try await services.codeBatches.issue(
                expected + 12, contract: contracts[index].id, expires: clock.now() + .days(120),
                reason: "Kwartaal \(day / 91 + 1)", access: .operating)
            // Letters that came back as undeliverable.
            for letter in 1...4 {
                _ = try await services.codeBatches.revoke(
                    batch.batch, letterNumber: letter, reason: "Brief kwam terug", access: .operating)
            }
            codes[index] = batch.letters.dropFirst(4).map(\.code)
        }
    }

    private mutating func enrol(_ persons: [InventedPerson]) async throws {
        guard !persons.isEmpty else { return }
        let codes = persons.map { take(for: $0.customer) }
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(persons, codes: codes)
    }

    private mutating func leave(_ persons: [InventedPerson]) async throws {
        for person in persons {
            let receipt = try await Leaving(services: services, post: post).erase(person)
            card.receipts.insert(receipt.text, at: 0)
        }
    }

    private mutating func take(for customer: Int) -> EnrolmentCode? { codes[customer].popLast() }

    /// What the background work of a server would have done this week.
    private func keepHouse() async throws {
        try await services.contractEndings.run()
        try await services.confirmationClock.run()
        while try await services.messenger.deliverNext() {}
        try await services.retention.run()
        try await services.minorSweep.run()
        _ = try await services.messenger.sweep()
        try await services.shredder.run()
        try await services.logKeeper.run()
    }

    /// A code of each kind that is refused.
    private mutating func refuse() async throws {
        let contract = contracts[1].id
        let now = clock.now()
        let short = try await services.codeBatches.issue(
            1, contract: contract, expires: now + .minutes(30), reason: "Verlopen", access: .operating)
        let revoked = try await services.codeBatches.issue(
            1, contract: contract, expires: now + .days(90), reason: "Ingetrokken", access: .operating)
        _ = try await services.codeBatches.revoke(revoked.batch, reason: "Verkeerd adres", access: .operating)
        let used = try await services.codeBatches.issue(
            1, contract: contract, expires: now + .days(90), reason: "Gebruikt", access: .operating)
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(
            [InventedPerson(number: 9_004, customer: 1, day: 0)], codes: used.letters.map(\.code))
        for (reason, letters) in [
            ("expired", short.letters), ("revoked", revoked.letters), ("used", used.letters),
        ] {
            card.refusedCodes[reason] = letters.first?.code.revealGrouped()
        }
        card.receipts = Array(card.receipts.prefix(3))
    }

    /// A child whose guardian took the yes back, and one whose two guardians disagree.
    private func stop() async throws {
        let batch = try await services.codeBatches.issue(
            2, contract: contracts[0].id, expires: clock.now() + .days(90), reason: "Onder 16",
            access: .operating)
        var stopped = InventedPerson(number: InventedStory.stopped, customer: 0, day: 0, age: .underSixteen)
        var disagreed = InventedPerson(
            number: InventedStory.disagreed, customer: 0, day: 0, age: .underSixteen)
        (stopped.guardianSays, disagreed.guardianSays) = (.withdrawn, .disagreement)
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(
            [stopped, disagreed], codes: batch.letters.map(\.code))
    }

    /// A person who left while the law keeps something of them.
    private func lock() async throws {
        let now = clock.now()
        let batch = try await services.codeBatches.issue(
            1, contract: contracts[0].id, expires: now + .days(90), reason: "Op slot", access: .operating)
        let person = InventedPerson(number: 9_005, customer: 0, day: 0)
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(
            [person], codes: batch.letters.map(\.code))
        try await services.restrictions.place(
            batch: batch.batch, letterNumber: 1, on: .identity, reason: "Bevel in een onderzoek",
            until: now + .days(180),
            access: .lawfulDuty)
        _ = try await Leaving(services: services, post: post).erase(person)
    }

    private var requesting: Requesting { Requesting(services: services, post: post) }

    /// Somebody who has their data restricted.
    private func restrict() async throws {
        let batch = try await services.codeBatches.issue(
            1, contract: contracts[0].id, expires: clock.now() + .days(90), reason: "Beperkt",
            access: .operating)
        let person = InventedPerson(number: 9_006, customer: 0, day: 0)
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(
            [person], codes: batch.letters.map(\.code))
        try await requesting.help(person, at: clock.now())
    }

    private var guardians: [String: String] {
        let numbers = [
            ("has not answered yet", InventedStory.waiting), ("said yes", InventedStory.minor),
            ("took the yes back", InventedStory.stopped), ("disagrees with another", InventedStory.disagreed),
        ]
        return Dictionary(
            numbers.map { said, number in
                (said, InventedPerson(number: number, customer: 0, day: 0).guardianNumber)
            }, uniquingKeysWith: { first, _ in first })
    }

    private var logins: [DemonstrationCard.Login] {
        [
            (InventedStory.plain, "enrolled more than a year ago"),
            (InventedStory.twoCustomers, "has codes from two customers"),
            (InventedStory.sharedPhone.lowerBound, "shares this phone with the next"),
            (InventedStory.sharedPhone.upperBound, "shares this phone with the one before"),
            (InventedStory.leftSchool, "the agreement of this school has ended"),
            (InventedStory.waiting, "is under 16, and waits for a parent"),
            (InventedStory.minor, "is under 16, and a parent said yes"),
            (InventedStory.turnedSixteen, "turned 16, and has not chosen yet"),
        ].compactMap { number, who in
            story.persons.first { $0.number == number }.map {
                DemonstrationCard.Login(
                    who: who, mobileNumber: $0.mobileNumber, emailAddress: $0.emailAddress)
            }
        }
            + [
                (3, "has a phone approved"), (5, "was refused a phone"), (6, "is asked something"),
                (8, "waits for an answer about a phone"),
            ].map { number, who in
                let person = InventedPhones.person(number)
                return DemonstrationCard.Login(
                    who: who, mobileNumber: person.mobileNumber, emailAddress: person.emailAddress)
            }
    }
}
