/// What a recipient must be told of data that it got from us (P63).
public enum RecipientAct: String, CaseIterable, Sendable {
    case rectification, erasure, restriction

    /// Whether a line of the log is such an act; nothing when it is none.
    public init?(_ leaf: LogLeaf) {
        guard leaf.subject != nil, leaf.service != .contact else { return nil }
        switch (leaf.act, leaf.activity) {
        case (.destroy, .erasure): self = .erasure
        case (.store, .contactChange): self = .rectification
        case (.store, .rightsRequest) where !leaf.fields.isEmpty: self = .rectification
        case (.store, .restriction): self = .restriction
        default: return nil
        }
    }
}

extension Statement {
    /// Who got these fields by an act that stands in the log; nobody for what did not leave.
    public func recipients(of leaf: LogLeaf, among fields: FieldSet) -> Set<Recipient.ID> {
        guard leaf.act == .send || leaf.act == .share, !leaf.fields.isDisjoint(with: fields) else {
            return []
        }
        let entry = activities.first { entry in
            entry.activity == leaf.activity && entry.purpose == leaf.purpose && entry.acts.contains(leaf.act)
                && entry.services.contains(leaf.service) && entry.fields.isSuperset(of: leaf.fields)
        }
        // A carrier of text messages never saw an address, nor a carrier of mail a number.
        return Set(
            (entry?.recipients ?? []).filter { id in
                recipients.first { $0.id == id }?.fields.isDisjoint(with: leaf.fields) == false
            })
    }
}
