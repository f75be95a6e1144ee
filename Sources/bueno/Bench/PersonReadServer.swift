import Domain
import Features
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Vault

/// A person's three fields as JSON, to whoever holds their session: what a JSON interface costs without a page.
enum PersonReadServer {
    static func service(_ world: BenchWorld, port: Int, logger: Logger) -> any ServiceLifecycle.Service {
        let router = Router()
        router.get("person") { request, _ -> Response in
            guard let token = request.headers[.authorization].flatMap({ Token(text: $0) }),
                let person = try await world.services.sessions.signedIn(token)
            else { return Response(status: .unauthorized) }
            let opened = try await world.vault.read(
                [.mobileNumber, .emailAddress, .enrolmentCode], of: person.person, activity: .ownInspection,
                access: person.access(.fraudAndLegalObligations))
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: json(person.person, opened)))
        }
        return Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
    }

    private static func json(_ person: EndUser.ID, _ opened: [Field: OpenedField]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeString("{\"id\":\"\(person)\"")
        for (field, value) in opened {
            buffer.writeString(",\"\(field.rawValue)\":{\"value\":\"")
            for scalar in value.value.reveal().unicodeScalars {
                if scalar == "\"" || scalar == "\\" { buffer.writeString("\\") }
                if scalar.value >= 32 { buffer.writeString(String(scalar)) }
            }
            buffer.writeString("\",\"given_at\":\(value.provenance.given.milliseconds)}")
        }
        buffer.writeString("}")
        return buffer
    }
}
