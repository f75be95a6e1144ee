import Foundation

/// Who else may open files.
enum FileModes {
    /// The directory itself and everything under it that group or others may read, write or enter; by name.
    static func open(toOthersUnder directory: String) -> [String] {
        let manager = FileManager.default
        let contents = manager.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
        return ([""] + contents.sorted()).compactMap { name in
            let path = name.isEmpty ? directory : directory + "/" + name
            let attributes = try? manager.attributesOfItem(atPath: path)
            guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else {
                return name.isEmpty ? "a directory that is not there" : nil
            }
            if attributes?[.type] as? FileAttributeType == .typeSymbolicLink { return nil }
            return mode & 0o077 == 0 ? nil : (name.isEmpty ? "the directory" : name)
        }
    }

    static func isInside(_ path: String, directory: String) -> Bool {
        let inner = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
        let outer = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath()
            .pathComponents
        return inner.starts(with: outer)
    }
}
