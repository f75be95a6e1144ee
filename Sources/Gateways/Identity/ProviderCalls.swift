internal import CCurl
internal import Domain
internal import Threads

/// HTTP to an identity provider: the certificate verified, no redirect followed, the answer whole and short or none.
struct ProviderCalls: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    private static let answerBytesMax = 262_144

    private let trust: Trust
    private let deadline: Deadline
    private let threads: CurlThreads

    init(trust: Trust, deadline: Deadline, connections: Int) {
        self.trust = trust
        self.deadline = deadline
        threads = CurlThreads(limit: connections)
    }

    func get(_ address: ProviderAddress) async throws(SignOnRefusal) -> Answer {
        try await call(address, headers: [], form: nil)
    }

    func post(
        _ form: Sensitive<String>, headers: [String], to address: ProviderAddress
    ) async throws(SignOnRefusal) -> Answer {
        try await call(address, headers: headers, form: form)
    }

    /// Throws `providerUnavailable` for everything but a whole answer.
    private func call(
        _ address: ProviderAddress, headers: [String], form: Sensitive<String>?
    ) async throws(SignOnRefusal) -> Answer {
        let answer: Answer? = await threads.run { [self] transfer in
            // The address says whether it is encrypted; only this machine itself may be spoken to without.
            let isEncrypted = address.text.hasPrefix("https://")
            guard isEncrypted || address.isLoopback else { return nil }
            transfer.begin(
                url: address.text, protocols: isEncrypted ? "https" : "http", trust: trust, deadline: deadline
            )
            transfer.set(CURLOPT_USERAGENT, "bueno")
            transfer.set(CURLOPT_HTTPHEADER, list: headers + ["Accept: application/json", "Expect:"])
            if let form { transfer.set(body: Array(form.reveal().utf8)) }
            let outcome = transfer.perform(answer: .refusing(Self.answerBytesMax))
            guard outcome.code == CURLE_OK else { return nil }
            return Answer(status: outcome.status, body: outcome.received)
        }
        guard let answer else { throw .providerUnavailable }
        return answer
    }
}
