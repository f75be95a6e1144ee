import Domain
import Vault

/// One line of a file at the witness: words with a space between them, of which the first is its subject.
protocol WitnessLine: Equatable {
    init?(words: [Substring])
    var subject: String { get }
    var text: String { get }
}

extension Tombstone: WitnessLine {
    init?(words: [Substring]) {
        guard words.count == 3, let key = PersonKey.ID(words[0]), let at = Int64(words[2]) else { return nil }
        self.init(key: key, reason: String(words[1]), at: Moment(milliseconds: at))
    }

    var subject: String { key.description }
    var text: String { "\(key) \(reason) \(at.milliseconds)" }
}

extension KeyLock: WitnessLine {
    init?(words: [Substring]) {
        guard words.count == 3, let key = PersonKey.ID(words[0]), let until = Int64(words[1]),
            ["open", "closed"].contains(words[2])
        else { return nil }
        self.init(key: key, until: Moment(milliseconds: until), isClosed: words[2] == "closed")
    }

    var subject: String { key.description }
    var text: String { "\(key) \(until.milliseconds) \(isClosed ? "closed" : "open")" }
}

extension WitnessedReceipt: WitnessLine {
    init?(words: [Substring]) {
        guard words.count == 5, let hash = Hex.bytes(words[0]),
            let reason = Destruction(rawValue: String(words[1])), let fields = Int64(words[2]),
            let requested = Int64(words[3])
        else { return nil }
        let kept = Int64(words[4]).map(Moment.init(milliseconds:))
        guard kept != nil || words[4] == "-" else { return nil }
        self.init(
            hash: hash, reason: reason, fields: FieldSet(rawValue: fields),
            requested: Moment(milliseconds: requested), keptUntil: kept)
    }

    var subject: String { Hex.text(hash) }
    var text: String {
        let kept = keptUntil.map { String($0.milliseconds) } ?? "-"
        return "\(Hex.text(hash)) \(reason.rawValue) \(fields.rawValue) \(requested.milliseconds) \(kept)"
    }
}
