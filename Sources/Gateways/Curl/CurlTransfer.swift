internal import CCurl

/// One libcurl handle. It stays on the thread that made it.
///
/// Guaranteed for every transfer: the certificate is verified against the name, no redirect is followed, no
/// proxy is taken from the environment, and the whole of it ends within its deadline.
final class CurlTransfer {
    struct Outcome {
        let code: CURLcode
        /// The last status of the other side (HTTP or SMTP), 0 when there was none.
        let status: Int
        /// The other side asked for the body: from here on it may have accepted the message.
        let hasSentBody: Bool
        let received: [UInt8]
    }

    /// How much of an answer is kept, and what becomes of the rest.
    enum AnswerLimit {
        /// The answer of a message gateway: what is longer than this says nothing more, and is dropped.
        case dropping(Int)
        /// An answer that must be whole: a longer one ends the transfer.
        case refusing(Int)

        static let gateway = dropping(16_384)
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private let handle: UnsafeMutableRawPointer?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var failure = CURLE_OK
    private var exchange = Exchange()

    init() {
        handle = Self.isReady ? curl_easy_init() : nil
    }

    init(handle: UnsafeMutableRawPointer?) {
        self.handle = handle
    }

    deinit {
        clear()
        if let handle { curl_easy_cleanup(handle) }
    }

    /// Forgets the previous transfer, its words included; an open connection stays.
    func begin(url: String, protocols: String, trust: Trust, deadline: Deadline) {
        clear()
        if let handle { curl_easy_reset(handle) }
        set(CURLOPT_URL, url)
        set(CURLOPT_PROTOCOLS_STR, protocols)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROXY, "")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = trust.certificateFile { set(CURLOPT_CAINFO, file) }
        set(CURLOPT_CONNECTTIMEOUT_MS, deadline.connectMilliseconds)
        set(CURLOPT_TIMEOUT_MS, deadline.totalMilliseconds)
        set(CURLOPT_MAXAGE_CONN, 30)
    }

    func set(_ option: CURLoption, _ text: String) {
        attempt { bueno_curl_set_text($0, option, text) }
    }

    func set(_ option: CURLoption, _ number: Int) {
        attempt { bueno_curl_set_number($0, option, number) }
    }

    func set(_ option: CURLoption, list: [String]) {
        var first: UnsafeMutablePointer<curl_slist>?
        for line in list {
            guard let longer = curl_slist_append(first, line) else { break }
            first = longer
        }
        guard let first else { return }
        lists.append(first)
        attempt { bueno_curl_set_list($0, option, first) }
    }

    /// The body of an HTTP POST.
    func set(body: [UInt8]) {
        body.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            attempt { bueno_curl_set_body($0, start, bytes.count) }
        }
    }

    /// Runs the transfer, sending `document` when the protocol asks for it. Blocks until the deadline at
    /// most.
    func perform(document: [UInt8] = [], answer limit: AnswerLimit = .gateway) -> Outcome {
        guard let handle else { return outcome(CURLE_FAILED_INIT, status: 0) }
        exchange = Exchange(document: document, limit: limit)
        defer { exchange = Exchange() }
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        attempt { bueno_curl_set_reader($0, { Exchange.of($3)?.fill($0, $1 * $2) ?? 0 }, context) }
        attempt { bueno_curl_set_writer($0, { Exchange.of($3)?.take($0, $1 * $2) ?? 0 }, context) }
        guard failure == CURLE_OK else { return outcome(failure, status: 0) }
        let code = curl_easy_perform(handle)
        return outcome(code, status: bueno_curl_status(handle))
    }

    private func outcome(_ code: CURLcode, status: Int) -> Outcome {
        Outcome(code: code, status: status, hasSentBody: exchange.hasBeenRead, received: exchange.received)
    }

    private func attempt(_ set: (UnsafeMutableRawPointer) -> CURLcode) {
        guard let handle, failure == CURLE_OK else { return }
        failure = set(handle)
    }

    private func clear() {
        for list in lists { curl_slist_free_all(list) }
        lists = []
        failure = CURLE_OK
        exchange = Exchange()
    }
}

/// What goes out and what comes in during one transfer.
private final class Exchange {
    private let document: [UInt8]
    private let limit: CurlTransfer.AnswerLimit
    private var position = 0
    private(set) var hasBeenRead = false
    private(set) var received: [UInt8] = []

    init(document: [UInt8] = [], limit: CurlTransfer.AnswerLimit = .gateway) {
        self.document = document
        self.limit = limit
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Exchange? {
        context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    func fill(_ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
        hasBeenRead = true
        let count = min(capacity, document.count - position)
        guard count > 0, let buffer else { return 0 }
        document[position..<(position + count)].withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(from: bytes)
        }
        position += count
        return count
    }

    /// Returns how much was taken; libcurl ends the transfer when that is less than what came.
    func take(_ buffer: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        let (capacity, isLongerRefused) =
            switch limit {
            case .dropping(let capacity): (capacity, false)
            case .refusing(let capacity): (capacity, true)
            }
        let room = max(0, min(count, capacity - received.count))
        if isLongerRefused, room < count { return 0 }
        received.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: room))
        return count
    }
}
