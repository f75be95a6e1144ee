import ServiceLifecycle

extension ServiceGroupConfiguration.ServiceConfiguration {
    /// A service under a short name.
    /// Left to itself the library prints the whole service for its name: everything that hangs under it, keys included,
    /// which took three seconds of each start.
    init(named service: any ServiceLifecycle.Service) {
        self.init(service: service, serviceName: (service as? Repeating)?.name ?? "\(type(of: service))")
    }
}
