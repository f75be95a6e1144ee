import Domain
import Synchronization

/// The unwrapped keys and pseudonyms of the persons seen last: bounded, and emptied of a person on erasure.
///
/// Two generations instead of a linked list: when the young one is full it becomes the old one, and the old one
/// goes. A hit in the old generation moves the person to the young one.
final class KeyCache: Sendable {
    private struct Generations {
        var young: [Person.ID: PersonKeys] = [:]
        var old: [Person.ID: PersonKeys] = [:]
    }

    private let generationSize: Int
    private let generations = Mutex(Generations())

    init(persons: Int) {
        generationSize = max(1, persons / 2)
    }

    func keys(of person: Person.ID) -> PersonKeys? {
        generations.withLock { cache in
            if let keys = cache.young[person] { return keys }
            guard let keys = cache.old[person] else { return nil }
            insert(keys, into: &cache)
            return keys
        }
    }

    func insert(_ keys: PersonKeys) {
        generations.withLock { insert(keys, into: &$0) }
    }

    func forget(_ person: Person.ID) {
        generations.withLock {
            $0.young[person] = nil
            $0.old[person] = nil
        }
    }

    private func insert(_ keys: PersonKeys, into cache: inout Generations) {
        if cache.young.count >= generationSize {
            cache.old = cache.young
            cache.young = [:]
        }
        cache.young[keys.person] = keys
    }
}
