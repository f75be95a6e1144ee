import Domain
import Testing

/// Cells of files that people open in a spreadsheet.
@Suite struct SafeCellTests {
    @Test(
        arguments: [
            ("0137", "0137"), ("Niet gebruikt", "\"Niet gebruikt\""), ("2026-12-02", "2026-12-02"), ("", ""),
            ("=1+1", "'=1+1"), ("+31 6", "\"'+31 6\""), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), (" =1", "\"' =1\""), ("\"=1", "\"'\"\"=1\""),
            ("'=1", "''=1"), ("\u{FF1D}1", "'\u{FF1D}1"), ("a;b", "\"a;b\""), ("a\nb", "\"a\nb\""),
            ("zegt \"ja\"", "\"zegt \"\"ja\"\"\""), ("a=b", "a=b"), ("\u{00A0}=1", "\"'\u{00A0}=1\""),
        ])
    func `a cell is shown and never run`(value: String, written: String) {
        #expect(SafeCell(value).text == written)
    }

    @Test func `a line ends as spreadsheets expect`() {
        #expect(SafeCell.line(["brief", "=1", "c"]) == "brief;'=1;c\r\n")
    }
}
