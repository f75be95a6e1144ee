/// Why somebody may not do this in a case, or not open a person at all. Holds nothing of anybody.
public enum CaseRefusal: Error, Hashable, Sendable {
    // What the guard before the vault says (P71-P73).
    /// No case was named, or there is none.
    case noCase
    /// A colleague holds it.
    case notYours
    case closed
    case expired
    case otherPerson
    /// The reason of the case is for another purpose.
    case otherPurpose
    /// The reason of the case does not need these fields, or this role may not have them.
    case notNeeded
    /// The role was never given, has ended, or was written past the program.
    case roleNotInForce
    case dutiesUnsigned
    /// This person is guarded: only breaking the glass opens them.
    case guarded
    /// They had their data restricted: only what the law asks opens it.
    case restricted
    /// The law ordered to keep it: it opens for that duty alone (P43).
    case locked
    /// They objected to this purpose.
    case objected
    /// More persons today than the work of one day.
    case tooManyPersons

    // What a form says.
    case reasonMissing
    case sentenceTooShort
    case sentenceTooLong
    /// A mail address or a phone number in a sentence that must not lead to anybody.
    case sentencePersonal
    case searchInvalid
    case tooManySearches
    /// The glass asks for a fresh proof of who breaks it.
    case proofNeeded
    /// There is no privacy officer to tell that the glass was broken.
    case nobodyToTell
    case atItsLongest
    case unknownColleague
    case noteMissing
    case noteTooLong
    /// There is nobody in this case, or not any more.
    case nobodyThere
}
