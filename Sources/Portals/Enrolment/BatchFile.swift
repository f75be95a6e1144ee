import Domain
import Features

/// Files that a customer saves: new codes, and how letters stand. Made for spreadsheets, which run nothing of them.
enum BatchFile {
    struct Undrawable: Error {}

    /// `brief;code;geldig_tot;qr_omvang;qr`: what the letter maker and word processors read.
    static func codes(
        _ codes: BatchCodes, link: EnrolmentLink, drawing: any QRCodeWriting
    ) async throws -> String {
        let lastDay = CalendarDay(of: codes.expires - .milliseconds(1)).description
        var text = SafeCell.byteOrderMark + SafeCell.line(["brief", "code", "geldig_tot", "qr_omvang", "qr"])
        for (index, letter) in codes.letters.enumerated() {
            guard let matrix = drawing.matrix(of: link.text(letter.code)) else { throw Undrawable() }
            text += SafeCell.line([
                LetterNumber.text(letter.letterNumber), letter.code.revealGrouped(), lastDay,
                String(matrix.size), Base64.text(matrix.packed),
            ])
            // A long file leaves room for others in between.
            if index.isMultiple(of: 100) { await Task.yield() }
        }
        return text
    }

    static func statuses(
        _ letters: [Letter], of batch: Batch, columns: [StatusColumn], now: Moment, language: Language
    ) -> String {
        let hasEnded = batch.hasEnded(at: now)
        var text = SafeCell.byteOrderMark + SafeCell.line(["brief"] + columns.map(\.rawValue))
        for letter in letters {
            text += SafeCell.line(
                [LetterNumber.text(letter.number)]
                    + columns.map { $0.cell(letter, of: batch, hasEnded: hasEnded, language: language) })
        }
        return text
    }
}
