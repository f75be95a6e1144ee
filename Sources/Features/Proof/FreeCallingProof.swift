import Domain
import Vault

/// P12: free calling needs three things. What the sealed bytes really hold against the declaration, the blind
/// indexes and the messages that went out.
struct FreeCallingProof: Proof {
    let rule = """
        Service free calling declares a mobile number, an e-mail address (which who has none leaves out) and the \
        last group of the code; there is no message that is not about the account or the use of the service.
        """
    let check = """
        Every field of a person with free calling alone is opened in memory and must be what its name says; both \
        blind indexes are recomputed from it; every message's kind and channel is held against the closed list.
        """
    private(set) var tally = Tally()
    private var vault: Vault?
    var needsPersons: Bool { true }
    var opens: [Field] { Self.three }

    private static let three: [Field] = [.mobileNumber, .emailAddress, .enrolmentCode]

    mutating func begin(_ scene: Scene) async throws {
        vault = scene.vault
    }

    mutating func examine(_ person: Dossier) {
        guard person.isFreeCalling else { return }
        tally.examine()
        // P18: of who is under sixteen alone, and of nobody else.
        let allowed = person.isMinor ? Self.three + [.turnsSixteen] : Self.three
        for field in person.fields where !allowed.contains(where: { $0.rawValue == field.field }) {
            tally.find("\(person.name): \(field.known?.rawValue ?? "an unknown field") beside the three")
        }
        switch person.opened {
        case .fields(let opened): examine(opened, of: person)
        case .damaged: tally.find("\(person.name): a field does not open")
        case .noKeys: tally.find("\(person.name): no keys")
        case .notAsked: break
        }
        for message in person.messages {
            let kind = MessageKind(rawValue: message.kind)
            let goesThatWay = kind?.channels.contains { $0.rawValue == message.channel } ?? false
            if !goesThatWay {
                tally.find(
                    "\(person.name): a message that is not about the account or the use of the service")
            }
        }
    }

    private mutating func examine(_ opened: [Field: OpenedField], of person: Dossier) {
        // What the law or a hold keeps after an erasure need not be complete.
        let isKept = person.isRestricted || person.state == EndUser.State.erased.rawValue
        let missing =
            isKept ? [] : Self.three.filter { opened[$0] == nil && person.wasGiven($0) }
        for field in missing { tally.find("\(person.name): \(field.rawValue) is missing") }
        for (field, value) in opened where !Self.isCanonical(value.value, field) {
            tally.find("\(person.name): \(field.rawValue) holds something else")
        }
        if isKept { return }
        for field in [Field.mobileNumber, .emailAddress] {
            let stored = person.indexes.filter { $0.field == field.rawValue }
            if opened[field] == nil, !stored.isEmpty {
                tally.find("\(person.name): an index of \(field.rawValue), which they do not have")
            }
            guard let value = opened[field]?.value, let customer = person.customer, let vault else {
                continue
            }
            let expected = try? vault.blindIndex(field, value: value, customer: customer)
            let isRight =
                stored.count == 1
                && stored.allSatisfy { $0.digest == expected && $0.customer == customer.bytes }
            if !isRight {
                tally.find("\(person.name): the index of \(field.rawValue) is not that of its value")
            }
        }
    }

    /// Whether a value is what its field's name says, in the one spelling that the vault keeps.
    private static func isCanonical(_ value: Sensitive<String>, _ field: Field) -> Bool {
        let text = value.reveal()
        return switch field {
        case .mobileNumber: MobileNumber(e164: text) != nil
        case .emailAddress: EmailAddress(text)?.canonical.reveal() == text
        case .enrolmentCode: text.utf8.count == 4 && text.utf8.allSatisfy(isCodeCharacter)
        default: false
        }
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.contains(byte)
    }
}

extension Dossier {
    /// The address may be left out, by who has none: then the log never saw it stored.
    fileprivate func wasGiven(_ field: Field) -> Bool {
        field != .emailAddress
            || leaves.contains { $0.act == .store && $0.fields.contains(FieldSet([field])) }
    }
}
