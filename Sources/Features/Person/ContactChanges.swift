public import Domain
import Storage
public import Vault

/// A change on its way, as its page shows it.
public struct PendingContactChange: Sendable {
    public let channel: Message.Channel
    public let asked: ContactChange.Place
    /// Where the code that is asked went.
    public let recipient: MessageAddress
    public let sendsLeft: Int
}

/// What a right code led to.
public enum ContactChanged: Sendable {
    case askNext
    /// Done. The session goes on under a new token, when the old one was the current one.
    case done(Message.Channel, session: Token?)
}

/// Another number or address, by the person's own hand: proven at the new one and at the one that stays.
///
/// A session alone changes nothing, and neither does a phone or a mailbox alone. Whether the new value is known with
/// somebody else is not looked up, so nobody can learn it here.
public struct ContactChanges: Sendable {
    private let vault: Vault
    private let outbox: Outbox
    private let statements: Statements
    private let numbers: any MobileNumberReading
    private let enrolments: OwnEnrolments

    private static let tries = 5
    /// How often a code is sent again.
    private static let sends = 3
    /// Nobody is sent more of these codes in an hour, however often the change is begun anew. A change takes two.
    private static let codesPerHour: Int64 = 10

    public init(
        vault: Vault, outbox: Outbox, statements: Statements, numbers: any MobileNumberReading
    ) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.numbers = numbers
        enrolments = OwnEnrolments(vault: vault)
    }

    /// Takes what was typed, and sends a code to it and a code to what stays.
    /// - Returns the token for the cookie: nothing else opens what was typed.
    public func begin(
        _ typed: String, changing channel: Message.Channel, for signedIn: SignedIn, language: Language
    ) async throws -> Token {
        let new = try address(typed, channel)
        let own = try await enrolments.opened(for: signedIn)
        guard let shown = own.first, let staying = shown.staying(whenChanging: channel) else {
            throw ContactChangeRefusal.over
        }
        guard shown.address(channel) != new else { throw ContactChangeRefusal.sameAsNow }
        let (id, token) = (ContactChange.ID.random(), try Token.random())
        let secrets = [ContactChange.Place.new: vault.oneTimeSecret(), .staying: vault.oneTimeSecret()]
        let sealed = try token.seal(new.bytes, context: "contact change")
        let form = try statements.formVersion(service: shown.service, language: language).id
        let (term, codeTerm) = (
            try statements.current.term(of: .contactChange), try statements.current.term(of: .signInSecret)
        )
        let isSent = try await vault.data.write { transaction in
            guard try mayBeSent(secrets.count, to: shown, in: transaction) else { return false }
            let codes = try secrets.map { place, secret in
                NewContactChange.Code(
                    place: place, secretHash: try vault.secretHash(secret, of: id.bytes(for: place)),
                    expires: codeTerm.end(from: transaction.now))
            }
            try ContactChangeQueries.insert(
                NewContactChange(
                    id: id, token: token, session: signedIn.session, channel: channel, sealedContact: sealed,
                    formVersion: form, codes: codes, tries: Self.tries, sends: Self.sends,
                    expires: term.end(from: transaction.now)),
                in: transaction)
            for enrolment in own {
                // P16: the act of giving stands in the log, by the person's own hand, for each customer apart.
                try vault.record(
                    Processing(
                        .collect, .contactChange, service: enrolment.service,
                        fields: FieldSet([channel.field]), subject: enrolment.keys.pseudonym),
                    access: enrolment.keys.ownAccess(.delivery), in: transaction)
            }
            for (place, recipient) in [(ContactChange.Place.new, new), (.staying, staying)] {
                guard let secret = secrets[place] else { continue }
                try send(secret, to: recipient, changing: channel, shown, signedIn, in: transaction)
            }
            return true
        }
        guard isSent else { throw ContactChangeRefusal.tooManyCodes(minutes: 60) }
        outbox.wake()
        return token
    }

    /// What is asked now; nothing when the change is over.
    public func pending(_ token: Token, for signedIn: SignedIn) async throws -> PendingContactChange? {
        let found = try await vault.data.read {
            try ContactChangeQueries.change(token, of: signedIn.session, in: $0)
        }
        guard let row = found, let asked = row.change.asked else { return nil }
        return PendingContactChange(
            channel: row.change.channel, asked: asked,
            recipient: try await recipient(of: asked, row, token, signedIn),
            sendsLeft: row.change[asked].sendsLeft)
    }

    /// A new code to the same place; the old one no longer works.
    public func resend(_ token: Token, for signedIn: SignedIn) async throws {
        let found = try await vault.data.read { transaction in
            (try ContactChangeQueries.change(token, of: signedIn.session, in: transaction), transaction.now)
        }
        guard let row = found.0 else { throw ContactChangeRefusal.over }
        let place = try row.change.resendable(at: found.1)
        guard let shown = try await enrolments.opened(for: signedIn).first else {
            throw ContactChangeRefusal.over
        }
        let recipient = try await recipient(of: place, row, token, signedIn)
        let secret = vault.oneTimeSecret()
        let hash = try vault.secretHash(secret, of: row.id.bytes(for: place))
        let term = try statements.current.term(of: .signInSecret)
        let outcome = try await vault.data.write { transaction -> ContactChangeRefusal? in
            guard try mayBeSent(1, to: shown, in: transaction) else { return .tooManyCodes(minutes: 60) }
            guard
                try ContactChangeQueries.resend(
                    place, of: row.id, secretHash: hash, tries: Self.tries,
                    expires: term.end(from: transaction.now), in: transaction)
            else { return .noSendsLeft }
            try send(
                secret, to: recipient, changing: row.change.channel, shown, signedIn, in: transaction)
            return nil
        }
        if let outcome { throw outcome }
        outbox.wake()
    }

    /// Judges a code. The second right one stores the value, with its leaf, in the same transaction: all or nothing.
    public func prove(
        secret typed: String, _ token: Token, session: Token, for signedIn: SignedIn
    ) async throws -> ContactChanged {
        let given = OneTimeSecret(typed: typed)
        let own = try await enrolments.opened(for: signedIn)
        let next = try Token.random()
        let outcome = try await vault.data.write {
            transaction -> Result<ContactChanged, ContactChangeRefusal> in
            guard let row = try ContactChangeQueries.change(token, of: signedIn.session, in: transaction)
            else {
                return .failure(.over)
            }
            let place: ContactChange.Place
            do throws(ContactChangeRefusal) {
                place = try row.change.answerable(at: transaction.now)
            } catch {
                return .failure(error)
            }
            guard try ContactChangeQueries.takeTry(place, of: row.id, in: transaction) else {
                return .failure(.noTriesLeft)
            }
            guard let given, let hash = row.secretHashes[place],
                try vault.secret(given, of: row.id.bytes(for: place), matches: hash)
            else {
                let left = row.change[place].triesLeft - 1
                return .failure(left > 0 ? .wrongCode(triesLeft: left) : .noTriesLeft)
            }
            guard row.change.asked(after: place) == nil else {
                try ContactChangeQueries.prove(place, of: row.id, in: transaction)
                return .success(.askNext)
            }
            guard try ContactChangeQueries.finish(row.id, in: transaction) else { return .failure(.over) }
            try carryOut(row, token: token, own: own, signedIn: signedIn, in: transaction)
            let isRotated = try SessionQueries.rotate(
                signedIn.session, from: session, to: next, in: transaction)
            return .success(.done(row.change.channel, session: isRotated ? next : nil))
        }
        outbox.wake()
        return try outcome.get()
    }

    /// What was bought for who is shown now: whose form it is.
    public func service(for signedIn: SignedIn) async throws -> Service {
        try await vault.data.read { try vault.serviceBought(for: signedIn.person, in: $0) }
    }

    /// Forgets what was typed.
    public func stop(for signedIn: SignedIn) async throws {
        try await vault.data.write { try ContactChangeQueries.stop(signedIn.session, in: $0) }
    }

    private func carryOut(
        _ row: ContactChangeRow, token: Token, own: [OwnEnrolment], signedIn: SignedIn,
        in transaction: Transaction
    ) throws {
        let channel = row.change.channel
        let new = try opened(row, token)
        let (requests, notices) = (OwnRequests(vault: vault), RecipientNotices())
        for enrolment in own {
            let told = try notices.recipients(
                of: FieldSet([channel.field]), of: enrolment.keys, statement: statements.current,
                in: transaction)
            let stored = try vault.store(
                [
                    FieldValue(
                        channel.field, new.canonical,
                        Provenance(
                            source: .endUser, given: row.given, formVersion: row.formVersion,
                            service: enrolment.service),
                        // P16: both codes were right, which says that it is.
                        confirmed: enrolment.service == .mobile ? transaction.now : nil)
                ],
                of: enrolment.keys, customer: enrolment.customer, service: enrolment.service,
                activity: .contactChange, access: enrolment.keys.ownAccess(.delivery), in: transaction)
            try notices.tell(told, of: .rectification, leaf: stored.leaf, in: transaction)
            try requests.record(
                .rectification, of: enrolment.keys, as: .endUser, service: enrolment.service,
                access: enrolment.keys.ownAccess(.fraudAndLegalObligations), in: transaction)
            try ContactChangeQueries.endOtherAccess(
                to: EndUser.ID(person: enrolment.keys.person), except: signedIn.session, in: transaction)
        }
        for (index, enrolment) in own.enumerated() {
            // The old number or address hears of it once; with another customer it is only there to be read.
            let old = index == 0 ? enrolment.address(channel) : nil
            try outbox.queue(
                .contactChanged(channel), to: old, language: signedIn.language, keys: enrolment.keys,
                customer: enrolment.customer, service: enrolment.service, in: transaction)
        }
    }

    private func send(
        _ secret: OneTimeSecret, to recipient: MessageAddress, changing channel: Message.Channel,
        _ shown: OwnEnrolment, _ signedIn: SignedIn, in transaction: Transaction
    ) throws {
        try outbox.queue(
            .contactChangeCode(secret, changes: channel), to: recipient, language: signedIn.language,
            keys: shown.keys, customer: shown.customer, service: shown.service, in: transaction)
    }

    private func mayBeSent(
        _ count: Int, to shown: OwnEnrolment, in transaction: Transaction
    ) throws -> Bool {
        let sent = try ContactChangeQueries.codesSent(
            to: shown.keys.person, since: transaction.now - .hours(1), in: transaction)
        return sent + Int64(count) <= Self.codesPerHour
    }

    private func recipient(
        of place: ContactChange.Place, _ row: ContactChangeRow, _ token: Token, _ signedIn: SignedIn
    ) async throws -> MessageAddress {
        switch place {
        case .new: return try opened(row, token)
        case .staying:
            let shown = try await enrolments.opened(for: signedIn).first
            guard let staying = shown?.staying(whenChanging: row.change.channel) else {
                throw ContactChangeRefusal.over
            }
            return staying
        }
    }

    private func opened(_ row: ContactChangeRow, _ token: Token) throws -> MessageAddress {
        let bytes = try token.open(row.sealedContact, context: "contact change").reveal()
        guard let address = MessageAddress(String(decoding: bytes, as: UTF8.self), row.change.channel) else {
            throw VaultError.damaged
        }
        return address
    }

    private func address(_ typed: String, _ channel: Message.Channel) throws -> MessageAddress {
        switch channel {
        case .sms:
            guard let number = numbers.mobileNumber(typed) else {
                throw ContactChangeRefusal.mobileNumberInvalid
            }
            return .sms(number)
        case .mail:
            guard let address = EmailAddress(typed) else { throw ContactChangeRefusal.emailInvalid }
            return .mail(address)
        }
    }
}

extension OwnEnrolment {
    /// Where the second code goes: the other way to reach this person, or the old one of who has no other.
    fileprivate func staying(whenChanging channel: Message.Channel) -> MessageAddress? {
        address(channel.other) ?? address(channel)
    }
}
