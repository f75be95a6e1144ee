internal import Foundation

/// The Python that has what `scripts/requirements.txt` lists: `BUENO_PYTHON`, or the one on the path.
public enum TestPython {
    /// The command for `/usr/bin/env`.
    public static var command: String {
        ProcessInfo.processInfo.environment["BUENO_PYTHON"].flatMap { $0.isEmpty ? nil : $0 } ?? "python3"
    }
}
