/// The promises of the privacy statement, by their published numbers. The document must carry each of them,
/// and an exhaustive `switch` couples each to its proof: an unproven promise does not compile.
public enum Promise: String, CaseIterable, Sendable {
    // Who and what.
    case customerAndEndUser = "P01"
    case personalApartFromGeneral = "P02"
    case controllerNamed = "P03"
    // Why and which data.
    case onlyWhatTheServiceNeeds = "P10"
    case alwaysAValidReason = "P11"
    case freeCallingNeedsThree = "P12"
    case onlyTheCustomerKnowsWhoHasACode = "P13"
    case deviceNeeds = "P14"
    case customerConfirmsBeforeDelivery = "P15"
    case givenKnowingly = "P16"
    case asLittleAsPossible = "P17"
    case underSixteenOnlyWithConsent = "P18"
    case associationsHaveAMaker = "P19"
    case customWorkIsExplained = "P20"
    case givingIsNecessary = "P21"
    // Purposes and recipients.
    case closedPurposes = "P30"
    case neverSold = "P31"
    case crimeAndFraudOnLegalGround = "P32"
    case contactOnlyForContact = "P33"
    // How long.
    case atMostOneYearAfterTheEnd = "P40"
    case callAndUsageTerms = "P41"
    case booksWithoutPersonalData = "P42"
    case restrictedForLegalDutyAlone = "P43"
    case destroyedMeansDestroyed = "P44"
    // Authorities.
    case noMoreThanDemanded = "P50"
    case everyRequirementExamined = "P51"
    case authorityVerified = "P52"
    case twoPeopleDecide = "P53"
    // Rights.
    case rightsWithinAMonth = "P60"
    case sameRightsForCustomersPeople = "P61"
    case wayToTheSupervisor = "P62"
    case recipientsAreTold = "P63"
    // Security and people.
    case suitableMeasures = "P70"
    case onlyFromACase = "P71"
    case codeOfConduct = "P72"
    case accessByNeed = "P73"
    case keptInTheNetherlands = "P74"
    // Change.
    case everyVersionReadable = "P80"
    case everyoneIsToldBefore = "P81"
    case customersSeeTheirRegister = "P82"

    /// The number under which it was published, such as `P44`.
    public var id: String { rawValue }

    /// The chapter of the statement that a promise belongs to: the tens of its number.
    public enum Chapter: String, CaseIterable, Sendable {
        case whoAndWhat = "who_and_what"
        case whyAndWhich = "why_and_which"
        case purposesAndRecipients = "purposes_and_recipients"
        case howLong = "how_long"
        case authorities
        case rights
        case securityAndPeople = "security_and_people"
        case change
    }

    public var chapter: Chapter {
        switch self {
        case .customerAndEndUser, .personalApartFromGeneral, .controllerNamed:
            .whoAndWhat
        case .onlyWhatTheServiceNeeds, .alwaysAValidReason, .freeCallingNeedsThree,
            .onlyTheCustomerKnowsWhoHasACode, .deviceNeeds, .customerConfirmsBeforeDelivery, .givenKnowingly,
            .asLittleAsPossible, .underSixteenOnlyWithConsent, .associationsHaveAMaker,
            .customWorkIsExplained, .givingIsNecessary:
            .whyAndWhich
        case .closedPurposes, .neverSold, .crimeAndFraudOnLegalGround, .contactOnlyForContact:
            .purposesAndRecipients
        case .atMostOneYearAfterTheEnd, .callAndUsageTerms, .booksWithoutPersonalData,
            .restrictedForLegalDutyAlone, .destroyedMeansDestroyed:
            .howLong
        case .noMoreThanDemanded, .everyRequirementExamined, .authorityVerified, .twoPeopleDecide:
            .authorities
        case .rightsWithinAMonth, .sameRightsForCustomersPeople, .wayToTheSupervisor, .recipientsAreTold:
            .rights
        case .suitableMeasures, .onlyFromACase, .codeOfConduct, .accessByNeed, .keptInTheNetherlands:
            .securityAndPeople
        case .everyVersionReadable, .everyoneIsToldBefore, .customersSeeTheirRegister:
            .change
        }
    }
}
