import Features

extension World {
    /// What runs by itself every so often.
    public func keepHouse() async throws {
        try await services.retention.run()
        try await services.minorSweep.run()
        try await services.messenger.sweep()
        try await services.shredder.run()
        try await services.logKeeper.run()
    }
}
