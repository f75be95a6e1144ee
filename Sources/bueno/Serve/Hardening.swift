import CProcess

/// What the process gives up before it opens anything: keys and plaintext must not reach a core file, another
/// process, or another user's eyes.
enum Hardening {
    struct Refused: Error, CustomStringConvertible {
        let code: Int32
        var description: String {
            "The process could not be closed to core files and debuggers (error \(code)), so nothing was opened."
        }
    }

    static func apply() throws {
        let code = bueno_process_harden()
        guard code == 0 else { throw Refused(code: code) }
        bueno_process_raise_file_limit()
    }
}
