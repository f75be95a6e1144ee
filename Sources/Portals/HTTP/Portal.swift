import Domain
import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore

/// The portals as one application: routes, templates and assets, ready to run.
public enum Portal {
    static let healthPath = "/healthz"

    /// Puts a front behind a port. `running` is told the port once it is known.
    static func application(
        _ front: Front, running: @escaping @Sendable (Int) async -> Void
    ) -> Application<Front> {
        let limits = front.settings.limits
        return Application(
            responder: front,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [Deadline(limits: limits)],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(front.settings.bindHost, port: front.settings.bindPort),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)),
            onServerRunning: { await running($0.localAddress?.port ?? front.settings.bindPort) },
            logger: front.logger)
    }

    /// The parts that do not differ between one request and the next, read from the program's own resources.
    static func dress(
        settings: PortalSettings, controller: Controller, vocabulary: StatementVocabulary
    ) throws -> Dress {
        try Dress(
            templates: Templates(directory: resources.appendingPathComponent("Templates")),
            assets: Assets(directory: resources.appendingPathComponent("Assets")), controller: controller,
            vocabulary: vocabulary, security: SecurityHeaders(overTLS: settings.publicURL.isSecure),
            isDemonstration: settings.demonstration)
    }

    private static var resources: URL { Bundle.module.resourceURL ?? Bundle.module.bundleURL }
}
