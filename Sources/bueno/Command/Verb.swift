/// Work that an operator asks for. It does not know whether it runs in a server or on its own: the installation is
/// open either way.
protocol Verb: Codable, Sendable {
    /// How the admin socket names it.
    static var name: String { get }

    /// Does the work and returns how the command ends (`Exit`).
    func run(on installation: Installation, output: any Output) async throws -> Int32
}

/// Every verb that a running server takes.
enum Verbs {
    static let all: [any Verb.Type] = [
        IssueCodes.self, ListCodes.self, RevokeCodes.self, Restrict.self, AddCustomer.self,
        ListCustomers.self, EndContract.self, Invite.self, AllowPasswords.self,
        VerifyLog.self, Prove.self, PlanRetention.self, ShowCertificate.self, VerifyCertificate.self,
        ExportEvidence.self, VerifyEvidence.self, TakeBackup.self, Examine.self,
    ]

    static func type(named name: String) -> (any Verb.Type)? {
        all.first { $0.name == name }
    }
}
