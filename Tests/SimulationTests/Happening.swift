/// What happens in a town, and how often beside the rest.
enum Happening: String, CaseIterable, Sendable {
    // Letters with codes, at a customer.
    case orderCodes, revokeLetter, replaceLetter, revokeBatch, extendBatch
    // People arrive.
    case enrol, enrolChild, apply, applyForChild, leaveHalfway, enrolAgain
    // Guardians, and who turns sixteen.
    case guardianSaysYes, guardianSaysNo, guardianWithdraws, nameAnotherGuardian, stayAtSixteen
    // A phone or SIM card.
    case answerApplication, takeAnswerBack, replyToQuestion, inquire
    // A person and their own data.
    case signIn, look, takeCopy, readMessages, changeNumber, changeAddress, secureContact
    case restrict, liftRestriction, object, complain, askCorrection, withdrawRequest, erase
    // BuenO's office.
    case answerRequest, extendRequest, registerRequest, openCase, writeNote, closeCase, guardPerson
    case breakGlass, handOver, lockByLaw
    // Questions through the contact form.
    case askQuestion, answerQuestion, answerByPhone
    // Holds.
    case askHold, approveHold, refuseHold, renewHold, liftHold
    // Customers and who works there.
    case newCustomer, moreService, endAgreement, invite, offBoard, takeRole, colleagueAsks
    case tie, untie, tellRecipients, explainCustomWork
    // What goes wrong outside.
    case postFails, stopDestroying

    var weight: Int {
        switch self {
        case .enrol: 16
        case .apply, .enrolChild, .answerApplication, .guardianSaysYes: 12
        case .signIn, .look, .answerRequest: 8
        case .orderCodes, .applyForChild, .stayAtSixteen, .openCase, .askQuestion, .erase: 6
        case .approveHold, .changeNumber, .changeAddress, .answerQuestion, .restrict, .liftRestriction: 5
        case .complain, .object, .replyToQuestion, .guardianWithdraws, .closeCase, .writeNote: 4
        case .takeCopy, .readMessages, .leaveHalfway, .askCorrection, .guardianSaysNo, .postFails: 3
        case .nameAnotherGuardian, .askHold, .registerRequest, .invite, .tie: 3
        case .endAgreement, .stopDestroying, .explainCustomWork, .moreService, .revokeBatch: 1
        default: 2
        }
    }

    static func rolled(with dice: inout Dice) -> Happening {
        var left = dice.roll(1...allCases.reduce(0) { $0 + $1.weight })
        for happening in allCases {
            left -= happening.weight
            if left <= 0 { return happening }
        }
        return .signIn
    }
}
