import Domain
import Features
import Foundation

/// What was acknowledged before the process was killed, by the lines that reached the outside.
struct HammerLedger {
    struct Entry: Hashable {
        let batch: CodeBatch.ID
        let letter: Int
    }

    /// Enrolled, and nobody asked for erasure.
    private(set) var enrolled: Set<Entry> = []
    /// Erased for certain. Who asked and got no answer is in neither: both outcomes are whole.
    private(set) var erased: Set<Entry> = []

    init(path: String) throws {
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let batch = CodeBatch.ID(words[1]), let letter = Int(words[2]) else {
                continue
            }
            let entry = Entry(batch: batch, letter: letter)
            switch words[0] {
            case "E": enrolled.insert(entry)
            case "x": enrolled.remove(entry)
            case "X": erased.insert(entry)
            default: continue
            }
        }
    }
}
