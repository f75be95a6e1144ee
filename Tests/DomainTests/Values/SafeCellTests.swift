import Domain
import Testing

@Suite struct SafeCellTests {
    @Test(arguments: [
        ("Gemeente Voorbeeld", "\"Gemeente Voorbeeld\""),
        ("", "\"\""),
        ("zegt \"ja\"", "\"zegt \"\"ja\"\"\""),
        ("=HYPERLINK(\"http://example.nl\")", "\"'=HYPERLINK(\"\"http://example.nl\"\")\""),
        ("+31", "\"'+31\""), ("-1", "\"'-1\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
        ("\t=1", "\"'\t=1\""), (" =1", "\"' =1\""), ("\u{FF1D}1", "\"'\u{FF1D}1\""),
        ("een; twee\nregels", "\"een; twee\nregels\""),
    ])
    func `a cell is quoted, and never a formula`(typed: String, cell: String) {
        #expect(SafeCell.text(typed) == cell)
    }
}
