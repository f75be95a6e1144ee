import Domain
import Yams

extension StatementReader {
    /// The words for every case of the closed types; one that is missing is noted.
    func vocabulary(_ document: DocumentEntry) -> StatementVocabulary? {
        let fields = table(document, "fields", of: Field.self) { node, name in
            DocumentEntry(reading, node, name, keys: ["name", "yours"]).flatMap { entry in
                entry.wording("name").flatMap { words in
                    entry.wording("yours").map { StatementVocabulary.FieldWords(name: words, yours: $0) }
                }
            }
        }
        let purposes = table(document, "purposes", of: Purpose.self) { node, name in
            DocumentEntry(reading, node, name, keys: ["name", "in_order_to"]).flatMap { entry in
                entry.wording("name").flatMap { words in
                    entry.wording("in_order_to").map {
                        StatementVocabulary.PurposeWords(name: words, inOrderTo: $0)
                    }
                }
            }
        }
        let roles = table(document, "roles", of: Role.self) { node, name in
            DocumentEntry(reading, node, name, keys: ["name", "organisation"]).flatMap { entry in
                entry.wording("name").flatMap { words in
                    entry.word("organisation", StatementVocabulary.RoleWords.Organisation.self).map {
                        StatementVocabulary.RoleWords(organisation: $0, name: words)
                    }
                }
            }
        }
        let acts = table(document, "acts", of: ProcessingAct.self) { DocumentEntry.wording(reading, $0, $1) }
        let bases = table(document, "bases", of: LegalBasis.self) { DocumentEntry.wording(reading, $0, $1) }
        return StatementVocabulary(purposes: purposes, bases: bases, acts: acts, roles: roles, fields: fields)
    }

    private func table<Word: RawRepresentable<String> & CaseIterable & Hashable, Value>(
        _ document: DocumentEntry, _ key: String, of _: Word.Type, value: (Node, String) -> Value?
    ) -> [Word: Value] {
        guard let node = document.node(key),
            let entry = DocumentEntry(reading, node, key, keys: Word.allCases.map(\.rawValue))
        else { return [:] }
        var result: [Word: Value] = [:]
        for word in Word.allCases {
            result[word] = entry.node(word.rawValue).flatMap { value($0, "\(word.rawValue) of \(key)") }
        }
        return result
    }
}
