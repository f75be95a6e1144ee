internal import CQRCode
public import Domain

/// Writes QR codes by libqrencode: byte mode, error correction M (15% of the code may be dirt), the smallest that fits.
///
/// Refused: an empty text, and more than 2,331 bytes. Safe to use from any thread.
public struct QRCodes: QRCodeWriting {
    public init() {}

    public func matrix(of text: String) -> QRMatrix? {
        let bytes = Array(text.utf8)
        var modules = [UInt8](repeating: 0, count: Int(BUENO_QR_SIZE_MAX * BUENO_QR_SIZE_MAX))
        let size = Int(bueno_qr_write(bytes, bytes.count, &modules))
        return QRMatrix(size: size) { row, column in modules[row * size + column] == 1 }
    }
}
