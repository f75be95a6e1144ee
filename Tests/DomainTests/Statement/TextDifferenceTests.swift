import Domain
import Testing

struct TextDifferenceTests {
    /// `-went-` and `+came+`; the rest stayed.
    private static func written(_ difference: TextDifference) -> String {
        difference.runs.map { run in
            switch run.change {
            case .kept: run.text
            case .removed: "-\(run.text)-"
            case .added: "+\(run.text)+"
            }
        }.joined(separator: " ")
    }

    private static let rows: [(String?, String?, String)] = [
        ("gelijk", "gelijk", "gelijk"),
        ("", "", ""),
        (nil, "alles is nieuw", "+alles is nieuw+"),
        ("alles is weg", nil, "-alles is weg-"),
        (
            "wij bewaren het 1 jaar lang", "wij bewaren het 6 maanden lang",
            "wij bewaren het -1 jaar- +6 maanden+ lang"
        ),
        ("een twee drie", "een twee drie vier", "een twee drie +vier+"),
        ("een twee drie", "twee drie", "-een- twee drie"),
        ("a b c d e", "a x c y e", "a -b- +x+ c -d- +y+ e"),
        (
            "een heel andere zin dan die", "wat nu komt heeft niets van zin",
            "-een heel andere zin dan die- +wat nu komt heeft niets van zin+"
        ),
        ("ruimte  ertussen", "ruimte ertussen", "ruimte ertussen"),
    ]

    @Test(arguments: rows)
    func `a text is told word by word, what went before what came`(old: String?, new: String?, said: String) {
        #expect(Self.written(TextDifference(from: old, to: new)) == said)
    }

    @Test(arguments: ["a b c d", "d c b a", "", "a a a", "b"], ["a b c d", "d c b a", "", "a a a", "b"])
    func `what stayed and went is the old text, what stayed and came the new`(old: String, new: String) {
        let runs = TextDifference(from: old, to: new).runs
        #expect(runs.filter { $0.change != .added }.map(\.text).joined(separator: " ") == old)
        #expect(runs.filter { $0.change != .removed }.map(\.text).joined(separator: " ") == new)
    }
}
