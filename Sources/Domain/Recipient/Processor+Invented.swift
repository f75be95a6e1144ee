extension Processor.Declaration {
    /// For demonstrations, measurements and tests. Nothing real carries anything there.
    public static let invented: [Processor.Declaration] = [
        invented(.sms, "Bezorger van sms Voorbeeld B.V.", "VWO-VOORBEELD-1"),
        invented(.mail, "Bezorger van e-mail Voorbeeld B.V.", "VWO-VOORBEELD-2"),
    ].compactMap(\.self)

    private static func invented(
        _ channel: Message.Channel, _ name: String, _ agreement: String
    ) -> Processor.Declaration? {
        CalendarDay("2020-01-01").map {
            Processor.Declaration(channel: channel, name: name, agreement: agreement, agreedOn: $0)
        }
    }
}
