import Domain
import Storage
import Vault

/// P62: the way to the supervisor.
struct SupervisorProof: Proof {
    let rule =
        "A decision is written down together with the way to the supervisor; a refusal has a reason from the law."
    let check = """
        Every decision must carry the way to the supervisor that the statement publishes, and every refusal a reason \
        that fits what was asked and words of its own. The published statement must carry the way in every language.
        """
    private(set) var tally = Tally()

    mutating func conclude(_ scene: Scene) async throws {
        for language in Language.allCases {
            let text = scene.statement.sections.flatMap(\.paragraphs).map { $0.text(in: language) }
            if !text.contains(where: { $0.contains(Supervisor.site) }) {
                tally.find("statement in \(language.rawValue): does not name \(Supervisor.name)")
            }
        }
        try await RequestPages(scene).forEach { row in
            let request = row.request
            guard request.state.isDecided else { return }
            tally.examine()
            if row.route != Supervisor.site {
                tally.find("request \(request.number): decided without the way to the supervisor")
            }
            guard request.state == .refused else { return }
            if row.refusal?.applies(to: request.kind) != true {
                tally.find("request \(request.number): refused without a reason that fits")
            }
            if !row.hasAnswer, !row.isGone {
                tally.find("request \(request.number): refused without words")
            }
        }
    }
}
