import Domain
import Foundation

/// The clock of this machine.
struct SystemClock: Clock {
    func now() -> Moment {
        Moment(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }
}
