import Domain
import Features
import TestKit

/// Who works for a customer or for BuenO.
extension Town {
    /// The first people of the office, and the customers. A year before somebody lived here under an agreement that ended.
    func settleDown() async throws {
        try await liveBefore()
        for roles: Set<Role> in [
            [.privacyOfficer], [.privacyOfficer], [.support], [.support], [.fieldOperator], [.fieldOperator],
        ] {
            try await welcomeStaff(roles)
        }
        try await welcomeCustomer(.freeCalling)
        try await welcomeCustomer(.mobile)
        try await world.settle()
        try await world.keepHouse()
    }

    private func liveBefore() async throws {
        let ended = try await world.municipality(900)
        let codes = try await world.codes(3, for: ended)
        for code in codes {
            counted.residents += 1
            try await world.enrol(counted.residents, code: code)
        }
        world.clock.advance(by: .days(20))
        try await services.customers.end(ended.id)
        _ = try await services.contractEndings.run()
        try await world.settle()
        world.clock.advance(by: .days(200))
        try await world.keepHouse()
    }

    private func welcomeStaff(_ roles: Set<Role>) async throws {
        counted.employees += 1
        employees.append(Employee(try await world.staff(counted.employees, roles: roles), roles: roles))
    }

    func welcomeCustomer(_ service: Service) async throws {
        counted.customers += 1
        let contract =
            service == .mobile
            ? try await world.mobileMunicipality(counted.customers)
            : try await world.municipality(counted.customers)
        contracts.append(contract)
        for roles: Set<Role> in [[.customerAdmin], [.caseworker]] {
            try await welcomeColleague(roles, at: contract.customer)
        }
        try await orderCodes(under: contract)
    }

    private func welcomeColleague(_ roles: Set<Role>, at customer: Customer.ID) async throws {
        counted.employees += 1
        employees.append(
            Employee(
                try await world.colleague(counted.employees, of: customer, roles: roles), roles: roles,
                customer: customer))
    }

    /// Every month, well before the shortest term of a role has passed.
    func renewRoles() async throws {
        guard day.isMultiple(of: 30) else { return }
        for index in employees.indices {
            let employee = employees[index]
            for other in employees.indices
            where other != index && employees[other].customer == employee.customer {
                guard let giver = try? await worker(other) else { continue }
                for role in employee.roles.sorted(by: { $0.rawValue < $1.rawValue }) {
                    try await services.accounts.grant(role, to: employee.atWork.worker.account, by: giver)
                }
                break
            }
        }
    }

    func invite() async throws {
        if dice.isLucky(40) {
            try await welcomeStaff([try pick([Role.support, .fieldOperator])])
        } else {
            try await welcomeColleague(
                [try pick([Role.caseworker, .customerAdmin])], at: try pick(contracts).customer)
        }
    }

    /// Somebody leaves. An office of two stays an office of two.
    func offBoard() async throws {
        let index = try pick(Array(employees.indices))
        let leaving = employees[index]
        let alike = employees.filter { $0.customer == leaving.customer && $0.roles == leaving.roles }
        guard alike.count > (leaving.customer == nil ? 2 : 1) else { throw Absent() }
        let others = employees.indices.filter { $0 != index && employees[$0].customer == leaving.customer }
        try await services.accounts.close(
            leaving.atWork.worker.account, by: try await worker(try pick(others)))
        employees.remove(at: index)
    }

    /// A role is taken back, and given again.
    func takeRole() async throws {
        let index = try pick(Array(employees.indices))
        let employee = employees[index]
        let others = employees.indices.filter { $0 != index && employees[$0].customer == employee.customer }
        let giver = try await worker(try pick(others))
        let role = try pick(employee.roles.sorted { $0.rawValue < $1.rawValue })
        try await services.accounts.revoke(role, of: employee.atWork.worker.account, by: giver)
        try await services.accounts.grant(role, to: employee.atWork.worker.account, by: giver)
    }

    func colleagueAsks() async throws {
        let worker = try await worker(try pick(Array(employees.indices)))
        try await services.rightsRequests.ask(
            .other(try pick([.inspection, .erasure, .restriction, .complaint])),
            words: "Wat weten jullie van mij", for: worker)
    }

    // MARK: - Signing in

    func staff(_ role: Role) async throws -> Worker {
        try await worker(
            try pick(
                employees.indices.filter {
                    employees[$0].customer == nil && employees[$0].roles.contains(role)
                }))
    }

    func worker(of customer: Customer.ID, _ roles: Set<Role>) async throws -> Worker {
        try await worker(
            try pick(
                employees.indices.filter {
                    employees[$0].customer == customer && !employees[$0].roles.isDisjoint(with: roles)
                }))
    }

    /// By the session they had, or anew.
    func worker(_ index: Int) async throws -> Worker {
        let employee = employees[index]
        if let known = try await services.workSessions.worker(employee.session) { return known }
        world.clock.advance(by: .minutes(1))
        let challenge = try await services.workSignIns.start(
            emailAddress: employee.atWork.emailAddress, password: Sensitive(World.password), network: network)
        let session = try await services.workSignIns.prove(
            code: try world.appCode(employee.atWork.secret), on: challenge, network: network,
            device: .computer)
        employees[index].session = session
        return try await world.worker(session)
    }

    /// With a fresh code of their app.
    func proven(_ worker: Worker) async throws -> Worker {
        guard
            let index = employees.firstIndex(where: { $0.atWork.worker.account == worker.account })
        else { throw Absent() }
        world.clock.advance(by: .minutes(1))
        try await services.workSignIns.proveAgain(
            code: try world.appCode(employees[index].atWork.secret), for: worker, network: network)
        return try await self.worker(index)
    }
}
