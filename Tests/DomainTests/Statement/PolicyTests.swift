import Domain
import Testing

struct PolicyTests {
    private let policy = Policy(
        services: [
            ServiceDeclaration(
                service: .freeCalling, name: .test, summary: .test, isOffered: true,
                fields: [declared(.mobileNumber), declared(.emailAddress)]),
            ServiceDeclaration(
                service: .mobile, name: .test, summary: .test, isOffered: false,
                fields: [declared(.homeAddress)]),
        ],
        activities: [
            ProcessingActivity(
                id: "enrolment", activity: .enrolment, name: .test, because: .test, purpose: .delivery,
                basis: .contract, acts: [.collect, .store], roles: [.endUser],
                services: [.freeCalling, .mobile],
                fields: FieldSet([Field.mobileNumber, .emailAddress]), recipients: []),
            ProcessingActivity(
                id: "message", activity: .message, name: .test, because: .test, purpose: .communication,
                basis: .legitimateInterest, acts: [.send], roles: [.messenger], services: [.freeCalling],
                fields: FieldSet([Field.emailAddress]), recipients: []),
        ], duties: [])

    private static func declared(_ field: Field) -> FieldDeclaration {
        FieldDeclaration(field: field, person: .endUser, isRequired: true, why: .test, whenMissing: .test)
    }

    @Test func `an act that the register holds has its legal basis`() throws {
        let both = FieldSet([Field.mobileNumber, .emailAddress])
        let basis = try policy.basis(
            activity: .enrolment, act: .store, purpose: .delivery, role: .endUser, service: .freeCalling,
            fields: both)
        #expect(basis == .contract)
        let sending = try policy.basis(
            activity: .message, act: .send, purpose: .communication, role: .messenger, service: .freeCalling,
            fields: FieldSet([Field.emailAddress]))
        #expect(sending == .legitimateInterest)
    }

    @Test(arguments: [
        (
            ProcessingAct.store, Purpose.delivery, Role.endUser, Service.mobile, Field.homeAddress,
            PolicyRefusal.serviceNotOffered
        ),
        (
            .store, .delivery, .endUser, .freeCalling, .homeAddress,
            .fieldNotDeclared(FieldSet([Field.homeAddress]))
        ),
        (
            .send, .communication, .messenger, .freeCalling, .mobileNumber,
            .fieldNotNeeded(FieldSet([Field.mobileNumber]))
        ),
        (.store, .invoicing, .endUser, .freeCalling, .mobileNumber, .purposeNotAllowed),
        (.store, .delivery, .support, .freeCalling, .mobileNumber, .roleNotAllowed),
        (.share, .delivery, .endUser, .freeCalling, .mobileNumber, .actNotAllowed),
    ])
    func `what the register does not hold is refused with the word that has no entry`(
        act: ProcessingAct, purpose: Purpose, role: Role, service: Service, field: Field,
        refusal: PolicyRefusal
    ) {
        #expect(throws: refusal) {
            try policy.basis(
                activity: act == .send ? .message : .enrolment, act: act, purpose: purpose, role: role,
                service: service, fields: FieldSet([field]))
        }
    }

    @Test func `leave in one activity is no leave in another`() {
        #expect(throws: PolicyRefusal.activityNotAllowed) {
            try policy.basis(
                activity: .proof, act: .store, purpose: .delivery, role: .endUser, service: .freeCalling,
                fields: .none)
        }
    }

    @Test func `a service that is not offered declares nothing`() {
        #expect(policy.declaredFields(.mobile) == .none)
        #expect(!policy.declares(.homeAddress, for: .mobile, kind: .endUser))
        #expect(policy.declares(.emailAddress, for: .freeCalling, kind: .endUser))
        #expect(!policy.declares(.emailAddress, for: .freeCalling, kind: .guardian))
    }
}

extension Wording {
    fileprivate static let test = Wording(dutch: "toets", english: "test")
}
