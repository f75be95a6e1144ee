import Domain
import Features

/// Whether somebody may be here: decided from the route and from who is signed in, before its handler runs.
struct Admission {
    /// Where to go instead: to sign in, or to sign what is to be signed.
    let elsewhere: Answer?
    /// As whom a worker acts here.
    let actor: Actor?

    /// Refuses who is signed in and may not be here.
    init(_ route: Route, _ desk: Desk) throws {
        var (elsewhere, actor): (Answer?, Actor?) = (nil, nil)
        switch route.audience {
        case .everyone, .demonstration: break
        case .endUser:
            if desk.visitor == nil { elsewhere = .seeOther("/inloggen") }
        case .worker:
            if desk.worker == nil { elsewhere = .seeOther("/werk") }
        case .customer(let roles):
            (elsewhere, actor) = try Self.work(desk.worker, in: roles, route)
        case .staff(let roles):
            (elsewhere, actor) = try Self.work(desk.worker, in: roles, route)
        }
        self.elsewhere = elsewhere
        self.actor = actor
    }

    /// A role of the other side is never held, so the roles alone tell the two portals apart.
    private static func work(
        _ worker: Worker?, in roles: [Role], _ route: Route
    ) throws -> (Answer?, Actor?) {
        guard let worker else { return (.seeOther("/werk"), nil) }
        guard let actor = worker.actor(in: roles) else { throw Stop.forbidden }
        guard worker.unsigned.isEmpty else {
            guard route.method == .get else { throw Stop.unsigned }
            return (.seeOther(WorkController.duties), nil)
        }
        return (nil, actor)
    }
}
