public import Domain
public import Storage

/// What is done, to be written to the log: the act and what it touched.
public struct Processing: Sendable {
    public var act: ProcessingAct
    public var activity: Activity
    public var service: Service
    public var fields: FieldSet
    public var revision: Int64
    public var subject: Pseudonym.ID?
    public var count: Int64

    public init(
        _ act: ProcessingAct, _ activity: Activity, service: Service, fields: FieldSet,
        subject: Pseudonym.ID?,
        revision: Int64 = 0, count: Int64? = nil
    ) {
        self.act = act
        self.activity = activity
        self.service = service
        self.fields = fields
        self.revision = revision
        self.subject = subject
        self.count = count ?? (subject == nil ? 0 : 1)
    }
}

extension Processing {
    /// About somebody who uses what a customer bought: not a colleague, and not who writes through the contact form.
    var isOfEndUser: Bool { subject != nil && service != .administration && service != .contact }

    /// A lock or a hold that the law orders opens nothing, and is placed on a letter's number or a case (P43).
    var isLock: Bool { act == .store && (activity == .legalRestriction || activity == .hold) }
}

/// Evidence that an act stands in the log. Only the vault makes it; opening asks for it.
public struct Logged: Sendable {
    public let leaf: LogLeaf
}

extension Vault {
    /// Writes one log leaf in the transaction of its fact, after the policy gave it a legal basis.
    ///
    /// The leaf is durable when the transaction is; it gets its number from the sequencer afterwards.
    ///
    /// - `moment`: when it took place, for a leaf that was lost and is written again.
    /// - Refuses staff who touch an end user: that goes through the guard of cases alone (P71).
    @discardableResult
    public func record(
        _ processing: Processing, access: Access, at moment: Moment? = nil, in transaction: Transaction
    ) throws -> Logged {
        if access.actor.role.side == .staff, processing.isOfEndUser, !processing.isLock {
            throw VaultError.caseRefused(.noCase)
        }
        return try write(processing, access: access, at: moment, in: transaction)
    }

    /// Writes the leaf of what was let through.
    func write(
        _ processing: Processing, access: Access, at moment: Moment? = nil, in transaction: Transaction
    ) throws -> Logged {
        let basis: LegalBasis
        do {
            basis = try policy.basis(
                activity: processing.activity, act: processing.act, purpose: access.purpose,
                role: access.actor.role,
                service: processing.service,
                fields: processing.fields)
        } catch {
            throw VaultError.refused(error)
        }
        var caseFile: CaseFile.ID?
        if case .caseFile(let id) = access.ground { caseFile = id }
        let leaf = LogLeaf(
            id: .random(at: transaction.now), at: moment ?? transaction.now, act: processing.act,
            activity: processing.activity,
            purpose: access.purpose, basis: basis, role: access.actor.role,
            organisation: access.actor.organisation, caseFile: caseFile, service: processing.service,
            fields: processing.fields, revision: processing.revision, subject: processing.subject,
            actor: access.actor.pseudonym, statementVersion: statementVersion, count: processing.count)
        try transaction.execute(
            "INSERT INTO log_leaf (leaf_id, seq, at, subject, body) VALUES ($1, NULL, $2, $3, $4)",
            leaf.id, leaf.at, leaf.subject, leaf.bytes)
        return Logged(leaf: leaf)
    }
}
