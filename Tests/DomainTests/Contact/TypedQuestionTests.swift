import Domain
import Testing

@Suite struct TypedQuestionTests {
    /// Reads what begins with a plus, so that the form is tested without a library.
    private struct PlainNumbers: PhoneNumberReading {
        func phoneNumber(_ text: String) -> PhoneNumber? { PhoneNumber(e164: text) }
    }

    private func judged(
        name: String = "Vera", phone: String = "+31501234567", mail: String = "vera@example.nl",
        question: String = "Hoe werkt het?"
    ) throws(ContactRefusal) -> ContactQuestion {
        try TypedQuestion(name: name, phoneNumber: phone, emailAddress: mail, question: question)
            .judged(reading: PlainNumbers())
    }

    private func problems(
        name: String = "Vera", phone: String = "+31501234567", mail: String = "vera@example.nl",
        question: String = "Hoe werkt het?"
    ) -> [ContactProblem] {
        do throws(ContactRefusal) {
            _ = try judged(name: name, phone: phone, mail: mail, question: question)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return [] }
            return problems
        }
    }

    @Test func `a number or an address is enough, and one of them is needed`() throws {
        #expect(try judged(phone: " ").phoneNumber == nil)
        #expect(try judged(mail: "").emailAddress == nil)
        #expect(problems(phone: "", mail: " ") == [.noWayBack])
    }

    @Test func `a wrong number is not read as none`() {
        #expect(problems(phone: "12") == [.phoneNumberInvalid])
        #expect(problems(phone: "12", mail: "") == [.phoneNumberInvalid])
        #expect(problems(phone: "", mail: "vera") == [.emailInvalid])
    }

    @Test func `everything that is wrong is named at once`() {
        #expect(
            problems(name: " \n", phone: "12", mail: "vera", question: " ")
                == [.nameMissing, .phoneNumberInvalid, .emailInvalid, .questionMissing])
    }

    @Test func `a question has two thousand characters, however many bytes they are`() {
        #expect(problems(question: String(repeating: "é", count: 2_000)).isEmpty)
        #expect(
            problems(question: String(repeating: "a", count: 2_001)) == [.questionTooLong(characters: 2_001)])
        let family = "👨‍👩‍👧‍👦"
        #expect(
            problems(question: String(repeating: family, count: 700)) == [.questionTooLong(characters: 700)])
    }

    @Test func `a name is one line`() throws {
        #expect(try judged(name: " Vera\r\n  Vraag ").name.reveal() == "Vera Vraag")
        #expect(problems(name: String(repeating: "a", count: 101)) == [.nameTooLong])
    }

    @Test(arguments: [
        (3_999, false), (4_000, true), (86_400_000, true), (86_400_001, false), (-1, false),
    ])
    func `a person takes a few seconds, and no more than a day`(milliseconds: Int64, isPerson: Bool) {
        let sent = Moment(milliseconds: 1_772_442_000_000)
        let opened = sent - .milliseconds(milliseconds)
        #expect(FormTiming.isOfAPerson(opened: opened, sent: sent) == isPerson)
        #expect(!FormTiming.isOfAPerson(opened: nil, sent: sent))
    }

    @Test(arguments: [
        ("+31612345678", "06 12345678"), ("+31501234567", "0501234567"), ("+3225551234", "+3225551234"),
    ])
    func `a number is shown as people dial it`(e164: String, shown: String) throws {
        let number = try #require(PhoneNumber(e164: e164))
        #expect(number.display.reveal() == shown)
        #expect("\(number) \(String(reflecting: number))" == "(sensitive) (sensitive)")
    }
}
