import Domain
import Testing

/// Lines of files that people open in a spreadsheet.
@Suite struct SafeLineTests {
    @Test(
        arguments: [
            (["brief", "geldig_tot"], "brief;geldig_tot"), (["0137", "2026-12-02", ""], "0137;2026-12-02;"),
            (["Niet gebruikt"], "\"Niet gebruikt\""), (["/n8BqQ+/a=="], "/n8BqQ+/a=="),
            (["+n8B"], "\"'+n8B\""),
            (["=1+1", "a;b"], "\"'=1+1\";\"a;b\""), (["a=b"], "a=b"), (["-1"], "\"'-1\""),
            (["a\nb"], "\"a\nb\""),
            (["'=1"], "\"'=1\""), (["\"=1"], "\"\"\"=1\""), (["é"], "\"é\""),
        ])
    func `a line has its cells as they are, and none that is run`(cells: [String], line: String) {
        #expect(SafeCell.line(cells) == line + "\r\n")
    }
}
