import Domain

@testable import Features
@testable import Portals

/// Who carries messages.
extension Samples {
    static func processors(_ statement: Statement, _ language: Language) -> [Sample] {
        let carriers = Processor.Declaration.invented.enumerated().map { index, declaration in
            Processor(
                id: .fixed(UInt8(index + 1)), declaration: declaration, location: "NL",
                registered: now - .days(Int64(90 + index)), ended: nil)
        }
        let before = Processor(
            id: .fixed(9), declaration: carriers[0].declaration, location: "NL", registered: now - .days(300),
            ended: now - .days(90))
        let list = carriers.map { ProcessorFigures(processor: $0, transfers: 1_204) }
        return [
            Sample(
                name: "processors",
                page: ProcessorsPage(
                    list + [ProcessorFigures(processor: before, transfers: 0)], statement: statement,
                    language: language)),
            Sample(
                name: "processors-none",
                page: ProcessorsPage([], statement: statement, language: language)),
            Sample(
                name: "processor-annex",
                page: ProcessorAnnexPage(carriers[1], statement: statement, language: language)),
        ]
    }
}
