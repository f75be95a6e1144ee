/// A new customer as an operator typed it: raw text that nobody has judged yet.
public struct CustomerForm: Sendable {
    public var details: CustomerDetailsForm
    public var dates: ContractDates
    public var administratorName: Sensitive<String>
    public var administratorAddress: Sensitive<String>

    public init(
        details: CustomerDetailsForm, dates: ContractDates, administratorName: String,
        administratorAddress: String
    ) {
        self.details = details
        self.dates = dates
        self.administratorName = Sensitive(administratorName)
        self.administratorAddress = Sensitive(administratorAddress)
    }

    /// Judges every field, and names all that is wrong at once.
    ///
    /// - `looksPersonal`: whether a text holds what leads to a person, which the row of an organisation never does
    ///   (P02).
    public func registration(
        looksPersonal: (String) -> Bool
    ) throws(CustomerRefusal) -> Registration {
        var problems: [CustomerProblem] = []
        let details = details.details(looksPersonal, &problems)
        let period = dates.period(&problems)
        let administratorName = administratorName.reveal().onOneLine
        if administratorName.isEmpty { problems.append(.administratorNameMissing) }
        if EmailAddress(administratorAddress.reveal()) == nil {
            problems.append(.administratorAddressInvalid)
        }
        guard problems.isEmpty, let details, let period else { throw .invalid(problems) }
        return Registration(details: details, period: period)
    }
}

/// The first and the last day of an agreement as they were typed; no last day is no end.
public struct ContractDates: Sendable {
    public var starts: String
    public var ends: String

    public init(starts: String, ends: String) {
        self.starts = starts
        self.ends = ends
    }

    /// Judged by itself, for a customer that is known already.
    public func period() throws(CustomerRefusal) -> ContractPeriod {
        var problems: [CustomerProblem] = []
        guard let period = period(&problems) else { throw .invalid(problems) }
        return period
    }

    func period(_ problems: inout [CustomerProblem]) -> ContractPeriod? {
        let first = CalendarDay(starts)
        if first == nil { problems.append(.startInvalid) }
        let last = ends.isBlank ? nil : CalendarDay(ends)
        if last == nil, !ends.isBlank { problems.append(.endInvalid) }
        guard let first, last != nil || ends.isBlank else { return nil }
        guard last.map({ $0.start >= first.start }) ?? true else {
            problems.append(.endBeforeStart)
            return nil
        }
        // The last day itself is still part of it.
        return ContractPeriod(starts: first.start, ends: last?.end)
    }
}
