import Domain
import Features

/// Somebody of the town, as they know it themselves: what they would look up on a letter or in their phone.
struct Resident: Sendable {
    /// Gives the first number and address; another number or address counts on from it.
    let number: Int
    let contract: Contract
    let batch: CodeBatch.ID
    let letter: Int
    var mobileNumber: String
    var emailAddress: String
    /// The guardians of a child, each by the number of their phone.
    var guardians: [Parent] = []
    var session: Token?
    /// Whom their session showed last.
    var person: EndUser.ID?
    /// Nothing came when they asked for a code: they are known no more.
    var isGone = false

    var isMobile: Bool { contract.service == .mobile }
}

/// A guardian: the number of their phone, and the link that reached them by mail when the child gave an address alone.
struct Parent: Sendable {
    let mobileNumber: String
    var link: Token?
}

/// A letter with a code that nobody has used yet.
struct Letter: Sendable {
    let contract: Contract
    let batch: CodeBatch.ID
    let number: Int
    let code: EnrolmentCode
}
