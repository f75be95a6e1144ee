import Domain
import TestKit

/// Which happening is whose.
extension Town {
    /// - Returns false when nothing came of it because nobody was there to do it.
    func carryOut(_ happening: Happening) async throws -> Bool {
        switch happening {
        case .orderCodes: try await orderCodes()
        case .revokeLetter: try await revokeLetter()
        case .replaceLetter: try await replaceLetter()
        case .revokeBatch: try await revokeBatch()
        case .extendBatch: try await extendBatch()
        case .enrol: try await enrol(mobile: false, asChild: false)
        case .enrolChild: try await enrol(mobile: false, asChild: true)
        case .apply: try await enrol(mobile: true, asChild: false)
        case .applyForChild: try await enrol(mobile: true, asChild: true)
        case .leaveHalfway: try await leaveHalfway()
        case .enrolAgain: try await enrolAgain()
        case .guardianSaysYes: try await guardian(says: .yes)
        case .guardianSaysNo: try await guardian(says: .no)
        case .guardianWithdraws: try await guardian(says: .noLonger)
        case .nameAnotherGuardian: try await nameAnotherGuardian()
        case .stayAtSixteen: try await stayAtSixteen()
        case .answerApplication: try await answerApplication()
        case .takeAnswerBack: try await takeAnswerBack()
        case .replyToQuestion: try await replyToQuestion()
        case .inquire: try await inquire()
        default: return try await carryOutLater(happening)
        }
        return true
    }

    private func carryOutLater(_ happening: Happening) async throws -> Bool {
        switch happening {
        case .signIn: _ = try await someone(anew: true)
        case .look: try await look()
        case .takeCopy: try await takeCopy()
        case .readMessages: try await readMessages()
        case .changeNumber: try await changeContact(.sms)
        case .changeAddress: try await changeContact(.mail)
        case .secureContact: try await secureContact()
        case .restrict: try await restrict()
        case .liftRestriction: return try await liftRestriction()
        case .object: try await object()
        case .complain: try await complain()
        case .askCorrection: try await askCorrection()
        case .withdrawRequest: return try await withdrawRequest()
        case .erase: try await erase()
        case .askQuestion: try await world.askQuestion(dice.roll(1...9_000))
        case .answerQuestion: return try await answerQuestion(byPhone: false)
        case .answerByPhone: return try await answerQuestion(byPhone: true)
        case .postFails: failPost()
        default: return try await carryOutAtWork(happening)
        }
        return true
    }

    private func carryOutAtWork(_ happening: Happening) async throws -> Bool {
        switch happening {
        case .answerRequest: return try await answerRequest()
        case .extendRequest: return try await extendRequest()
        case .registerRequest: try await registerRequest()
        case .openCase: try await openCase()
        case .writeNote: try await writeNote()
        case .closeCase: try await closeCase()
        case .guardPerson: try await guardPerson()
        case .breakGlass: try await breakGlass()
        case .handOver: try await handOver()
        case .lockByLaw: try await lockByLaw()
        case .askHold: try await askHold()
        case .approveHold: return try await decideHold(.approve)
        case .refuseHold: return try await decideHold(.refuse)
        case .renewHold: return try await renewHold()
        case .liftHold: return try await liftHold()
        case .newCustomer: try await newCustomer()
        case .moreService: try await moreService()
        case .endAgreement: return try await endAgreement()
        case .invite: try await invite()
        case .offBoard: try await offBoard()
        case .takeRole: try await takeRole()
        case .colleagueAsks: try await colleagueAsks()
        case .tie: try await tie()
        case .untie: return try await untie()
        case .tellRecipients: try await tellRecipients()
        case .explainCustomWork: try await explainCustomWork()
        case .stopDestroying: try await stopDestroying()
        default: return false
        }
        return true
    }
}
