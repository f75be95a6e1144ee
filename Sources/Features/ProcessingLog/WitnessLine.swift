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

extension WitnessedHold: WitnessLine {
    init?(words: [Substring]) {
        guard words.count == 6, let id = Hold.ID(words[0]), let until = Int64(words[4]),
            ["on", "off"].contains(words[5])
        else { return nil }
        let target: Hold.Target? =
            switch words[1] {
            case "person": Person.ID(words[2]).map { .person($0) }
            case "customer": Customer.ID(words[2]).map { .customer($0) }
            default: nil
            }
        let classes = words[3].split(separator: ",").map { KeyClass(rawValue: String($0)) }
        guard let target, !classes.contains(nil) else { return nil }
        self.init(
            id: id, target: target, classes: Set(classes.compactMap(\.self)),
            until: Moment(milliseconds: until), isInForce: words[5] == "on")
    }

    var subject: String { id.description }
    var text: String {
        let whose =
            switch target {
            case .person(let id): "person \(id)"
            case .customer(let id): "customer \(id)"
            }
        let names = classes.map(\.rawValue).sorted().joined(separator: ",")
        return "\(id) \(whose) \(names) \(until.milliseconds) \(isInForce ? "on" : "off")"
    }
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
