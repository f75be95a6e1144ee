import Domain
import Testing

@Suite struct FieldReasonTests {
    private static let day = Moment(milliseconds: 1_795_529_400_000)

    private static func reason(_ service: Service, _ ends: Moment?) -> FieldReason {
        FieldReason(service: service, purpose: .delivery, ends: ends)
    }

    static let table: [(reasons: [FieldReason], end: Moment?)] = [
        ([], nil),
        ([reason(.freeCalling, nil)], nil),
        ([reason(.freeCalling, day)], day),
        ([reason(.freeCalling, day), reason(.mobile, nil)], nil),
        ([reason(.freeCalling, day), reason(.mobile, day + .days(3))], day + .days(3)),
        ([reason(.freeCalling, day + .days(3)), reason(.mobile, day)], day + .days(3)),
    ]

    @Test(arguments: table)
    func `a field ends with its last reason`(reasons: [FieldReason], end: Moment?) {
        #expect(reasons.lastEnd == end)
    }
}
