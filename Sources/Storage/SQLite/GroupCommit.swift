/// Several jobs, one commit. Nobody hears of success before the commit is on disk.
struct GroupCommit {
    let connection: SQLiteConnection
    let clock: @Sendable () -> Int64

    func commit(_ jobs: [Job]) {
        if jobs.count > 1, let failures = together(jobs) {
            for (job, failure) in zip(jobs, failures) { job.finish(failure) }
        } else {
            for job in jobs { job.finish(alone(job)) }
        }
    }

    /// The failure of each job, nil for what is on disk now. Nil as a whole when the batch was not committed:
    /// also a job that threw is run again then, because it may have seen what another job of the batch had
    /// changed.
    private func together(_ jobs: [Job]) -> [(any Error)?]? {
        do {
            try connection.command("BEGIN IMMEDIATE")
            var failures: [(any Error)?] = []
            for job in jobs {
                failures.append(try inSavepoint(job))
            }
            try connection.command("COMMIT")
            return failures
        } catch {
            connection.rollback()
            return nil
        }
    }

    /// Returns why the job failed; throws when the transaction around it is gone (a full disk rolls back
    /// all).
    private func inSavepoint(_ job: Job) throws -> (any Error)? {
        try connection.command("SAVEPOINT job")
        let failure = run(job)
        guard connection.isInTransaction else { throw StorageError.unavailable }
        if failure != nil { try connection.command("ROLLBACK TO job") }
        try connection.command("RELEASE job")
        return failure
    }

    private func alone(_ job: Job) -> (any Error)? {
        do {
            try connection.command("BEGIN IMMEDIATE")
            if let failure = run(job) { throw failure }
            guard connection.isInTransaction else { throw StorageError.unavailable }
            try commit()
            return nil
        } catch {
            connection.rollback()
            return error
        }
    }

    /// When the sync fails the log may hold all of it, and a start after a crash would find it there.
    private func commit() throws {
        do {
            try connection.command("COMMIT")
        } catch StorageError.unavailable {
            throw StorageError.outcomeUnknown
        }
    }

    private func run(_ job: Job) -> (any Error)? {
        let transaction = Transaction(on: connection, at: clock())
        defer { transaction.end() }
        do {
            try job.run(transaction)
            return nil
        } catch {
            return error
        }
    }
}
