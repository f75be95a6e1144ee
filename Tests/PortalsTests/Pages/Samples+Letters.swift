import Domain
import QRCodes

@testable import Features
@testable import Portals

extension Samples {
    /// Codes that are the same in every run; nobody can redeem them.
    private struct Counting: RandomNumberGenerator {
        var state: UInt64 = 1

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    static func letterFile(_ language: Language) -> LetterFile {
        LetterFile(
            name: LetterFile.name(language), href: "/assets/\(LetterFile.name(language))",
            sha256: String(repeating: "0123456789abcdef", count: 4))
    }

    static func letters(_ language: Language) throws -> [Sample] {
        let file = letterFile(language)
        return [
            Sample(name: "letters", page: try lettersPage(file, language)),
            Sample(name: "labels", page: labels(nil, language)),
            Sample(name: "labels-stored", page: labels("v1.AAAA.AAAA.AAAA", language)),
            Sample(name: "duplicates", page: duplicates(nil, language)),
            Sample(name: "duplicates-new", page: duplicates(.new, language)),
            Sample(name: "duplicates-known", page: duplicates(.known, language)),
        ]
    }

    private static func lettersPage(_ file: LetterFile, _ language: Language) throws -> LettersPage {
        guard let site = PublicURL("https://bueno.example.nl"), let day = CalendarDay("2026-12-02") else {
            throw Stop.malformed
        }
        var generator = Counting()
        let letters = try (1...3).map { number in
            let code = EnrolmentCode(random: &generator)
            guard let matrix = QRCodes().matrix(of: EnrolmentLink(site: site).text(code)) else {
                throw Stop.malformed
            }
            return LettersPage.Issued(letterNumber: number, code: code, matrix: matrix)
        }
        return LettersPage(
            batch: "Energiehulp winter 2026", sender: "Gemeente Voorbeeld", lastDay: day, site: site,
            letters: letters, backHref: "/klant/codes", file: file, language: language)
    }

    private static func labels(_ sealed: String?, _ language: Language) -> LabelsPage {
        LabelsPage(
            batch: "Energiehulp winter 2026", sealed: sealed, letterNumbers: [1, 2, 3],
            action: "\(BatchPath.batch(.fixed(9)))/namen", backHref: BatchPath.list, language: language)
    }

    private static func duplicates(
        _ outcome: DuplicateCheckPage.Outcome?, _ language: Language
    ) -> DuplicateCheckPage {
        DuplicateCheckPage(
            customer: Identifier(bytes: [UInt8](repeating: 7, count: 16)) ?? .random(), outcome: outcome,
            mark: outcome.map { _ in String(repeating: "0f", count: 32) },
            earlier: outcome == .known ? EarlierIssue(batch: .fixed(9), letterNumber: 137, at: now) : nil,
            action: BatchPath.duplicates, backHref: BatchPath.list, language: language)
    }
}
