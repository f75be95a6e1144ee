import Domain

/// P03: the controller is named. What was rendered against the one configuration that it should come from.
struct ControllerProof: Proof {
    let rule =
        "Pages, mails and letters take name, address and contact from one place; without a contact nothing starts."
    let check = """
        Every page and message as it is rendered must hold the controller's name and address, and the statement its \
        contact for privacy.
        """
    private(set) var tally = Tally()

    mutating func conclude(_ scene: Scene) async throws {
        let controller = scene.statement.controller
        for (name, text) in scene.premises.renderings.sorted(by: { $0.key < $1.key }) {
            tally.examine()
            let parts = [controller.name, controller.address, controller.postcode, controller.city]
            if !parts.allSatisfy(text.contains) { tally.find("\(name): does not name the controller") }
        }
        if tally.examined > 0, EmailAddress(controller.privacyContact) == nil {
            tally.find("statement: no contact for privacy")
        }
    }
}
