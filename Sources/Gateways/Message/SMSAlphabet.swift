/// The letters that a text message carries one by one (GSM 03.38). One other letter makes it twice as long.
enum SMSAlphabet {
    private static let letters = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€").unicodeScalars)

    static func holds(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(letters.contains)
    }
}
