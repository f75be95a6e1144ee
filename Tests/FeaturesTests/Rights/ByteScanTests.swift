import Foundation
import Storage
import TestKit
import Testing

/// The search for canaries can fail: whatever is planted is found.
@Suite struct ByteScanTests {
    private let directory: TemporaryDirectory
    private let scan: ByteScan

    init() throws {
        directory = try TemporaryDirectory()
        scan = try ByteScan(Canary.patterns(of: [7]))
    }

    @Test(arguments: ["+31612340007", "0612340007", "612340007", "06 12 340007", "persoon7@example.nl"])
    func `a planted value is found in every form, also in a compressed file`(text: String) throws {
        for form in Canary.Form.allCases {
            let noise = (0..<1_000).map { _ in UInt8.random(in: .min ... .max) }
            let file = directory.url.appendingPathComponent("planted")
            try Data(noise + form.bytes(of: text) + noise).write(to: file)
            #expect(try !scan.hits(inFile: file).isEmpty, "\(form)")
            try Tool.run("gzip", "--force", file.path)
            #expect(try scan.hits(under: directory.url).keys.sorted() == ["planted.gz"], "\(form)")
            try FileManager.default.removeItem(at: directory.url.appendingPathComponent("planted.gz"))
        }
    }

    @Test func `nobody else is found`() {
        #expect(scan.hits(in: Array("+31612340008 persoon77@example.nl persoon@example.nl".utf8)).isEmpty)
    }

    @Test func `a name in the clear is found in a database's log, and is gone from both after a checkpoint`()
        async throws
    {
        try await TemporaryDatabase.with(.sqlite) { temporary in
            _ = try await temporary.database.write {
                try $0.execute(
                    """
                    INSERT INTO customer (customer_id, name, kind, registration_number, created_at)
                    VALUES ($1, 'persoon7@example.nl', 'company', '1', 1)
                    """, [UInt8](repeating: 1, count: 16))
            }
            let place = temporary.directory.url
            #expect(try scan.hits(under: place).keys.sorted() == ["data.sqlite-wal"])
            _ = try await temporary.database.checkpoint()
            #expect(try scan.hits(under: place).keys.sorted() == ["data.sqlite"])
            _ = try await temporary.database.write { try $0.execute("DELETE FROM customer") }
            #expect(try scan.hits(under: place).keys.sorted() == ["data.sqlite"])
            #expect(try await temporary.database.checkpoint())
            #expect(try scan.hits(under: place) == [:])
        }
    }
}
