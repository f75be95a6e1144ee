/// One reason for which a field of somebody is kept, where more than one service or purpose needs it.
///
/// The statement gives the term and the event; what is stored is when that makes an end.
public struct FieldReason: Hashable, Sendable {
    public let service: Service
    public let purpose: Purpose
    /// Nothing while it goes on.
    public let ends: Moment?

    public init(service: Service, purpose: Purpose, ends: Moment?) {
        self.service = service
        self.purpose = purpose
        self.ends = ends
    }
}

extension Collection<FieldReason> {
    /// From when on nothing keeps the field: a field goes when its last reason goes, not with its first.
    ///
    /// Nothing while a reason goes on, and nothing without any: then the agreement alone keeps it.
    public var lastEnd: Moment? {
        allSatisfy { $0.ends != nil } ? compactMap(\.ends).max() : nil
    }
}
