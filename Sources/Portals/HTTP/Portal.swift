import Domain
import Features
import Foundation
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The portals as one application: routes, templates and assets, ready to run.
public enum Portal {
    static let healthPath = "/healthz"

    /// A service that answers until it is told to stop; then it finishes what it was doing.
    ///
    /// - Parameter running: told the port, once the door is open.
    public static func service(
        _ settings: PortalSettings, _ features: PortalFeatures, logger: Logger,
        running: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> any ServiceLifecycle.Service {
        let front = try front(settings, features, logger: logger)
        let limits = settings.limits
        return Application(
            responder: front,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [Deadline(limits: limits)],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)
                )),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.bindHost, port: settings.bindPort),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)),
            onServerRunning: { await running($0.localAddress?.port ?? settings.bindPort) }, logger: logger)
    }

    static func front(_ settings: PortalSettings, _ features: PortalFeatures, logger: Logger) throws -> Front
    {
        let services = features.services
        let dress = try dress(settings, services)
        return Front(
            settings: settings, routes: RouteTable(routes(settings, features, assets: dress.assets)),
            dress: dress,
            formTokens: FormTokens { try services.formSeals.token(for: $0) }, clock: features.clock,
            visitor: { token in
                guard let signedIn = try await services.sessions.signedIn(token) else { return nil }
                return Visitor(
                    signedIn: signedIn, fields: try await services.personFiles.knownThings(of: signedIn))
            },
            worker: { try await services.workSessions.worker($0) }, logger: logger)
    }

    /// Every address of the portals. Each slice says its own.
    static func routes(_ settings: PortalSettings, _ features: PortalFeatures, assets: Assets) -> [Route] {
        let services = features.services
        let asset = Route.get(Assets.prefix + ":name") { visit in
            try assets.answer(visit.parameter, acceptEncoding: visit.headers[.acceptEncoding])
        }
        let schema = Route.get(PortableDocument.schemaPath) { _ in
            .text(assets.portabilitySchema, type: "application/schema+json")
        }
        let everyone: [[Route]] = [
            PublicController(settings: settings, services: services, features: features).routes,
            StatementController(services).routes,
            EnrolmentController(services, site: settings.publicURL).routes,
            DetailsController(services, site: settings.publicURL).routes,
            EnrolmentGuardianController(services).routes, PaperController(services).publicRoutes,
            GuardianCopyController(services).routes, GuardianController(services).routes,
            PaperController(services).publicRoutes,
            HelperController().routes,
            SignInController(services, exitURL: settings.exitURL).routes, ContactController(features).routes,
            RegisterController(features).routes,
        ]
        let own: [[Route]] = [
            MineController(services, site: settings.publicURL).routes, PhoneController(services).routes,
            ContactChangeController(services).routes,
            SafeContactController(services).routes, OwnGuardianController(services).routes,
            PaperController(services).publicRoutes,
            ErasureController(services).routes,
            PrivacyController(services, site: settings.publicURL).routes,
        ]
        let work: [[Route]] = [
            WorkController(features).routes, SignOnController(features).routes,
            PaperController(services).workRoutes,
            ColleaguesController(features).routes, ProviderController(features).routes,
            CustomerController(features).routes, ContactPointsController(features).routes,
            OrganisationController(features).routes,
            AssociationsController(features).routes, CustomerAnnexesController(features).routes,
            OfficeController(features).routes, QuestionsController(features).routes,
            OversightController(features).routes, CustomersController(features).routes,
            RetentionController(features).routes, HoldsController(features).routes,
            AnnexesController(features).routes, BatchesController(features, assets: assets).routes,
            BatchChangesController(features).routes, ApplicationsController(features).routes,
            InquiriesController(features).routes,
            BatchFilesController(settings: settings, features, assets: assets).routes,
            CasesController(features).routes, SupervisionController(features).routes,
            EvidenceController(features).routes,
            ProcessorsController(features).routes,
            RightsDeskController(features).routes,
            WorkRightsController(services, site: settings.publicURL).routes,
        ]
        return (everyone + own + work).flatMap(\.self) + [asset, schema]
    }

    /// The parts that do not differ between one request and the next, read from the program's own resources.
    static func dress(_ settings: PortalSettings, _ services: Services) throws -> Dress {
        let statements = services.statements
        return try Dress(
            templates: Templates(directory: resources.appendingPathComponent("Templates")),
            assets: Assets(directory: resources.appendingPathComponent("Assets")),
            controller: statements.current.controller, vocabulary: statements.current.vocabulary,
            security: SecurityHeaders(overTLS: settings.publicURL.isSecure),
            isDemonstration: settings.demonstration, offersSignOn: services.signOns.isOn)
    }

    private static var resources: URL { Bundle.module.resourceURL ?? Bundle.module.bundleURL }
}
