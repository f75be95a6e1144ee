import Domain
import Storage
import Vault

/// P61: the same rights for customers' people, for our own and for whoever else we hold data of.
struct SameRightsProof: Proof {
    let rule =
        "The engine of requests is one for every kind of person, and the statement lets each be answered."
    let check = """
        In the check's own fixture a request of each kind by each kind of person runs to each of its ends; every field \
        that is held of who works with us may be read for their rights. Every request of somebody who is no end user \
        is held against its term and against the account that it says it is of.
        """
    private(set) var tally = Tally()

    mutating func conclude(_ scene: Scene) async throws {
        for kind in PersonKind.allCases { examineFixture(kind) }
        try await examineHeld(scene)
        try await RequestPages(scene).forEach { row in
            guard row.request.person != .endUser else { return }
            tally.examine()
            if row.request.urgency(at: scene.now) == .overdue {
                tally.find("request \(row.request.number): of \(row.request.person.rawValue), is overdue")
            }
            if !row.isGone, row.accountSide != row.request.person.side {
                tally.find("request \(row.request.number): is not of a \(row.request.person.rawValue)")
            }
        }
    }

    private mutating func examineFixture(_ person: PersonKind) {
        let start = Moment(milliseconds: 1_700_000_000_000)
        for kind in RightsRequest.Kind.allCases {
            for answer: RightsRequest.Action in [.grant, .grantPartly, .refuse(.unfounded), .withdraw] {
                let fresh = RightsRequest(
                    id: .random(), kind: kind, person: person, via: .portal, received: start)
                guard let known = try? fresh.after(.identify, at: start + .days(1)),
                    let extended = try? known.after(.extend, at: start + .days(20)),
                    let ended = try? extended.after(answer, at: start + .days(60)), !ended.state.isOpen,
                    extended.due > known.due
                else {
                    tally.find("\(kind.rawValue) of \(person.rawValue): does not run to its end")
                    continue
                }
            }
        }
    }

    /// What is held of who works with us, counted by field, must be readable for their rights.
    private mutating func examineHeld(_ scene: Scene) async throws {
        let readable = scene.statement.activities.filter {
            $0.activity == .rightsRequest && $0.services.contains(.administration) && $0.acts.contains(.read)
        }.map(\.fields).reduce(FieldSet.none) { $0.union($1) }
        let held = try await scene.data.read { transaction in
            try transaction.rows(
                "SELECT field, COUNT(*) FROM sealed_value WHERE account_id IS NOT NULL GROUP BY field"
            ).map { (field: try $0.text(0), count: Int(try $0.int(1))) }
        }
        for (field, count) in held {
            tally.examine(count)
            if Field(rawValue: field).map({ readable.contains(FieldSet([$0])) }) != true {
                tally.find("\(field): held of \(count) who work with us, and not readable for their rights")
            }
        }
    }
}

extension PersonKind {
    fileprivate var side: String? {
        switch self {
        case .customerUser: "customer"
        case .staffMember: "staff"
        case .endUser, .guardian, .contactPerson: nil
        }
    }
}
