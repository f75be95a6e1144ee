import Domain
import Foundation
import Storage
import Vault

/// One part of what an auditor gets: counts, texts and signed notes, and nobody (decision 30).
protocol EvidencePart: Sendable {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File]
}

/// Rows that a spreadsheet opens, with the names of the columns on the first line.
struct EvidenceTable {
    let path: String
    let columns: [String]
    let rows: [[String]]

    var file: ZipArchive.File {
        ZipArchive.File(path, SafeCell.byteOrderMark + ([columns] + rows).map(SafeCell.line).joined())
    }
}

extension Moment {
    /// `2026-11-24T05:02:00Z`: the same on every computer.
    var evidenceText: String {
        Date(timeIntervalSince1970: Double(milliseconds / 1_000)).formatted(.iso8601)
    }
}
