import Domain
import Storage
import Vault

/// What is kept of codes and of whose they are beside the hashes: files with codes that wait to be saved, and what
/// customers sealed themselves (P13).
struct KeptCodes {
    private let scene: Scene
    private let late: Moment
    private let term: CalendarTerm
    private static let page = 500

    init(_ scene: Scene) throws {
        self.scene = scene
        late = scene.now - .hours(1)
        term = try scene.statement.term(of: .codeDownload)
    }

    func findings() async throws -> (examined: Int, findings: [String]) {
        let downloads = try await downloads()
        let parts = try await parts(of: Set(downloads.filter(\.isOpen).map(\.id)))
        let keys = try await keys(of: Set(downloads.filter(\.isOpen).map { Hex.text($0.key) }))
        let labels = try await labels()
        return (
            downloads.count + parts.examined + keys.examined + labels.examined,
            downloads.compactMap(overdue) + parts.findings + keys.findings + labels.findings
        )
    }

    private struct Download: Sendable {
        let id: [UInt8]
        let key: [UInt8]
        let isOpen: Bool
        let created: Moment
        let expires: Moment
    }

    private func downloads() async throws -> [Download] {
        try await scene.data.read { transaction in
            try transaction.rows(
                "SELECT download_id, key_id, state, created_at, expires_at FROM batch_download"
            ).map {
                Download(
                    id: try $0.blob(0), key: try $0.blob(1), isOpen: try $0.text(2) == "open",
                    created: try $0.moment(3), expires: try $0.moment(4))
            }
        }
    }

    /// Against the statement's term as well as its own date: a date that was moved does not help.
    private func overdue(_ download: Download) -> String? {
        let name = "codes \(Hex.text(download.id))"
        if download.isOpen, term.end(from: download.created) <= late {
            return "\(name): kept for more than a day"
        }
        return download.expires > term.end(from: download.created) ? "\(name): to be kept too long" : nil
    }

    /// In pages by their key: a part holds up to 500 codes.
    private func parts(of open: Set<[UInt8]>) async throws -> (examined: Int, findings: [String]) {
        var (examined, findings): (Int, [String]) = (0, [])
        var last: (download: [UInt8], letter: Int64) = ([], 0)
        while true {
            let from = last
            let page = try await scene.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT download_id, first_letter, sealed FROM batch_download_part
                    WHERE (download_id, first_letter) > ($1, $2) ORDER BY download_id, first_letter LIMIT $3
                    """, from.download, from.letter, Self.page
                ).map { (id: try $0.blob(0), letter: try $0.int(1), sealed: try $0.blob(2)) }
            }
            for part in page {
                let name = "codes \(Hex.text(part.id)) from letter \(part.letter)"
                if !open.contains(part.id) { findings.append("\(name): kept after they were saved") }
                // Sealed bytes begin with their format and read as nothing.
                if part.sealed.first != 1 || part.sealed.allSatisfy({ (0x20...0x7E).contains($0) }) {
                    findings.append("\(name): not sealed")
                }
            }
            examined += page.count
            guard let end = page.last else { return (examined, findings) }
            last = (end.id, end.letter)
        }
    }

    private func keys(of open: Set<String>) async throws -> (examined: Int, findings: [String]) {
        let made = try await scene.keys.read { [late] transaction in
            try transaction.rows("SELECT key_id FROM download_key WHERE created_at < $1", late).map {
                Hex.text(try $0.blob(0))
            }
        }
        let loose = made.filter { !open.contains($0) }
        return (made.count, loose.map { "key \($0): kept after its codes were saved" })
    }

    private func labels() async throws -> (examined: Int, findings: [String]) {
        let batches: [[UInt8]] = try await scene.data.read { transaction in
            try transaction.rows("SELECT batch_id FROM batch_labels ORDER BY batch_id").map { try $0.blob(0) }
        }
        var findings: [String] = []
        for batch in batches {
            let sealed = try await scene.data.read { transaction in
                try transaction.row("SELECT sealed FROM batch_labels WHERE batch_id = $1", batch)?.text(0)
            }
            if let sealed, !BatchLabels.isSealed(sealed) {
                findings.append("names of batch \(Hex.text(batch)): not sealed by the customer")
            }
        }
        return (batches.count, findings)
    }
}
