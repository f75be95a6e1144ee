import Domain
import HTTPTypes

/// Why a sign-on at one's own organisation ended, as a word in our own address: what came back is not carried along.
enum SignOnEnding: String, CaseIterable, Sendable {
    case expired = "verlopen"
    case denied = "geannuleerd"
    case unavailable = "stil"
    case misconfigured = "instelling"
    case unbelieved = "onbevestigd"
    case noRole = "geen-rol"
    case incomplete = "onvolledig"
    case addressTaken = "bezet"
    case accessEnded = "gesloten"
    case otherPerson = "iemand-anders"
    case notAgain = "niet-opnieuw"
    case tooOften = "te-vaak"

    init(_ refusal: SignOnRefusal) {
        self =
            switch refusal {
            case .stateMismatch, .issuerMismatch, .answerMalformed, .expired, .addressMalformed: .expired
            case .unknownOrganisation: .expired
            case .denied: .denied
            case .providerUnavailable, .discovery, .busy: .unavailable
            case .providerRefused, .clientRefused: .misconfigured
            case .codeRefused, .token: .unbelieved
            case .noRole: .noRole
            case .identityIncomplete: .incomplete
            case .addressTaken: .addressTaken
            case .accessEnded: .accessEnded
            case .otherPerson: .otherPerson
            case .notProvenAgain: .notAgain
            case .tooManyGuesses: .tooOften
            }
    }
}

extension Refusal {
    init(_ ending: SignOnEnding) {
        switch ending {
        case .expired:
            self.init(
                "Dit inloggen is niet meer geldig. Begin opnieuw.",
                "This sign-in is no longer valid. Begin again.", status: .gone)
        case .denied:
            self.init(
                "U hebt het inloggen bij uw organisatie geannuleerd.",
                "You cancelled signing in at your organisation.", status: .forbidden)
        case .unavailable:
            self.init(
                "De inlogpagina van uw organisatie antwoordt nu niet. Probeer het straks weer.",
                "Your organisation's sign-in page does not answer now. Try again later.",
                status: .serviceUnavailable)
        case .misconfigured:
            self.init(
                "De inlogpagina van uw organisatie en BuenO begrijpen elkaar niet. Vraag uw beheerder om de instellingen na te kijken.",
                "Your organisation's sign-in page and BuenO do not understand each other. Ask your administrator to look at the settings.",
                status: .badGateway)
        case .unbelieved:
            self.init(
                "Wij konden niet nagaan dat u het bent. Begin opnieuw.",
                "We could not verify that it is you. Begin again.", status: .forbidden)
        case .noRole:
            self.init(
                "Uw organisatie gaf u geen rol bij BuenO. Vraag uw beheerder.",
                "Your organisation gave you no role at BuenO. Ask your administrator.", status: .forbidden)
        case .incomplete:
            self.init(
                "Uw organisatie gaf uw naam of e-mailadres niet door. Vraag uw beheerder.",
                "Your organisation did not pass on your name or e-mail address. Ask your administrator.",
                status: .forbidden)
        case .addressTaken:
            self.init(
                "Er is al toegang met uw e-mailadres, en uw organisatie bevestigt niet dat het van u is. Vraag uw beheerder.",
                "There is access with your e-mail address already, and your organisation does not confirm that it is yours. Ask your administrator.",
                status: .forbidden)
        case .accessEnded:
            self.init(
                "Een collega heeft uw toegang gesloten. Vraag uw beheerder om u opnieuw uit te nodigen.",
                "A colleague ended your access. Ask your administrator to invite you again.",
                status: .forbidden)
        case .otherPerson:
            self.init(
                "Bij uw organisatie logde iemand anders in. Begin opnieuw.",
                "Somebody else signed in at your organisation. Begin again.", status: .forbidden)
        case .notAgain:
            self.init(
                "Uw organisatie zegt niet dat u net opnieuw inlogde. Vraag uw beheerder om de claim auth_time aan te zetten.",
                "Your organisation does not say that you signed in anew just now. Ask your administrator to switch on the claim auth_time.",
                status: .forbidden)
        case .tooOften: self = .tooOften(minutes: 15)
        }
    }

    /// At the form that asks the organisation.
    init(_ refusal: SignOnRefusal) {
        switch refusal {
        case .addressMalformed:
            self.init(
                "Vul het e-mailadres van uw werk in. Bijvoorbeeld naam@example.nl.",
                "Fill in your e-mail address at work. For example name@example.nl.", field: "adres")
        case .unknownOrganisation:
            self.init(
                "Met dit adres kunt u niet via uw organisatie inloggen. Log in met uw wachtwoord, of vraag uw beheerder.",
                "With this address you cannot sign in through your organisation. Sign in with your password, or ask your administrator.",
                field: "adres")
        case .tooManyGuesses(let minutes): self = .tooOften(minutes: minutes)
        default: self.init(SignOnEnding(refusal))
        }
    }

    /// What is wrong with a provider, for the administrator who tries it out.
    init(trying refusal: SignOnRefusal) {
        let field = "uitgever"
        switch refusal {
        case .discovery(.malformed):
            self.init(
                "Op dit adres staat iets anders dan een document van OpenID Connect.",
                "At this address stands something else than a document of OpenID Connect.", field: field)
        case .discovery(.wrongIssuer):
            self.init(
                "Het document noemt een ander adres als uitgever. Neem het precies over, ook de streep aan het eind.",
                "The document names another address as its issuer. Copy it exactly, the slash at the end too.",
                field: field)
        case .discovery(.unsafeAddress):
            self.init(
                "Het document verwijst naar een adres dat niet met https:// begint.",
                "The document refers to an address that does not start with https://.", field: field)
        case .discovery(.noCommonAlgorithm):
            self.init(
                "De inlogdienst ondertekent niet met RS256, PS256 of ES256. Andere nemen wij niet aan.",
                "The provider does not sign with RS256, PS256 or ES256. We accept no others.", field: field)
        case .discovery(.noCommonAuthentication):
            self.init(
                "De inlogdienst kent client_secret_basic en client_secret_post niet. Wij hebben een van beide nodig.",
                "The provider knows neither client_secret_basic nor client_secret_post. We need one of them.",
                field: field)
        case .busy: self.init(SignOnEnding.unavailable)
        default:
            self.init(
                "Op dit adres antwoordt geen inlogdienst. Wij vroegen naar /.well-known/openid-configuration.",
                "No provider answers at this address. We asked for /.well-known/openid-configuration.",
                field: field)
        }
    }

    init(_ problem: ProviderProblem) {
        switch problem {
        case .issuerMissing:
            self.init("Vul het adres van de uitgever in.", "Fill in the issuer's address.", field: "uitgever")
        case .issuerNotEncrypted:
            self.init(
                "Het adres moet met https:// beginnen.", "The address must start with https://.",
                field: "uitgever")
        case .issuerMalformed:
            self.init(
                "Dit adres kan niet. Het heeft geen vraagteken en wijst niet naar deze computer zelf.",
                "This address cannot be. It has no question mark and does not point to this machine itself.",
                field: "uitgever")
        case .clientIDMissing:
            self.init(
                "Vul in hoe de inlogdienst BuenO noemt.", "Fill in what the provider calls BuenO.",
                field: "client")
        case .secretMissing:
            self.init("Vul het geheim in.", "Fill in the secret.", field: "geheim")
        case .secretNeededAnew:
            self.init(
                "U veranderde het adres of de client-id. Vul het geheim opnieuw in.",
                "You changed the address or the client ID. Fill in the secret again.", field: "geheim")
        case .rulesMissing:
            self.init(
                "Maak minstens 1 regel. Zonder regel komt niemand binnen.",
                "Make at least 1 rule. Without a rule nobody gets in.", field: "kenmerk-1")
        case .ruleIncomplete(let number):
            self.init(
                "Regel \(number) is niet af: vul kenmerk, waarde en rol in.",
                "Rule \(number) is not complete: fill in claim, value and role.", field: "kenmerk-\(number)")
        case .ruleAboutOnePerson(let number):
            self.init(
                "Regel \(number) gaat over 1 persoon. Gebruik een groep.",
                "Rule \(number) is about 1 person. Use a group.", field: "kenmerk-\(number)")
        case .administratorMissing:
            self.init(
                "Iedereen moet zo inloggen. Houd dus een regel die iemand beheerder maakt.",
                "Everyone must sign in this way. So keep a rule that makes somebody administrator.",
                field: "kenmerk-1")
        }
    }

    init(_ refusal: ProviderRefusal) {
        switch refusal {
        case .invalid(let problems):
            self =
                problems.first.map { Refusal($0) }
                ?? Refusal("Er klopt iets niet.", "Something is not right.")
        case .proofNeeded:
            self.init(
                "Bevestig eerst dat u het bent. Sla daarna op.", "First confirm that it is you. Then save.",
                status: .forbidden)
        case .notSet:
            self.init("Stel eerst de inlogdienst in.", "First set up the provider.")
        case .domainPublic:
            self.init(
                "Adressen van dit domein kan iedereen krijgen. Dan is het niet van uw organisatie.",
                "Anybody can get an address of this domain. So it is not your organisation's.")
        case .domainTaken:
            self.init(
                "Dit domein is van een andere klant. Neem contact met ons op als dat niet klopt.",
                "This domain is another customer's. Contact us if that is not right.")
        case .addressNotProven:
            self.init(
                "Uw eigen e-mailadres is nog niet met een uitnodiging bevestigd. Laat een collega dit doen die met een uitnodiging kwam.",
                "Your own e-mail address was never confirmed by an invitation. Have a colleague do this who came by an invitation."
            )
        case .signOnFirst:
            self.init(
                "Log eerst zelf via uw organisatie in, als beheerder. Dan weet u dat het werkt.",
                "First sign in through your organisation yourself, as administrator. Then you know that it works."
            )
        case .lastWayIn:
            self.init(
                "U hebt zelf geen wachtwoord, dus u zou uzelf buitensluiten. Laat een collega met een wachtwoord dit doen.",
                "You have no password yourself, so you would lock yourself out. Have a colleague with a password do this."
            )
        }
    }
}
