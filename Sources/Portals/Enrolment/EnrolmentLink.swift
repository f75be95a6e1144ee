import Domain

/// What the QR code on a letter says: the address to enrol at, with the code behind a `#`.
///
/// A browser sends that part to nobody, so the code is in no request line and no log until the form is sent.
struct EnrolmentLink: Sendable {
    /// To be read on paper: without the scheme, which nobody types.
    let address: String
    private let link: String

    init(site: PublicURL) {
        link = site.text + "/aanmelden"
        address = String(link.drop { $0 != "/" }.dropFirst(2))
    }

    func text(_ code: EnrolmentCode) -> String { "\(link)#\(code.reveal())" }
}
