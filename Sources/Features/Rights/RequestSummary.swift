public import Domain
import Vault

/// What somebody asks that has to be answered by a person.
public enum AskedRight: Sendable {
    /// - `about`: a line of "who saw me".
    case complaint(about: LogLeaf.ID?)
    case objection(Purpose)
    case rectification(Field, value: Sensitive<String>)
    /// Of who works with us: anything, in words.
    case other(RightsRequest.Kind)

    public var kind: RightsRequest.Kind {
        switch self {
        case .complaint: .complaint
        case .objection: .objection
        case .rectification: .rectification
        case .other(let kind): kind
        }
    }
}

/// A request as a list shows it, without a word of it.
public struct RequestSummary: Sendable {
    public let request: RightsRequest
    public let field: Field?
    public let purpose: Purpose?
    public let aboutLeaf: LogLeaf.ID?
    public let refusal: RightsRefusalReason?

    public init(
        request: RightsRequest, field: Field? = nil, purpose: Purpose? = nil, aboutLeaf: LogLeaf.ID? = nil,
        refusal: RightsRefusalReason? = nil
    ) {
        self.request = request
        self.field = field
        self.purpose = purpose
        self.aboutLeaf = aboutLeaf
        self.refusal = refusal
    }

    init(_ row: RequestRow) {
        self.init(
            request: row.request, field: row.field, purpose: row.purpose, aboutLeaf: row.aboutLeaf,
            refusal: row.refusal)
    }
}

/// A request with what was written in it.
public struct OpenedRequest: Sendable {
    public let summary: RequestSummary
    public let words: Sensitive<String>?
    public let value: Sensitive<String>?
    public let answer: Sensitive<String>?
    public let delay: Sensitive<String>?

    public init(
        summary: RequestSummary, words: Sensitive<String>? = nil, value: Sensitive<String>? = nil,
        answer: Sensitive<String>? = nil, delay: Sensitive<String>? = nil
    ) {
        self.summary = summary
        self.words = words
        self.value = value
        self.answer = answer
        self.delay = delay
    }
}

extension RequestRow {
    func opened(by vault: Vault, keys: PersonKeys, logged: Logged) throws -> OpenedRequest {
        func part(_ part: RequestPart) throws -> Sensitive<String>? {
            try sealed[part].map {
                try vault.openRequest($0, part, of: request.id, keys: keys, logged: logged)
            }
        }
        return OpenedRequest(
            summary: RequestSummary(self), words: try part(.words), value: try part(.value),
            answer: try part(.answer), delay: try part(.delay))
    }
}

extension Worker {
    public var personKind: PersonKind { side == .staff ? .staffMember : .customerUser }
}
