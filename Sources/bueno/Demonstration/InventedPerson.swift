import Domain

/// Somebody who does not exist: a number and an address, and no name, because free calling asks for none (P12).
struct InventedPerson: Sendable {
    let number: Int
    /// Which of the customers gave the code.
    let customer: Int
    /// Days after the start of the story.
    let day: Int
    let age: EndUser.DeclaredAge
    /// The day on which they ask to be erased.
    let erasesOn: Int?
    var mobileNumber: String
    var emailAddress: String
    /// Under sixteen: what their guardian says, and when they turn sixteen if it is not long away.
    var guardianSays = Guarding.Answer.nothing
    var turnsSixteen: CalendarMonth?

    var language: Language { number.isMultiple(of: 5) ? .english : .dutch }
    var device: Device { [.phone, .phone, .phone, .computer, .tablet][number % 5] }
    /// Each in a network of their own, as seen from here.
    var network: [UInt8] { [10, UInt8(number >> 8 & 255), UInt8(number & 255)] }
    var readsOwnData: Bool { number.isMultiple(of: 7) }

    init(
        number: Int, customer: Int, day: Int, age: EndUser.DeclaredAge = .sixteenOrOlder, erasesOn: Int? = nil
    ) {
        self.number = number
        self.customer = customer
        self.day = day
        self.age = age
        self.erasesOn = erasesOn
        mobileNumber = "061234" + number.padded(to: 4)
        emailAddress = "person\(number.padded(to: 4))@example.nl"
    }
}
