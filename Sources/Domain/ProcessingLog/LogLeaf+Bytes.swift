/// The canonical bytes of a leaf: a format byte, then sixteen parts, each a two-byte length and its bytes.
/// These bytes are what the tree hashes; they are never changed, and a new format is a new format byte.
extension LogLeaf {
    private static let format: UInt8 = 1

    public var bytes: [UInt8] {
        var result: [UInt8] = [Self.format]
        result.reserveCapacity(200)
        func add(_ part: some Collection<UInt8>) {
            result.append(UInt8(truncatingIfNeeded: part.count >> 8))
            result.append(UInt8(truncatingIfNeeded: part.count))
            result.append(contentsOf: part)
        }
        add(id.bytes)
        add(Self.bigEndian(at.milliseconds))
        add(act.rawValue.utf8)
        add(activity.rawValue.utf8)
        add(purpose.rawValue.utf8)
        add(basis.rawValue.utf8)
        add(role.rawValue.utf8)
        switch organisation {
        case .none: add([])
        case .bueno: add([0])
        case .customer(let customer): add(customer.bytes)
        }
        add(caseFile?.bytes ?? [])
        add(service.rawValue.utf8)
        add(Self.bigEndian(fields.rawValue))
        add(Self.bigEndian(revision))
        add(subject?.bytes ?? [])
        add(actor?.bytes ?? [])
        add(Self.bigEndian(statementVersion))
        add(Self.bigEndian(count))
        return result
    }

    /// Refuses bytes that are not exactly one leaf in this format, and words the statement does not know.
    public init?(bytes: [UInt8]) {
        var reader = PartReader(bytes: bytes)
        guard reader.format() == Self.format,
            let id = reader.next().flatMap({ ID(bytes: $0) }),
            let at = reader.integer(),
            let act = reader.word(ProcessingAct.self),
            let activity = reader.word(Activity.self),
            let purpose = reader.word(Purpose.self),
            let basis = reader.word(LegalBasis.self),
            let role = reader.word(Role.self),
            let organisation = reader.organisation(),
            let caseFile = reader.optionalIdentifier(CaseFile.self),
            let service = reader.word(Service.self),
            let fields = reader.integer(),
            let revision = reader.integer(),
            let subject = reader.optionalIdentifier(Pseudonym.self),
            let actor = reader.optionalIdentifier(Pseudonym.self),
            let statementVersion = reader.integer(),
            let count = reader.integer(),
            reader.isAtEnd
        else { return nil }
        self.init(
            id: id, at: Moment(milliseconds: at), act: act, activity: activity, purpose: purpose,
            basis: basis,
            role: role, organisation: organisation, caseFile: caseFile.value, service: service,
            fields: FieldSet(rawValue: fields), revision: revision, subject: subject.value,
            actor: actor.value,
            statementVersion: statementVersion, count: count)
    }

    private static func bigEndian(_ value: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * Int64($0))) }
    }
}

/// Reads the parts of a leaf in order; any surprise is a nil.
private struct PartReader {
    private let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// An identifier that may be absent, apart from one that cannot be read.
    struct Optionally<Subject> {
        let value: Identifier<Subject>?
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func format() -> UInt8? {
        guard let first = bytes.first else { return nil }
        position = 1
        return first
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard position + 2 <= bytes.count else { return nil }
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        guard position + 2 + length <= bytes.count else { return nil }
        defer { position += 2 + length }
        return bytes[(position + 2)..<(position + 2 + length)]
    }

    mutating func integer() -> Int64? {
        guard let part = next(), part.count == 8 else { return nil }
        return part.reduce(0) { $0 << 8 | Int64($1) }
    }

    mutating func word<Word: RawRepresentable<String>>(_: Word.Type) -> Word? {
        next().flatMap { Word(rawValue: String(decoding: $0, as: UTF8.self)) }
    }

    mutating func optionalIdentifier<Subject>(_: Subject.Type) -> Optionally<Subject>? {
        guard let part = next() else { return nil }
        if part.isEmpty { return Optionally(value: nil) }
        return Identifier<Subject>(bytes: part).map { Optionally(value: $0) }
    }

    mutating func organisation() -> Actor.Organisation? {
        guard let part = next() else { return nil }
        if part.isEmpty { return Actor.Organisation.none }
        if Array(part) == [0] { return .bueno }
        return Customer.ID(bytes: part).map { .customer($0) }
    }
}
