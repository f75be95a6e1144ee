/// The statement's words for its own closed types, as a person reads them in "who saw my data":
/// "Gemeente X, consulent, bekeek uw mobiele nummer, om de dienst te leveren".
public struct StatementVocabulary: Sendable {
    public struct PurposeWords: Sendable {
        /// "De dienst leveren".
        public let name: Wording
        /// "om de dienst te leveren".
        public let inOrderTo: Wording

        public init(name: Wording, inOrderTo: Wording) {
            self.name = name
            self.inOrderTo = inOrderTo
        }
    }

    public struct RoleWords: Sendable {
        public enum Organisation: String, CaseIterable, Sendable {
            /// The person the data is about, or who consents for them.
            case person
            case customer
            case bueno
        }

        public let organisation: Organisation
        /// "consulent": a role, never a name.
        public let name: Wording

        public init(organisation: Organisation, name: Wording) {
            self.organisation = organisation
            self.name = name
        }
    }

    public struct FieldWords: Sendable {
        /// "Mobiel nummer".
        public let name: Wording
        /// "uw mobiele nummer".
        public let yours: Wording

        public init(name: Wording, yours: Wording) {
            self.name = name
            self.yours = yours
        }
    }

    private let purposes: [Purpose: PurposeWords]
    private let bases: [LegalBasis: Wording]
    private let acts: [ProcessingAct: Wording]
    private let roles: [Role: RoleWords]
    private let fields: [Field: FieldWords]

    /// Refuses a vocabulary that misses a word of any closed type.
    public init?(
        purposes: [Purpose: PurposeWords], bases: [LegalBasis: Wording], acts: [ProcessingAct: Wording],
        roles: [Role: RoleWords], fields: [Field: FieldWords]
    ) {
        guard Purpose.allCases.allSatisfy({ purposes[$0] != nil }),
            LegalBasis.allCases.allSatisfy({ bases[$0] != nil }),
            ProcessingAct.allCases.allSatisfy({ acts[$0] != nil }),
            Role.allCases.allSatisfy({ roles[$0] != nil }),
            Field.allCases.allSatisfy({ fields[$0] != nil })
        else { return nil }
        self.purposes = purposes
        self.bases = bases
        self.acts = acts
        self.roles = roles
        self.fields = fields
    }

    public func words(_ purpose: Purpose) -> PurposeWords {
        purposes[purpose] ?? PurposeWords(name: .missing, inOrderTo: .missing)
    }
    public func words(_ basis: LegalBasis) -> Wording { bases[basis] ?? .missing }
    /// The verb in the past tense: "bekeek".
    public func words(_ act: ProcessingAct) -> Wording { acts[act] ?? .missing }
    public func words(_ role: Role) -> RoleWords {
        roles[role] ?? RoleWords(organisation: .bueno, name: .missing)
    }
    public func words(_ field: Field) -> FieldWords {
        fields[field] ?? FieldWords(name: .missing, yours: .missing)
    }

    /// As a form and the statement name it: with whose it is, where that is not plain.
    public func name(of declaration: FieldDeclaration) -> Wording {
        let name = words(declaration.field).name
        let (dutch, english): (String, String) =
            switch (declaration.person, declaration.isOfMinors) {
            case (.guardian, _): (words(.guardian).name.dutch, words(.guardian).name.english)
            case (_, true): ("als u jonger bent dan 16", "if you are under 16")
            default: ("", "")
            }
        if dutch.isEmpty { return name }
        return Wording(dutch: "\(name.dutch) (\(dutch))", english: "\(name.english) (\(english))")
    }
}

extension Wording {
    /// Never read: `init?` refused a vocabulary that would need it.
    fileprivate static let missing = Wording(dutch: "", english: "")
}
