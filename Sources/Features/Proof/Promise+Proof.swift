public import Domain

extension Promise {
    /// Every promise is coupled to its proof here. The switch has no default: a promise without an answer does not
    /// compile. Nothing means that its function is not built yet, and the statement says so too.
    var proof: (any Proof)? {
        switch self {
        case .customerAndEndUser: UnderAContractProof()
        case .personalApartFromGeneral: ApartProof()
        case .controllerNamed: ControllerProof()
        case .onlyWhatTheServiceNeeds: DeclaredFieldsProof()
        case .alwaysAValidReason: LegalBasisProof()
        case .freeCallingNeedsThree: FreeCallingProof()
        case .onlyTheCustomerKnowsWhoHasACode: AnonymousCodesProof()
        case .deviceNeeds: DeviceNeedsProof()
        case .customerConfirmsBeforeDelivery: ConfirmationProof()
        case .givenKnowingly: ProvenanceProof()
        case .asLittleAsPossible: MinimumProof()
        case .underSixteenOnlyWithConsent: MinorConsentProof()
        case .associationsHaveAMaker: AssociationProof()
        case .customWorkIsExplained: AnnexProof()
        case .givingIsNecessary: FormWordsProof()
        case .closedPurposes: PurposeProof()
        case .neverSold: RecipientProof()
        case .crimeAndFraudOnLegalGround: nil
        case .contactOnlyForContact: ContactProof()
        case .atMostOneYearAfterTheEnd: TermProof()
        case .callAndUsageTerms: nil
        case .booksWithoutPersonalData: nil
        case .restrictedForLegalDutyAlone: RestrictionProof()
        case .destroyedMeansDestroyed: DestructionProof()
        case .noMoreThanDemanded: nil
        case .everyRequirementExamined: nil
        case .authorityVerified: nil
        case .twoPeopleDecide: nil
        case .rightsWithinAMonth: RightsTermProof()
        case .sameRightsForCustomersPeople: SameRightsProof()
        case .wayToTheSupervisor: SupervisorProof()
        case .recipientsAreTold: RecipientsToldProof()
        case .suitableMeasures: MeasuresProof()
        case .onlyFromACase: CaseProof()
        case .codeOfConduct: ConductProof()
        case .accessByNeed: NeedProof()
        case .keptInTheNetherlands: nil
        case .everyVersionReadable: VersionsProof()
        case .everyoneIsToldBefore: nil
        case .customersSeeTheirRegister: CustomerRegisterProof()
        }
    }

    /// Whether its function is built, and so can be proven.
    public var isBuilt: Bool { proof != nil }
}
