internal import Domain

/// A mail as it travels (RFC 5322, 2045-2049): text and HTML side by side, in UTF-8, without a picture or a
/// tracker.
///
/// Guaranteed: every line ends in CRLF and is plain ASCII of at most 76 characters; one recipient
/// and no Cc or Bcc, so nobody learns of another; no value can start a header of its own.
struct MailDocument {
    let id: Message.ID
    let senderName: String
    /// In ASCII, as `GatewaySetting.asciiDomain` leaves it.
    let senderAddress: String
    let recipientAddress: String
    let language: Language
    let content: MailContent
    let secondsSince1970: Int64

    var bytes: [UInt8] {
        let boundary = "=_\(Identifier<MailContent>.random())"
        let domain = senderAddress.split(separator: "@").last ?? "localhost"
        var lines = [
            "Date: \(MailDate.text(secondsSince1970: secondsSince1970))",
            "From: \(HeaderText.encoded(senderName, after: "From: ".utf8.count)) <\(senderAddress)>",
            "To: <\(recipientAddress)>",
            "Subject: \(HeaderText.encoded(content.subject, after: "Subject: ".utf8.count))",
            // The same on every try, so a mailbox recognises the duplicate (I7).
            "Message-ID: <\(id)@\(domain)>",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(language.rawValue)",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
            "",
        ]
        for (type, words) in [("text/plain", content.text), ("text/html", content.html)] {
            lines.append("--\(boundary)")
            lines.append("Content-Type: \(type); charset=utf-8")
            lines.append("Content-Transfer-Encoding: quoted-printable")
            lines.append("")
            lines.append(contentsOf: QuotedPrintable.lines(words))
        }
        lines.append("--\(boundary)--")
        var result: [UInt8] = []
        for line in lines {
            result.append(contentsOf: line.utf8)
            result.append(contentsOf: [0x0D, 0x0A])
        }
        return result
    }
}

/// The date of a mail (RFC 5322), in UTC.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(secondsSince1970 seconds: Int64) -> String {
        let day = Int(seconds / 86_400), second = Int(seconds % 86_400)
        let (year, month, date) = civil(day)
        let time = [second / 3_600, second / 60 % 60, second % 60].map(padded).joined(separator: ":")
        return "\(days[day % 7]), \(date) \(months[month - 1]) \(year) \(time) +0000"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Days since 1970 to a date in the Gregorian calendar, counting years from March so leap days come last.
    private static func civil(_ day: Int) -> (year: Int, month: Int, date: Int) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let leaps = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leaps) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }
}
