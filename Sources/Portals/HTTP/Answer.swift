import Features
import HTTPTypes

/// What a route answers, before it is dressed with headers and the frame.
struct Answer: Sendable {
    enum Content: Sendable {
        case page(any Page)
        case bytes([UInt8], type: String)
        case nothing
    }

    var status: HTTPResponse.Status
    var content: Content
    var headers: HTTPFields = [:]
    var cookies: [CookieChange] = []
    /// Who signed in for their work by this answer: the frame around its page knows them already.
    var arrived: Worker?

    static func page(_ page: some Page, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status: status, content: .page(page))
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
        Answer(status: .ok, content: .bytes(Array(text.utf8), type: type))
    }

    /// A file to keep. Its name is ours: letters, digits and dashes.
    static func file(_ text: String, named name: String) -> Answer {
        Answer.text(text, type: "text/csv; charset=utf-8").saved(as: name)
    }

    /// To be kept as a file of this name, and not shown by the browser.
    func saved(as name: String) -> Answer {
        var answer = self
        answer.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return answer
    }

    /// A page that asks for itself again after a while, also without script.
    func again(afterSeconds seconds: Int) -> Answer {
        var answer = self
        answer.headers[fieldName("Refresh")] = String(seconds)
        return answer
    }

    /// After a form: 303, so that reloading the next page sends nothing again. Only our own paths.
    static func seeOther(_ path: String) -> Answer {
        Answer(status: .seeOther, content: .nothing, headers: [.location: path])
    }

    /// To the page that asks for a recent proof, and from there to this path of ours.
    static func proving(returningTo path: String) -> Answer { .seeOther("/werk/bevestigen?naar=\(path)") }

    func arriving(_ worker: Worker) -> Answer {
        var answer = self
        answer.arrived = worker
        return answer
    }

    func with(_ changes: CookieChange...) -> Answer {
        var answer = self
        answer.cookies += changes
        return answer
    }
}

/// Thrown by a route that ends here: the page of this status, in the house's own design.
struct Stop: Error, Equatable {
    let status: HTTPResponse.Status
    /// More than the status says.
    var reason: Reason?

    enum Reason: Sendable {
        /// The form came from another site.
        case foreign
        /// What BuenO's own people sign is not signed yet (P72, P73).
        case unsigned
    }

    static let notFound = Stop(status: .notFound)
    /// Signed in, and not in a role for this.
    static let forbidden = Stop(status: .forbidden)
    static let foreign = Stop(status: .forbidden, reason: .foreign)
    static let unsigned = Stop(status: .forbidden, reason: .unsigned)
    static let malformed = Stop(status: .badRequest)
    static let tooLarge = Stop(status: .contentTooLarge)
    static let tooMany = Stop(status: .tooManyRequests)
}
