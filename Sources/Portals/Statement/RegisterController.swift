import Domain
import Features
import Foundation
import HTTPTypes

/// The register of processing activities: of BuenO as a whole for everyone, and of one customer for its own people,
/// with how often data was used (P82).
struct RegisterController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let open = "/privacy/register"
    static let own = "/klant/privacy"

    var routes: [Route] {
        let audience = Route.Audience.customer(Role.customerPeople)
        return [
            .get(Self.open) { visit in
                .page(
                    RegisterPage(services.registers.all, controller: controller, language: visit.language))
            },
            .get("\(Self.open).csv") { csv(services.registers.all, $0) },
            .get("\(Self.open).json") { try json(services.registers.all, $0) },
            .get(Self.own, audience) { try await showOwn($0) },
            .get("\(Self.own)/register.csv", audience) { csv(try await register($0), $0) },
            .get("\(Self.own)/register.json", audience) { try json(try await register($0), $0) },
            .get("\(Self.own)/logboek.csv", audience) { try await extract($0) },
        ]
    }

    private var controller: Controller { services.statements.current.controller }

    private func register(_ visit: Visit) async throws -> ProcessingRegister {
        guard let customer = try visit.atWork().customer else { throw Stop.forbidden }
        return try await services.registers.register(of: customer)
    }

    private func showOwn(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        let register = try await register(visit)
        guard let extract = try await services.registers.extract(for: worker), let customer = worker.customer
        else { throw Stop.forbidden }
        return .page(
            CustomerPrivacyPage(
                register, extract: extract,
                restricted: try await services.askedRestrictions.count(of: customer),
                customerName: worker.customerName ?? "", controller: controller,
                language: visit.language))
    }

    private func csv(_ register: ProcessingRegister, _ visit: Visit) -> Answer {
        let rows = register.entries.map { RegisterWords($0, language: visit.language).cells }
        return .file(
            CSVFile(columns: RegisterWords.columns, rows: rows).text, named: "verwerkingsregister.csv")
    }

    private struct RegisterFile: Encodable {
        let versieVerklaring: Int
        let contact: String
        let verwerkingen: [RegisterWords]
    }

    private func json(_ register: ProcessingRegister, _ visit: Visit) throws -> Answer {
        let file = RegisterFile(
            versieVerklaring: register.statementVersion, contact: controller.privacyContact,
            verwerkingen: register.entries.map { RegisterWords($0, language: visit.language) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = [UInt8](try encoder.encode(file))
        return Answer(status: .ok, content: .bytes(bytes, type: "application/json; charset=utf-8"))
            .saved(as: "verwerkingsregister.json")
    }

    private func extract(_ visit: Visit) async throws -> Answer {
        guard let extract = try await services.registers.extract(for: try visit.atWork()) else {
            throw Stop.forbidden
        }
        let few = Words("minder dan %1", "fewer than %1")(visit.language, String(LogExtract.smallest))
        let rows = extract.lines.map { [$0.day, $0.activity, $0.count.map(String.init) ?? few] }
        return .file(
            CSVFile(columns: ["dag", "verwerking", "aantal"], rows: rows).text, named: "logboek.csv")
    }
}
