import Domain
import Testing

struct SweepMarkTests {
    private static let noon = Moment(milliseconds: 1_772_442_000_000)
    private static let end = noon - .hours(1)
    private static let oldest = SweepMark(reached: Moment(milliseconds: 0), began: noon)
    private static let good = SweepMark(reached: end - .minutes(10), began: noon - .hours(11))

    private static let rows: [(String, SweepMark?, SweepMark)] = [
        ("no sweep was made yet", nil, oldest),
        ("a mark that holds", good, good),
        ("nothing new", SweepMark(reached: end, began: noon), SweepMark(reached: end, began: noon)),
        (
            "the clock was set back behind the mark", SweepMark(reached: end + .minutes(1), began: noon),
            oldest
        ),
        ("the walk would begin later", SweepMark(reached: end, began: noon + .minutes(1)), oldest),
        ("the walk is half a day old", SweepMark(reached: end, began: noon - .hours(12)), oldest),
        ("the clock was set on by years", SweepMark(reached: end, began: noon - .days(900)), oldest),
    ]

    @Test(arguments: rows)
    func `a sweep goes on where a mark can be believed`(why: String, mark: SweepMark?, start: SweepMark) {
        #expect(SweepMark.next(after: mark, until: Self.end, now: Self.noon) == start, "\(why)")
    }
}
