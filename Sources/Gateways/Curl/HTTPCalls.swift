internal import CCurl
internal import Domain
internal import Threads

/// One HTTP request to a message gateway, and what its answer means for the message.
struct HTTPCalls: Sendable {
    struct Request: Sendable {
        let url: String
        let headers: [String]
        /// With a body it is a POST, without it a GET.
        let body: [UInt8]?
    }

    private let trust: Trust
    private let deadline: Deadline
    private let threads: CurlThreads

    init(trust: Trust, deadline: Deadline, connections: Int) {
        self.trust = trust
        self.deadline = deadline
        threads = CurlThreads(limit: connections)
    }

    func delivery(_ request: Request) async -> Delivery {
        await threads.run { [self] transfer in
            transfer.begin(url: request.url, protocols: "http,https", trust: trust, deadline: deadline)
            transfer.set(CURLOPT_USERAGENT, "bueno")
            // Without "Expect:" the body goes along at once.
            transfer.set(CURLOPT_HTTPHEADER, list: request.headers + ["Expect:"])
            if let body = request.body { transfer.set(body: body) }
            return Self.delivery(transfer.perform())
        }
    }

    /// Only a complaint about this message is permanent. A refused password, a wrong address or a redirect is
    /// for an operator to repair, and then the message must still go.
    private static func delivery(_ outcome: CurlTransfer.Outcome) -> Delivery {
        guard outcome.code == CURLE_OK else {
            return .temporaryFailure(code: "curl_\(outcome.code.rawValue)")
        }
        let code = "http_\(outcome.status)"
        return switch outcome.status {
        case 200..<300: .accepted(reference: nil)
        case 400, 410, 413, 414, 415, 422: .permanentFailure(code: code)
        default: .temporaryFailure(code: code)
        }
    }
}

/// Text as a JSON string (RFC 8259).
enum JSONText {
    private static let digits = Array("0123456789abcdef")

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                result += "\\u00\(digits[Int(scalar.value >> 4)])\(digits[Int(scalar.value & 15)])"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
