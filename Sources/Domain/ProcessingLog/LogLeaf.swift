/// One act of processing, as it stands in the log: who, why, on what basis, which fields; never a value.
public struct LogLeaf: Hashable, Sendable {
    public typealias ID = Identifier<LogLeaf>

    public let id: ID
    public let at: Moment
    public let act: ProcessingAct
    public let activity: Activity
    public let purpose: Purpose
    public let basis: LegalBasis
    public let role: Role
    public let organisation: Actor.Organisation
    public let caseFile: CaseFile.ID?
    public let service: Service
    public let fields: FieldSet
    /// The revision of the fields after a `store`: an old row put back does not match it.
    public let revision: Int64
    public let subject: Pseudonym.ID?
    public let actor: Pseudonym.ID?
    public let statementVersion: Int64
    /// How many persons an `aggregate` ran over; otherwise 1, or 0 without a subject.
    public let count: Int64

    public init(
        id: ID, at: Moment, act: ProcessingAct, activity: Activity, purpose: Purpose, basis: LegalBasis,
        role: Role,
        organisation: Actor.Organisation, caseFile: CaseFile.ID?, service: Service, fields: FieldSet,
        revision: Int64,
        subject: Pseudonym.ID?, actor: Pseudonym.ID?, statementVersion: Int64, count: Int64
    ) {
        self.id = id
        self.at = at
        self.act = act
        self.activity = activity
        self.purpose = purpose
        self.basis = basis
        self.role = role
        self.organisation = organisation
        self.caseFile = caseFile
        self.service = service
        self.fields = fields
        self.revision = revision
        self.subject = subject
        self.actor = actor
        self.statementVersion = statementVersion
        self.count = count
    }
}
