/// What is different between a version of the statement and the one before it (P80): of what the public reads, entry
/// by entry.
public struct StatementDifference: Hashable, Sendable {
    /// The chapters in which something is different, in the order of the published page.
    public let chapters: [Chapter]

    public struct Chapter: Hashable, Sendable {
        public enum Subject: CaseIterable, Sendable {
            case oneMinute, text, fields, reasons, terms, recipients, promises
        }

        public let subject: Subject
        public let entries: [Entry]
    }

    /// One promise, section, field, reason, term or recipient.
    public struct Entry: Hashable, Sendable {
        public enum Change: Hashable, Sendable {
            case added, removed, changed
        }

        public let change: Change
        /// What it is called, or was called when it went.
        public let name: Wording
        /// Its parts that are different; of what came or went, all of them.
        public let parts: [Part]
    }

    public struct Part: Hashable, Sendable {
        public let aspect: StatementAspect
        /// Nothing when it was not there.
        public let before: StatementValue?
        public let after: StatementValue?
    }

    public var isEmpty: Bool { chapters.isEmpty }

    public init(from old: Statement, to new: Statement) {
        let (before, after) = (StatementOutline(old), StatementOutline(new))
        chapters = Chapter.Subject.allCases.compactMap { subject in
            let entries = Self.entries(from: before.items(of: subject), to: after.items(of: subject))
            return entries.isEmpty ? nil : Chapter(subject: subject, entries: entries)
        }
    }

    /// In the order of the new version; what went stands at the end.
    private static func entries(from old: [StatementOutline.Item], to new: [StatementOutline.Item]) -> [Entry]
    {
        let before = Dictionary(old.map { ($0.key, $0) }) { first, _ in first }
        let stays = Set(new.map(\.key))
        let changed = new.compactMap { item -> Entry? in
            guard let earlier = before[item.key] else {
                return Entry(change: .added, name: item.name, parts: parts(from: [], to: item.below))
            }
            let parts = parts(from: earlier.lines, to: item.lines)
            return parts.isEmpty ? nil : Entry(change: .changed, name: item.name, parts: parts)
        }
        let gone = old.filter { !stays.contains($0.key) }.map { item in
            Entry(change: .removed, name: item.name, parts: parts(from: item.below, to: []))
        }
        return changed + gone
    }

    /// Lines that are equal on both sides drop out; in each gap the first that went is held against the first that
    /// came of the same aspect.
    private static func parts(
        from old: [StatementOutline.Line], to new: [StatementOutline.Line]
    ) -> [Part] {
        var (removed, added): ([StatementOutline.Line], [StatementOutline.Line]) = ([], [])
        for change in new.difference(from: old) {
            switch change {
            case .remove(_, let line, _): removed.append(line)
            case .insert(_, let line, _): added.append(line)
            }
        }
        // `difference` lists what went from the last to the first.
        removed.reverse()
        var parts: [Part] = []
        for line in added {
            let match = removed.firstIndex { $0.aspect == line.aspect }
            let earlier = match.map { removed.remove(at: $0) }
            parts.append(Part(aspect: line.aspect, before: earlier?.value, after: line.value))
        }
        return parts + removed.map { Part(aspect: $0.aspect, before: $0.value, after: nil) }
    }
}

/// What a part of an entry is about.
public enum StatementAspect: Hashable, Sendable {
    case name, text, why, whenMissing, isRequired, basis, fields, term, gets, purpose
}

/// What stands there, for a page to write in the reader's language.
public enum StatementValue: Hashable, Sendable {
    case words(Wording)
    case list([Wording])
    case term(CalendarTerm, RetentionEvent)
    case isRequired(Bool)
}
