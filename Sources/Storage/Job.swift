/// A write that waits for a thread. `run` may be called again when a commit it was part of failed.
struct Job: Sendable {
    let run: @Sendable (Transaction) throws -> Void
    /// Called once, after the commit (nil) or with the reason why nothing was written.
    let finish: @Sendable ((any Error)?) -> Void

    init<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result,
        resuming continuation: CheckedContinuation<Result, any Error>
    ) {
        let outcome = Outcome<Result>()
        run = { outcome.value = try body($0) }
        finish = { error in
            if let error {
                continuation.resume(throwing: error)
            } else if let value = outcome.value {
                continuation.resume(returning: value)
            } else {
                continuation.resume(throwing: StorageError.other(code: "no result"))
            }
        }
    }
}

/// @unchecked: only the one thread that runs and finishes the job touches it.
private final class Outcome<Value: Sendable>: @unchecked Sendable {
    var value: Value?
}
