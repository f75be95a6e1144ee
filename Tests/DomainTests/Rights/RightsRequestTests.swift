import Domain
import Testing

struct RightsRequestTests {
    private static let received = Moment(milliseconds: 1_795_529_400_000)

    private static func request(
        _ state: RightsRequest.State, _ kind: RightsRequest.Kind = .objection
    ) -> RightsRequest {
        RightsRequest(
            id: .random(), kind: kind, person: .endUser, via: .phone, received: received, state: state,
            extended: state == .extended ? received + .days(5) : nil,
            ended: state.isOpen ? nil : received + .days(6))
    }

    enum Expected: Equatable, Sendable {
        case to(RightsRequest.State)
        case no(RightsRefusal)
    }

    struct Line: Sendable {
        let state: RightsRequest.State
        let action: RightsRequest.Action
        let expected: Expected

        init(_ state: RightsRequest.State, _ action: RightsRequest.Action, _ expected: Expected) {
            (self.state, self.action, self.expected) = (state, action, expected)
        }
    }

    /// Every state, and every action in it.
    static let table: [Line] = [
        Line(.received, .identify, .to(.identified)),
        Line(.received, .extend, .no(.identityFirst)),
        Line(.received, .grant, .no(.identityFirst)),
        Line(.received, .grantPartly, .no(.identityFirst)),
        Line(.received, .refuse(.unfounded), .no(.identityFirst)),
        Line(.received, .refuse(.identityUnproven), .to(.refused)),
        Line(.received, .withdraw, .to(.withdrawn)),

        Line(.identified, .identify, .no(.alreadyIdentified)),
        Line(.identified, .extend, .to(.extended)),
        Line(.identified, .grant, .to(.granted)),
        Line(.identified, .grantPartly, .to(.partly)),
        Line(.identified, .refuse(.unfounded), .to(.refused)),
        Line(.identified, .refuse(.identityUnproven), .no(.reasonDoesNotApply)),
        Line(.identified, .withdraw, .to(.withdrawn)),

        Line(.extended, .identify, .no(.alreadyIdentified)),
        Line(.extended, .extend, .no(.extendedAlready)),
        Line(.extended, .grant, .to(.granted)),
        Line(.extended, .grantPartly, .to(.partly)),
        Line(.extended, .refuse(.unfounded), .to(.refused)),
        Line(.extended, .refuse(.identityUnproven), .no(.reasonDoesNotApply)),
        Line(.extended, .withdraw, .to(.withdrawn)),

        Line(.granted, .identify, .no(.ended)),
        Line(.granted, .extend, .no(.ended)),
        Line(.granted, .grant, .no(.ended)),
        Line(.granted, .grantPartly, .no(.ended)),
        Line(.granted, .refuse(.unfounded), .no(.ended)),
        Line(.granted, .refuse(.identityUnproven), .no(.ended)),
        Line(.granted, .withdraw, .no(.ended)),

        Line(.partly, .identify, .no(.ended)),
        Line(.partly, .extend, .no(.ended)),
        Line(.partly, .grant, .no(.ended)),
        Line(.partly, .grantPartly, .no(.ended)),
        Line(.partly, .refuse(.unfounded), .no(.ended)),
        Line(.partly, .refuse(.identityUnproven), .no(.ended)),
        Line(.partly, .withdraw, .no(.ended)),

        Line(.refused, .identify, .no(.ended)),
        Line(.refused, .extend, .no(.ended)),
        Line(.refused, .grant, .no(.ended)),
        Line(.refused, .grantPartly, .no(.ended)),
        Line(.refused, .refuse(.unfounded), .no(.ended)),
        Line(.refused, .refuse(.identityUnproven), .no(.ended)),
        Line(.refused, .withdraw, .no(.ended)),

        Line(.withdrawn, .identify, .no(.ended)),
        Line(.withdrawn, .extend, .no(.ended)),
        Line(.withdrawn, .grant, .no(.ended)),
        Line(.withdrawn, .grantPartly, .no(.ended)),
        Line(.withdrawn, .refuse(.unfounded), .no(.ended)),
        Line(.withdrawn, .refuse(.identityUnproven), .no(.ended)),
        Line(.withdrawn, .withdraw, .no(.ended)),
    ]

    @Test(arguments: table)
    func `each action in each state has one outcome`(line: Line) {
        let before = Self.request(line.state)
        let now = Self.received + .days(10)
        do throws(RightsRefusal) {
            let after = try before.after(line.action, at: now)
            #expect(.to(after.state) == line.expected)
            #expect(after.id == before.id && after.received == before.received)
            #expect((after.ended != nil) == !after.state.isOpen)
        } catch {
            #expect(.no(error) == line.expected)
        }
    }

    @Test func `the table has every state with every action`() {
        #expect(Self.table.count == RightsRequest.State.allCases.count * 7)
        for state in RightsRequest.State.allCases {
            #expect(Set(Self.table.filter { $0.state == state }.map(\.action)).count == 7)
        }
    }

    @Test(arguments: RightsRequest.Kind.allCases, PersonKind.allCases)
    func `every kind of every kind of person runs to its end`(kind: RightsRequest.Kind, person: PersonKind)
        throws
    {
        let start = RightsRequest(
            id: .random(), kind: kind, person: person, via: .portal, received: Self.received)
        let known = try start.after(.identify, at: Self.received + .days(1))
        let longer = try known.after(.extend, at: Self.received + .days(20))
        #expect(longer.due == CalendarTerm.months(3).end(from: Self.received))
        #expect(try longer.after(.grant, at: Self.received + .days(60)).state == .granted)
        #expect(try known.after(.refuse(.unfounded), at: Self.received + .days(2)).state == .refused)
    }

    @Test func `it is due in a calendar month, and warned of seven days before`() {
        // 31 January: the month ends on the last day of February.
        let january = Moment(milliseconds: 1_769_857_200_000)
        let request = RightsRequest(
            id: .random(), kind: .complaint, person: .endUser, via: .portal, received: january)
        #expect(request.due == CalendarTerm.months(1).end(from: january))
        let rows: [(Moment, RightsRequest.Urgency)] = [
            (january, .inTime), (request.due - .days(7) - .minutes(1), .inTime),
            (request.due - .days(7), .soon), (request.due - .minutes(1), .soon), (request.due, .overdue),
        ]
        for (moment, urgency) in rows { #expect(request.urgency(at: moment) == urgency) }
        #expect(Self.request(.granted).urgency(at: request.due + .days(999)) == .ended)
    }

    @Test func `after the first month nothing is extended any more`() throws {
        let known = Self.request(.identified)
        #expect(throws: RightsRefusal.tooLateToExtend) { _ = try known.after(.extend, at: known.due) }
        #expect(try known.after(.extend, at: known.due - .minutes(1)).extended != nil)
    }

    @Test(arguments: RightsRequest.Kind.allCases)
    func `a refusal has a reason that fits what was asked`(kind: RightsRequest.Kind) {
        let request = Self.request(.identified, kind)
        for reason in RightsRefusalReason.allCases where reason != .identityUnproven {
            let refused = try? request.after(.refuse(reason), at: Self.received + .days(1))
            #expect((refused != nil) == reason.applies(to: kind), "\(reason) of \(kind)")
        }
    }

    @Test(
        arguments: [
            (RightsRequest.Via.phone, [], false),
            (.phone, [.answersOnOurNumber, .namesTheCode], false),
            (.phone, [.answersOnOurNumber, .namesTheCode, .speaksFreely], true),
            (.desk, [.showsTheLetter, .namesTheCode, .speaksFreely], false),
            (.desk, [.answersOnOurNumber, .showsTheLetter, .speaksFreely], true),
            (.desk, [.answersOnOurNumber, .namesTheCode, .speaksFreely], true),
            (.desk, [.answersOnOurNumber, .namesTheCode, .showsTheLetter], false), (.portal, [], true),
        ] as [(RightsRequest.Via, Set<IdentityCheck>, Bool)])
    func `who they are is settled by enough and not by less`(
        via: RightsRequest.Via, ticked: Set<IdentityCheck>, isEnough: Bool
    ) {
        #expect(IdentityCheck.isEnough(ticked, for: via) == isEnough)
    }
}

struct OthersShieldTests {
    @Test(arguments: [
        ("Belde terug op 06 12345678.", "Belde terug op ▇▇▇"),
        ("Zie +31 6 1234 5678 en verder", "Zie ▇▇▇ en verder"),
        ("Eigen nummer 0687654321 klopt", "Eigen nummer 0687654321 klopt"),
        ("Mail jan@example.nl, graag", "Mail ▇▇▇ graag"),
        ("Eigen mail ik@example.nl, graag", "Eigen mail ik@example.nl, graag"),
        ("Op 12 mei 2026 belde zij 3 keer", "Op 12 mei 2026 belde zij 3 keer"), ("", ""),
        ("regel een\nregel twee", "regel een\nregel twee"),
    ])
    func `what leads to somebody else is covered, and nothing more`(text: String, covered: String) {
        let own: Set<String> = ["+31687654321", "ik@example.nl"]
        #expect(OthersShield.covered(text, sparing: own) == covered)
    }
}

struct ObjectionTests {
    @Test func `what is objected to stops, and nothing else does`() {
        #expect(Objection.stops(.communication, activity: .message))
        #expect(Objection.stops(.customerInquiries, activity: .questionOfCustomer))
        #expect(Objection.stops(.fraudAndLegalObligations, activity: .fraudSignal))
        for activity: Activity in [.legalDuty, .erasure, .rightsRequest, .retention, .proof] {
            #expect(!Objection.stops(.fraudAndLegalObligations, activity: activity))
        }
        #expect(!Objection.stops(.delivery, activity: .helpWithSignIn))
    }

    @Test func `a restriction leaves the person themselves and the law`() {
        for purpose in Purpose.allCases {
            #expect(AskedRestriction.allows(.ownInspection, purpose: purpose, isOwn: true))
            #expect(!AskedRestriction.allows(.helpWithSignIn, purpose: purpose, isOwn: false))
        }
        #expect(AskedRestriction.allows(.legalDuty, purpose: .fraudAndLegalObligations, isOwn: false))
        #expect(!AskedRestriction.allows(.fraudSignal, purpose: .fraudAndLegalObligations, isOwn: false))
        #expect(!AskedRestriction.allows(.legalDuty, purpose: .delivery, isOwn: false))
    }
}
