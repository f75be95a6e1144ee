import Domain
import Features

/// Letters by their number: one page of them, with what is searched for and what can be saved.
struct LetterList: Sendable {
    struct Choice: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Line: PageRow, Sendable {
        let number: String
        let status: String
        let tagModifier: String
        let since: String
        let replaceHref: String?
        let revokeHref: String?
        let nextHref: String?
        let nextNumber: String?
        let hasActs: Bool

        var fields: [(name: String, value: PageValue)] {
            var fields: [(name: String, value: PageValue)] = [
                ("number", .text(number)), ("status", .text(status)), ("tagModifier", .text(tagModifier)),
                ("since", .text(since)), ("hasActs", .flag(hasActs)),
            ]
            for (name, value) in [
                ("replaceHref", replaceHref), ("revokeHref", revokeHref), ("nextHref", nextHref),
                ("nextNumber", nextNumber),
            ] {
                if let value { fields.append((name, .text(value))) }
            }
            return fields
        }
    }

    struct PageLink: Sendable {
        let href: String
        let text: String
        let isCurrent: Bool
        let isNumber: Bool
    }

    struct Column: Sendable {
        let id: String
        let text: String
    }

    /// What somebody searches for.
    struct Search: Sendable {
        let number: Int?
        let status: Letter.Status?
        let page: Int

        init(_ query: FormBody) {
            number = Int(query.text("nr"))
            status = Letter.Status.allCases.first { $0.word == query.text("st") }
            page = Int(query.text("p")) ?? 1
        }
    }

    let number: String
    let states: [Choice]
    let isEmpty: Bool
    let caption: String
    let rows: [Line]
    let hasPages: Bool
    let pages: [PageLink]
    let columns: [Column]

    init(
        _ page: LetterPage, of batch: Batch, search: Search, now: Moment, today: AmsterdamTime,
        language: Language
    ) {
        number = search.number.map(String.init) ?? ""
        let hasEnded = batch.hasEnded(at: now)
        let all = Choice(value: "", text: Words("Alle", "All")(language), isChosen: search.status == nil)
        states =
            [all]
            + Letter.Status.allCases.map {
                Choice(
                    value: $0.word, text: $0.words(hasEnded: hasEnded)(language),
                    isChosen: $0 == search.status)
            }
        isEmpty = page.letters.isEmpty
        caption = Self.caption(page, language)
        rows = page.letters.map {
            Self.row($0, of: batch, now: now, today: today, language: language)
        }
        pages = Self.pages(page, of: batch, search: search, language)
        hasPages = page.pages > 1
        columns = StatusColumn.allCases.map { Column(id: $0.rawValue, text: $0.title(language)) }
    }

    private static func caption(_ page: LetterPage, _ language: Language) -> String {
        guard let first = page.letters.first, let last = page.letters.last else { return "" }
        if first.number == last.number {
            return Words("Brief %1", "Letter %1")(language, LetterNumber.text(first.number))
        }
        return Words("Brief %1 tot en met %2", "Letter %1 to %2")(
            language, LetterNumber.text(first.number), LetterNumber.text(last.number))
    }

    private static func row(
        _ letter: Letter, of batch: Batch, now: Moment, today: AmsterdamTime, language: Language
    ) -> Line {
        let base = BatchPath.batch(batch.id)
        let (canReplace, canRevoke) = (batch.canReplace(letter, at: now), batch.canRevoke(letter))
        return Line(
            number: LetterNumber.text(letter.number),
            status: letter.status.words(hasEnded: batch.hasEnded(at: now))(language),
            tagModifier: letter.status.tagModifier,
            since: letter.since.map { AmsterdamTime($0).recently(language, today: today) }
                ?? Words("nog niet", "not yet")(language),
            replaceHref: canReplace ? "\(base)/vervangen?nr=\(letter.number)" : nil,
            revokeHref: canRevoke ? "\(base)/intrekken?nr=\(letter.number)" : nil,
            nextHref: letter.replacedBy.map { "\(base)?nr=\($0)#brieven" },
            nextNumber: letter.replacedBy.map(LetterNumber.text),
            hasActs: canReplace || canRevoke || letter.replacedBy != nil)
    }

    /// Previous, the first, the neighbours, the last, next.
    private static func pages(
        _ page: LetterPage, of batch: Batch, search: Search, _ language: Language
    ) -> [PageLink] {
        let href = { (number: Int) in
            let status = search.status.map { "st=\($0.word)&" } ?? ""
            return "\(BatchPath.batch(batch.id))?\(status)p=\(number)#brieven"
        }
        let shown = Set([1, page.page - 1, page.page, page.page + 1, page.pages])
            .filter { (1...page.pages).contains($0) }.sorted()
        var links = shown.map {
            PageLink(href: href($0), text: String($0), isCurrent: $0 == page.page, isNumber: true)
        }
        if page.page > 1 {
            links.insert(
                PageLink(
                    href: href(page.page - 1), text: Words("Vorige", "Previous")(language), isCurrent: false,
                    isNumber: false), at: 0)
        }
        if page.page < page.pages {
            links.append(
                PageLink(
                    href: href(page.page + 1), text: Words("Volgende", "Next")(language), isCurrent: false,
                    isNumber: false))
        }
        return links
    }
}

extension Letter.Status {
    /// In an address.
    var word: String {
        switch self {
        case .unused: "niet-gebruikt"
        case .used: "gebruikt"
        case .replaced: "vervangen"
        case .revoked: "ingetrokken"
        }
    }

    func words(hasEnded: Bool) -> Words {
        switch self {
        case .unused: hasEnded ? Words("Verlopen", "Expired") : Words("Niet gebruikt", "Not used")
        case .used: Words("Gebruikt", "Used")
        case .replaced: Words("Vervangen", "Replaced")
        case .revoked: Words("Ingetrokken", "Revoked")
        }
    }

    var tagModifier: String {
        switch self {
        case .unused: ""
        case .used: "tag--ok"
        case .replaced: "tag--warn"
        case .revoked: "tag--error"
        }
    }
}

/// A column of the file with statuses.
enum StatusColumn: String, CaseIterable, Sendable {
    case status
    case since = "sinds"
    case lastDay = "geldig_tot"
    case replacedBy = "vervangen_door"
    case reason = "reden"

    func title(_ language: Language) -> String {
        switch self {
        case .status: Words("Status", "Status")(language)
        case .since: Words("Sinds welke dag", "Since which day")(language)
        case .lastDay: Words("Laatste dag", "Last day")(language)
        case .replacedBy: Words("Nieuwe brief", "New letter")(language)
        case .reason: Words("Waarom ingetrokken of vervangen", "Why revoked or replaced")(language)
        }
    }

    func cell(_ letter: Letter, of batch: Batch, hasEnded: Bool, language: Language) -> String {
        switch self {
        case .status: letter.status.words(hasEnded: hasEnded)(language)
        case .since: letter.since.map { CalendarDay(of: $0).description } ?? ""
        case .lastDay: CalendarDay(of: batch.expires - .milliseconds(1)).description
        case .replacedBy: letter.replacedBy.map(LetterNumber.text) ?? ""
        case .reason: letter.reason ?? ""
        }
    }
}
