import ArgumentParser
import Domain
import Features
import Foundation
import Gateways
import Storage
import Vault

/// An error as a person reads it: what is wrong and what to do. No personal value can be in it.
struct Failure: Error, Codable, CustomStringConvertible {
    let description: String
    let exitCode: Int32

    /// Runs a command; what goes wrong is said in words, and the exit code says which kind it is.
    static func explained(_ body: () async throws -> Int32) async throws {
        let code: Int32
        do {
            code = try await body()
        } catch let error as ExitCode {
            throw error
        } catch {
            let failure = Failure(error)
            FileHandle.standardError.write(Data("bueno: \(failure.description)\n".utf8))
            throw ExitCode(failure.exitCode)
        }
        if code != Exit.fine { throw ExitCode(code) }
    }

    init(_ description: String, exitCode: Int32) {
        self.description = description
        self.exitCode = exitCode
    }

    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as StorageError: self.init(error)
        case let error as VaultError: self.init(error)
        case let error as BatchRefusal: self.init(Self.words(error), exitCode: Exit.refused)
        case let error as RestrictionRefusal: self.init(Self.words(error), exitCode: Exit.refused)
        case let error as CustomerRefusal: self.init(Self.words(error), exitCode: Exit.refused)
        case let error as AccountRefusal: self.init(Self.words(error), exitCode: Exit.refused)
        case let error as WitnessRefusal: self.init(Self.words(error), exitCode: Exit.finding)
        case let error as GatewaySettingError:
            self.init(
                "A mail or SMS setting cannot be used: \(error). See docs/OPERATING.md.",
                exitCode: Exit.refused)
        case is SettingProblem, is StatementInvalid, is StatementRefusal, is Hardening.Refused:
            self.init("\(error)", exitCode: Exit.refused)
        default: self.init("It did not work: \(type(of: error)).", exitCode: Exit.unavailable)
        }
    }

    /// What a log may say of an error: its kind, and never a value.
    static func kind(of error: any Error) -> String {
        switch error {
        case let error as StorageError: "\(error)"
        case let error as WitnessRefusal: "\(error)"
        default: "\(type(of: error))"
        }
    }

    private init(_ error: StorageError) {
        let words =
            switch error {
            case .locked:
                "Another process holds this data. Stop it, or let it finish; a running server takes verbs itself."
            case .full: "The disk is full. Nothing was written. Free some space and try again."
            case .readOnly: "The disk or the database may not be written. Nothing was changed."
            case .unavailable: "The database cannot be reached. Nothing was written."
            case .busy: "The database is too busy. Try again."
            case .outcomeUnknown: "The connection was lost while committing. Look before you repeat it."
            case .newerDatabase(let found, let known):
                "This data was made by a later version (schema \(found), this program knows \(known)). Use that version."
            case .corrupt:
                "The database is damaged, or is no database. Restore the newest copy (docs/OPERATING.md)."
            case .constraint, .unexpectedType, .other: "The database refused it: \(error)."
            }
        self.init(words, exitCode: Exit.unavailable)
    }

    private init(_ error: VaultError) {
        let words =
            switch error {
            case .storesDiffer:
                "The key store belongs to another installation than the data. Point 'keys' at the right directory."
            case .wrongRootKey(let id):
                "Root key \(id) does not open this key store. Give the key it was made with."
            case .keyFileUnsafe(let path):
                "\(path) must hold a root key and be readable by its owner alone (mode 0600)."
            case .quarantined:
                "These stores were restored and wait for their destructions: see 'bueno restore --help'."
            default: "The vault refused it: \(error)."
            }
        self.init(words, exitCode: Exit.refused)
    }

    private static func words(_ refusal: BatchRefusal) -> String {
        switch refusal {
        case .countOutOfRange: "Issue from 1 to 50,000 codes at once."
        case .expiryInThePast: "The last day of the codes lies in the past."
        case .reasonMissing: "Give a reason: it is kept with the batch."
        case .reasonTooLong: "Make the reason shorter: at most 80 characters."
        case .reasonIsPersonal:
            "Leave mail addresses and phone numbers out of the reason: it is kept in the clear."
        case .unknownBatch, .unknownLetter: "There is no such batch or letter. 'bueno codes list' shows them."
        case .letterNotOpen, .batchEnded, .stillMaking, .dayNotLater, .nothingToDownload, .notDownloaded,
            .labelsNotSealed, .markMalformed, .proofNeeded:
            "The batch refused it: \(refusal)."
        case .unknownContract: "There is no such contract. 'bueno customer list' shows them."
        case .contractEnded: "This contract has ended or has not begun: no codes can be issued for it."
        }
    }

    private static func words(_ refusal: RestrictionRefusal) -> String {
        switch refusal {
        case .reasonMissing: "Give the order or the article of law: it is kept with the lock."
        case .untilInThePast: "The last day lies in the past."
        case .nobodyWithThatLetter:
            "Nobody enrolled with that letter, or they are gone. Check batch and letter number."
        }
    }

    private static func words(_ refusal: CustomerRefusal) -> String {
        switch refusal {
        case .invalid(let problems): problems.map { words($0) }.joined(separator: " ")
        case .registrationNumberTaken: "There is a customer with this registration number already."
        case .unknownCustomer, .unknownContract:
            "There is no such contract. 'bueno customer list' shows them."
        case .contractEnded:
            "This contract has ended already, has not begun, or there is none by this number."
        case .contractOverlaps: "There is a contract for this service in that time already."
        case .proofNeeded: "This asks for a recent proof of who you are."
        case .changedMeanwhile: "Somebody else changed it meanwhile."
        }
    }

    private static func words(_ refusal: AccountRefusal) -> String {
        switch refusal {
        case .nameMissing: "Give their name."
        case .emailInvalid: "Give an e-mail address that mail can be sent to."
        case .addressTaken: "Somebody of this organisation has a login with this address already."
        case .roleMissing, .roleNotOfThisSide: "The role is support, operator or privacy_officer."
        default: "It was refused: \(refusal)."
        }
    }

    private static func words(_ refusal: WitnessRefusal) -> String {
        switch refusal {
        case .unreadable: "What the witness keeps cannot be read."
        case .unwritable: "The witness's directory cannot be written."
        case .smaller(let known, let offered):
            "The witness knows a log of \(known) leaves and this one has \(offered): it was cut, or an old copy is running."
        }
    }
}
