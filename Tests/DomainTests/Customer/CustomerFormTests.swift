import Domain
import Testing

/// A new customer as it is typed.
@Suite struct CustomerFormTests {
    private static let right = CustomerForm(
        details: CustomerDetailsForm(
            name: "Gemeente  Voorbeeld", kind: "municipality", kvk: "1234 5678", oin: "00000001001234567000",
            vat: "NL 1234.56.782.B01", street: "Dorpsstraat 1", postcode: "9723ja", city: "Groningen",
            buyerReference: "KPL-4410"), dates: ContractDates(starts: "2026-11-24", ends: "2027-11-23"),
        administratorName: "Noor Voorbeeld", administratorAddress: "noor@example.nl")

    private func problems(_ change: (inout CustomerForm) -> Void) -> [CustomerProblem] {
        var form = Self.right
        change(&form)
        do {
            _ = try form.registration { $0.contains("@") }
            return []
        } catch {
            guard case .invalid(let problems) = error else { return [] }
            return problems
        }
    }

    @Test func `a right form becomes a registration in one spelling`() throws {
        let registration = try Self.right.registration { _ in false }
        #expect(registration.details.name == "Gemeente Voorbeeld")
        #expect(registration.details.numbers.kvk?.text == "12345678")
        #expect(registration.details.numbers.main == "12345678")
        #expect(registration.details.invoice?.vat?.text == "NL123456782B01")
        #expect(registration.details.invoice?.postcode.text == "9723 JA")
        // The last day itself is still part of it.
        #expect(registration.period.ends == CalendarDay("2027-11-24")?.start)
    }

    @Test func `everything that is wrong is named at once`() {
        let found = problems {
            ($0.details.name, $0.details.kind, $0.details.kvk, $0.details.oin, $0.details.vat) = (
                "", "circus", "1234567", "12", "NL1"
            )
            ($0.details.street, $0.details.postcode, $0.details.city, $0.details.buyerReference) = (
                "", "0723 JA", "", ""
            )
            $0.dates = ContractDates(starts: "2026-02-30", ends: "morgen")
            ($0.administratorName, $0.administratorAddress) = (Sensitive(" "), Sensitive("noor"))
        }
        #expect(
            found == [
                .nameMissing, .kindMissing, .kvkInvalid, .oinInvalid, .vatInvalid, .streetMissing,
                .postcodeInvalid, .cityMissing, .buyerReferenceMissing, .startInvalid, .endInvalid,
                .administratorNameMissing, .administratorAddressInvalid,
            ])
    }

    @Test func `one of the two numbers is enough, and none is not`() {
        #expect(problems { $0.details.kvk = "" } == [])
        #expect(problems { $0.details.oin = "" } == [])
        #expect(problems { ($0.details.kvk, $0.details.oin) = ("", "") } == [.numberMissing])
        #expect(problems { $0.details.oin = "10000001001234567000" } == [.oinInvalid])
    }

    @Test func `what leads to a person is refused in the fields of an organisation`() {
        #expect(problems { $0.details.name = "v.voorbeeld@example.nl" } == [.nameLooksPersonal])
        #expect(problems { $0.details.buyerReference = "noor@example.nl" } == [.buyerReferenceLooksPersonal])
    }

    @Test func `a last day before the first is refused, and no last day is no end`() throws {
        #expect(
            problems { $0.dates = ContractDates(starts: "2026-11-24", ends: "2026-11-23") } == [
                .endBeforeStart
            ])
        #expect(try ContractDates(starts: "2026-11-24", ends: " ").period().ends == nil)
        let oneDay = try ContractDates(starts: "2026-11-24", ends: "2026-11-24").period()
        #expect(oneDay.ends.map { $0 > oneDay.starts } == true)
    }

    @Test(arguments: [
        // The eleven test, the test of 97, and neither.
        ("NL123456782B01", true), ("NL002342672B42", true), ("nl123456782b01", true),
        ("NL123456789B01", false), ("NL123456782B00", false), ("NL123456782X01", false),
        ("BE123456782B01", false), ("NL000000000B01", false), ("NL12345678B01", false), ("", false),
    ])
    func `a number for value added tax passes one of its two tests`(typed: String, isRight: Bool) {
        #expect((VATNumber(typed) != nil) == isRight)
    }
}

/// Which mailboxes and numbers are an organisation's (P02).
@Suite struct GeneralMailboxTests {
    @Test(arguments: [
        ("info@example.nl", true), ("facturen@example.nl", true), ("privacy@example.nl", true),
        ("fg@example.nl", true), ("post.sociaal@example.nl", true),
        ("gemeente.voorbeeld@voorbeeld.example.nl", true),
        ("team-3@example.nl", true), ("INFO@example.nl", true),
        ("noor@example.nl", false), ("n.voorbeeld@example.nl", false), ("info.noor@example.nl", false),
        ("voorbeeld@voorbeeld.example.nl", false), ("12@example.nl", false),
        ("facturen.jan@example.nl", false),
    ])
    func `a mailbox is general when all of its name is a function`(text: String, isGeneral: Bool) throws {
        #expect(GeneralMailbox.isGeneral(try #require(EmailAddress(text))) == isGeneral)
    }

    @Test(arguments: [
        ("050 123 45 67", "0501234567"), ("+31 50 1234567", "0501234567"), ("0031501234567", "0501234567"),
        ("14 050", "14050"), ("0800-1234", "08001234"), ("088 123 4567", "0881234567"),
    ])
    func `a fixed line, a service number and a short one are general`(typed: String, kept: String) throws {
        #expect(try GeneralNumber(typed).text == kept)
    }

    @Test(arguments: ["06 12345678", "+31612345678", "0031 6 1234 5678"])
    func `a mobile number is somebody's`(typed: String) {
        #expect(throws: GeneralNumber.Refusal.mobile) { try GeneralNumber(typed) }
        #expect(throws: ContactPointRefusal.numberIsPersonal) { try ContactPoint.general(typed) }
    }

    @Test(arguments: ["", "12", "050 123", "bel mij", "+49 30 1234567"])
    func `what is no number of this country is refused`(typed: String) {
        #expect(throws: GeneralNumber.Refusal.notANumber) { try GeneralNumber(typed) }
    }

    @Test func `what is kept still passes its own rule`() throws {
        for typed in ["info@example.nl", "050 1234567", "14 050"] {
            guard case .general(_, let kept) = try ContactPoint.general(typed) else { continue }
            #expect(ContactPoint.isGeneral(kept))
        }
        #expect(!ContactPoint.isGeneral("noor@example.nl"))
    }
}
