import Domain
import Vault

/// When a form was opened, written in the form itself under a seal: nothing is kept here, and no cookie follows
/// anybody (P17).
struct FormMoments: Sendable {
    let vault: Vault

    /// For a hidden field of the form.
    func sealed(_ opened: Moment) throws -> String {
        "\(opened.milliseconds).\(try seal(opened.milliseconds))"
    }

    /// Nothing when the text is not ours. Sealed values are compared, so an early difference tells nothing that
    /// helps to forge one.
    func opened(_ text: String) throws -> Moment? {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let milliseconds = Int64(parts[0]), try seal(milliseconds) == parts[1] else {
            return nil
        }
        return Moment(milliseconds: milliseconds)
    }

    private func seal(_ milliseconds: Int64) throws -> String {
        Hex.text(try vault.formSeal("contact opened:\(milliseconds)"))
    }
}
