import Domain
import HTTPTypes

extension Refusal {
    /// Everything that is wrong with a new customer or agreement.
    static func all(_ refusal: CustomerRefusal) -> [Refusal] {
        switch refusal {
        case .invalid(let problems): problems.map { Refusal($0) }
        case .registrationNumberTaken:
            [
                Refusal(
                    "Er is al een klant met dit nummer.", "There is a customer with this number already.",
                    field: "kvk")
            ]
        case .contractOverlaps:
            [
                Refusal(
                    "In die tijd loopt er al een overeenkomst voor deze dienst.",
                    "There is an agreement for this service in that time already.", field: "begin")
            ]
        case .changedMeanwhile:
            [
                Refusal(
                    "Iemand heeft deze gegevens intussen gewijzigd. Kijk of wat u invulde nog klopt, en bewaar het dan opnieuw.",
                    "Somebody changed these details meanwhile. See whether what you filled in is still right, and save it again.",
                    status: .conflict)
            ]
        case .proofNeeded:
            [Refusal("Bevestig eerst dat u het bent.", "First confirm that it is you.", status: .forbidden)]
        case .contractEnded, .unknownCustomer, .unknownContract:
            [
                Refusal(
                    "Deze overeenkomst is al gestopt of nog niet begonnen.",
                    "This agreement has ended already or has not begun.")
            ]
        }
    }

    init(_ problem: CustomerProblem) {
        switch problem {
        case .nameMissing:
            self.init(
                "Vul de naam van de organisatie in.", "Fill in the name of the organisation.", field: "naam")
        case .nameLooksPersonal:
            self.init(
                "In de naam staat een e-mailadres of telefoonnummer. Laat dat weg.",
                "There is an e-mail address or a phone number in the name. Leave it out.", field: "naam")
        case .kindMissing:
            self.init(
                "Kies wat voor organisatie het is.", "Choose what kind of organisation it is.", field: "soort"
            )
        case .numberMissing:
            self.init(
                "Vul een KvK-nummer of een OIN in.", "Fill in a KvK number or an OIN.", field: "kvk")
        case .kvkInvalid:
            self.init("Een KvK-nummer heeft 8 cijfers.", "A KvK number has 8 digits.", field: "kvk")
        case .oinInvalid:
            self.init(
                "Een OIN heeft 20 cijfers en begint met 0000000.",
                "An OIN has 20 digits and begins with 0000000.", field: "oin")
        case .vatInvalid:
            self.init(
                "Dit btw-nummer klopt niet. Bijvoorbeeld NL123456782B01.",
                "This VAT number is not right. For example NL123456782B01.", field: "btw")
        case .streetMissing:
            self.init("Vul straat en huisnummer in.", "Fill in street and number.", field: "straat")
        case .postcodeInvalid:
            self.init(
                "Vul een postcode in. Bijvoorbeeld 9723 JA.", "Fill in a postcode. For example 9723 JA.",
                field: "postcode")
        case .cityMissing: self.init("Vul de plaats in.", "Fill in the city.", field: "plaats")
        case .buyerReferenceMissing:
            self.init(
                "Vul in waaraan onze factuur te herkennen is.",
                "Fill in what our invoice is known by.", field: "kenmerk")
        case .buyerReferenceLooksPersonal:
            self.init(
                "Dit lijkt op een e-mailadres of telefoonnummer. Gebruik een kenmerk, zoals KPL-4410.",
                "This looks like an e-mail address or a phone number. Use a reference, such as KPL-4410.",
                field: "kenmerk")
        case .startInvalid:
            self.init("Vul in wanneer het begint.", "Fill in when it begins.", field: "begin")
        case .endInvalid:
            self.init(
                "Vul een laatste dag in, of laat het leeg.", "Fill in a last day, or leave it empty.",
                field: "einde")
        case .endBeforeStart:
            self.init(
                "De laatste dag is eerder dan de eerste.", "The last day lies before the first.",
                field: "einde")
        case .administratorNameMissing:
            self.init(
                "Vul de naam van de beheerder in.", "Fill in the administrator's name.", field: "beheerder")
        case .administratorAddressInvalid:
            self.init(
                "Vul het e-mailadres van de beheerder in. Bijvoorbeeld naam@example.nl.",
                "Fill in the administrator's e-mail address. For example name@example.nl.", field: "email")
        }
    }
}
