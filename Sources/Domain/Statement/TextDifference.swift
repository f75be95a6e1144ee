/// What became of a text, word by word: what stayed, what went, what came.
public struct TextDifference: Hashable, Sendable {
    public enum Change: Hashable, Sendable {
        case kept, removed, added
    }

    /// Words that share a fate, with the spaces between them.
    public struct Run: Hashable, Sendable {
        public let change: Change
        public let text: String

        public init(_ change: Change, _ text: String) {
            self.change = change
            self.text = text
        }
    }

    /// In reading order; what went stands before what came in its place.
    public let runs: [Run]

    /// Nothing before means that all of it came; nothing after, that all of it went.
    public init(from old: String?, to new: String?) {
        let (before, after) = (Self.words(old), Self.words(new))
        let steps = Self.steps(from: before, to: after)
        // A sentence of which little is left reads better as one that went and one that came.
        let kept = steps.count { $0.change == .kept }
        let isRewritten = kept * 3 < max(before.count, after.count)
        runs = Self.joined(
            isRewritten ? before.map { Run(.removed, $0) } + after.map { Run(.added, $0) } : steps)
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split(separator: " ").map(String.init)
    }

    /// One run per word. Between two words that stayed: first all that went, then all that came.
    private static func steps(from old: [String], to new: [String]) -> [Run] {
        var (removed, added): (Set<Int>, Set<Int>) = ([], [])
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var steps: [Run] = []
        var (before, after) = (0, 0)
        while before < old.count || after < new.count {
            if before < old.count, removed.contains(before) {
                steps.append(Run(.removed, old[before]))
                before += 1
            } else if after < new.count, added.contains(after) {
                steps.append(Run(.added, new[after]))
                after += 1
            } else {
                steps.append(Run(.kept, new[after]))
                (before, after) = (before + 1, after + 1)
            }
        }
        return steps
    }

    private static func joined(_ steps: [Run]) -> [Run] {
        steps.reduce(into: []) { runs, step in
            if let last = runs.last, last.change == step.change {
                runs[runs.count - 1] = Run(step.change, "\(last.text) \(step.text)")
            } else {
                runs.append(step)
            }
        }
    }
}
