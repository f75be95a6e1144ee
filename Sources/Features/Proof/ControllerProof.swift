import Domain

/// P03: the controller is named. What was rendered against the one configuration that it should come from.
struct ControllerProof: Proof {
    let rule =
        "Pages, mails and letters take name, address and contact from one place; without a contact nothing starts."
    let check = """
        Every page that anyone can open and every mail, written out as a reader gets it, must hold the controller's \
        name and address; the pages of the statement and of contact its contact for privacy too.
        """
    private(set) var tally = Tally()

    mutating func conclude(_ scene: Scene) async throws {
        let controller = scene.statement.controller
        let address = [controller.name, controller.address, controller.postcode, controller.city]
        for rendering in scene.premises.renderings {
            tally.examine()
            let text = Self.asRead(rendering.text)
            if !address.allSatisfy(text.contains) {
                tally.find("\(rendering.name): does not name the controller")
            }
            if rendering.kind.carriesContact, !text.contains(controller.privacyContact) {
                tally.find("\(rendering.name): does not carry the contact for privacy")
            }
        }
        if tally.examined == 0 { return }
        if EmailAddress(controller.privacyContact) == nil { tally.find("statement: no contact for privacy") }
        // What was not brought was not seen: a proof over mails alone says nothing of the pages.
        let kinds = Set(scene.premises.renderings.map(\.kind))
        for (kind, name) in [
            (Rendering.Kind.mail, "mail"), (.statementPage, "page of the statement"),
            (.contactPage, "page of contact"),
        ] where !kinds.contains(kind) {
            tally.find("no \(name) was written out")
        }
    }

    /// As a reader sees it: a town may be written with an apostrophe, which pages write as a reference.
    private static func asRead(_ text: String) -> String {
        text.replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }
}

extension Rendering.Kind {
    fileprivate var carriesContact: Bool { self == .statementPage || self == .contactPage }
}
