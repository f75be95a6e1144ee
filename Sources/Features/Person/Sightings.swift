public import Domain
import Storage
public import Vault

/// One time that somebody or something touched a person's data, as its owner reads it.
public struct Sighting: Sendable {
    /// The line's reference in the log, for who says "this is not right".
    public let id: LogLeaf.ID
    public let at: Moment
    public let act: ProcessingAct
    public let activity: Activity
    public let purpose: Purpose
    public let role: Role
    /// Nothing for BuenO itself and for the person's own acts.
    public let customerName: String?
    public let fields: FieldSet
}

public struct SightingPage: Sendable {
    public let sightings: [Sighting]
    /// Where the next page begins; nothing on the last one.
    public let next: Moment?
    /// In the last 30 days: looks by people, and uses by our own systems.
    public let byPeople: Int
    public let bySystem: Int
}

/// Who saw my data: read from the log by the person's own pseudonym, never from the data.
public struct Sightings: Sendable {
    private let vault: Vault
    private static let pageSize = 20
    /// How many leaves are read at once on the way to a full page.
    private static let step = 200
    private static let copied = 5_000

    public init(vault: Vault) {
        self.vault = vault
    }

    /// The person's own looks at their own data are left out: the question is who else looked.
    public func page(of signedIn: SignedIn, onlyPeople: Bool, before: Moment?) async throws -> SightingPage {
        let latest = try await vault.leaves(of: signedIn.pseudonym, before: nil, limit: 1_000)
        // One leaf more than shown tells whether there is a next page; own acts are filtered as they are read.
        var leaves = before == nil ? latest : try await older(than: before, of: signedIn)
        var shown: [LogLeaf] = []
        while true {
            shown += leaves.filter { $0.isSighting && (!onlyPeople || $0.isByOthers) }
            guard shown.count <= Self.pageSize, leaves.count >= Self.step, let last = leaves.last else {
                break
            }
            leaves = try await older(than: last.at, of: signedIn)
        }
        let (names, now) = try await customerNames(of: shown)
        let recent = latest.filter { $0.at >= now - .days(30) && $0.isSighting }
        let page = shown.prefix(Self.pageSize)
        return SightingPage(
            sightings: page.map { Self.sighting($0, names: names) },
            next: shown.count > Self.pageSize ? page.last?.at : nil,
            byPeople: recent.filter(\.isByOthers).count, bySystem: recent.filter { !$0.role.isPerson }.count)
    }

    /// Every line, newest first, also of one's own looks: for who takes a copy.
    func all(of pseudonym: Pseudonym.ID) async throws -> [Sighting] {
        var leaves: [LogLeaf] = []
        while true {
            let page = try await vault.leaves(of: pseudonym, before: leaves.last?.at, limit: Self.copied)
            leaves += page
            if page.count < Self.copied { break }
        }
        let (names, _) = try await customerNames(of: leaves)
        return leaves.map { Self.sighting($0, names: names) }
    }

    private func older(than moment: Moment?, of signedIn: SignedIn) async throws -> [LogLeaf] {
        try await vault.leaves(of: signedIn.pseudonym, before: moment, limit: Self.step)
    }

    /// And the clock of the same read.
    private func customerNames(of leaves: [LogLeaf]) async throws -> (
        names: [Customer.ID: String], now: Moment
    ) {
        let customers = Set(
            leaves.compactMap { if case .customer(let id) = $0.organisation { id } else { nil } })
        return try await vault.data.read { transaction in
            var names: [Customer.ID: String] = [:]
            for id in customers {
                names[id] = try transaction.row("SELECT name FROM customer WHERE customer_id = $1", id)?.text(
                    0)
            }
            return (names, transaction.now)
        }
    }

    private static func sighting(_ leaf: LogLeaf, names: [Customer.ID: String]) -> Sighting {
        var name: String?
        if case .customer(let id) = leaf.organisation { name = names[id] }
        return Sighting(
            id: leaf.id, at: leaf.at, act: leaf.act, activity: leaf.activity, purpose: leaf.purpose,
            role: leaf.role,
            customerName: name, fields: leaf.fields)
    }
}

extension LogLeaf {
    /// A touch by someone else than the data subject, or the subject's own giving and erasing, which people expect
    /// to find in the list; not their own looks.
    var isSighting: Bool { role != .endUser || act != .read }

    /// A person other than the data subject.
    var isByOthers: Bool { role.isPerson && role != .endUser }
}
