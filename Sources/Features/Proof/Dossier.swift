import Domain
import Vault

/// One end user as the prover sees them: every row that is theirs, as it is stored. Words are kept as text, since
/// a broken store may hold words that the vocabulary does not know.
struct Dossier: Sendable {
    let id: EndUser.ID
    /// Nothing when the key store knows no such person.
    var pseudonym: Pseudonym.ID?
    let customer: Customer.ID?
    let contract: [UInt8]
    let contactKey: [UInt8]
    let identityKey: [UInt8]
    let state: String
    let declaredAge: String
    let enrolled: Moment
    let keepUntil: Moment?
    /// Since when they have their data restricted.
    let restrictedSince: Moment?
    /// Nothing when no contract of this customer has that number.
    let agreement: Agreement?
    var fields: [Kept] = []
    var indexes: [Index] = []
    var messages: [Sent] = []
    var restrictions: [Restricted] = []
    var holds: [Held] = []
    var sessions = 0
    var leaves: [LogLeaf] = []
    /// Nothing for who did not apply for a phone or SIM card.
    var mobile: Mobile?
    var opened: Opened = .notAsked

    var isMinor: Bool { declaredAge == EndUser.DeclaredAge.underSixteen.rawValue }

    struct Agreement: Sendable {
        let service: String
        let starts: Moment
        let ended: Moment?

        func isActive(at moment: Moment) -> Bool { starts <= moment && (ended.map { moment < $0 } ?? true) }
    }

    struct Kept: Sendable {
        let field: String
        let keyClass: String
        let key: [UInt8]
        let customer: [UInt8]
        let revision: Int64
        let sealedLength: Int
        let source: String
        let given: Moment
        let formVersion: String
        let service: String
        let confirmed: Moment?

        var known: Field? { Field(rawValue: field) }
    }

    /// How their phone or SIM card stands, and the answer on which it runs.
    struct Mobile: Sendable {
        let state: String
        let customer: [UInt8]
        let contract: [UInt8]
        let answerBy: Moment?
        let processAt: Moment?
        let confirmedUntil: Moment?
        let confirmation: Confirmation?

        /// Nothing of a state that the program does not know.
        var isActive: Bool { MobileService.State(rawValue: state)?.isActive ?? true }
    }

    struct Confirmation: Sendable {
        let person: [UInt8]
        let verdict: String
        let standing: String
        let given: Moment
        let settled: Moment?
    }

    struct Index: Sendable {
        let field: String
        let customer: [UInt8]
        let digest: [UInt8]
    }

    struct Sent: Sendable {
        let kind: String
        let channel: String
        let state: String
        let created: Moment
        let sent: Moment?
    }

    struct Restricted: Sendable {
        let keyClass: String
        let placed: Moment
        let until: Moment
    }

    /// A class that a hold kept, or keeps: theirs or their customer's.
    struct Held: Sendable {
        let keyClass: String
        let since: Moment
        let until: Moment

        func isInForce(at moment: Moment) -> Bool { since <= moment && moment < until }
    }

    enum Opened: Sendable {
        case notAsked
        case noKeys
        case damaged
        case fields([Field: OpenedField])
    }

    /// How findings name the person: by pseudonym, or by row when there is none.
    var name: String {
        pseudonym.map { "person \($0)" } ?? "person without pseudonym, row \(id)"
    }

    var isRestricted: Bool { !restrictions.isEmpty }
    var isMobile: Bool { agreement?.service == Service.mobile.rawValue }
    var isFreeCalling: Bool { agreement?.service == Service.freeCalling.rawValue }
}

/// One row of the processing log.
struct LeafRow: Sendable {
    let id: [UInt8]
    let at: Moment
    let subject: [UInt8]?
    let body: [UInt8]
    /// Nothing when the bytes are no leaf: a word that the statement does not know, or other bytes.
    let leaf: LogLeaf?

    var name: String { "leaf \(Hex.text(id))" }

    /// The prover's own leaves are examined too, and are no evidence of anything.
    var isEvidence: Bool { leaf?.activity != .proof }
}
