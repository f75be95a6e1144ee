import Domain

/// Signatures made by other libraries, over the example of RFC 7515: ES256 is that of its appendix A.3, the others are
/// by Python's cryptography with a key made for this.
enum SignatureSamples {
    static let message =
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
        + "c19yb290Ijp0cnVlfQ"
    static let messageES256 =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
        + "c19yb290Ijp0cnVlfQ"
    static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    static let es256 =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    static let modulus =
        "rHn1VfUUKltdu_2UCDWHhBpgo-5wIXCTwsaUSdB1lv1Ewmp06H2QerqHj7dSv6-w1eQuvwH7fiTvOvAndn39IxRgIZ"
        + "AwCMGcc6GwjxasrYmy46DuK6CMdxQA0SHvhnWxA9ktG8nxHM_2_QWWlz5qrmhd3DXGASzi18CYC3U6d32BZFsJV-Ix"
        + "YXmtVaD-V3VF2TC0w8iH_Mfh3n07am92I158sBTNCVNVmbfs_9iu3lDxNEh3xIFInyMZqRDqGpGnP1mMbPCSdJsjVh"
        + "2jwPuv30uqrv2ZBrAmL4uhs2RcG0uNrLLjVc5xJhTcX4qCA8JvWob1MFUmpsLE-2sOiH7ktw"
    static let rs256 =
        "CJV1P_X4ZkAVMPdOU-FxoyTaOrHyxo56eq2oHkX9zXcbOnj23LilNjnGKW2QznXEqbD3Gim0UxB3xRMVdpow3lX2oj"
        + "qj0AecjacN6TcduW2WikaiH2merMPiCKmsBo6ewXoVjaIkb_ZwLsF6akJlK5I5gUIDQx4uc6by0VhrlOQuQ0NSbXIr"
        + "U-k_7I1L6wds05s9sj8AX-9FcEFCZQB2WiRcEQXRjnnCVdNowPaB0_5DQ9JR_JAHfqhCddMhrbRKY4PqHWcYPVU9H1"
        + "nyeZ_0BVwRDXDfEndnodRd1CCB0tASFAqOS74eKRa9MPt2D5aZMldWpS-KuJ1c6Bgz9LeSZQ"
    static let ps256 =
        "OHk7VD5hOLZRxyiPYDvZGBcewZaenQLOpK91-waWT-KMYen-oQRF5aCuXp-1FJGO1j2oNM7F38UJHjxI-pgO0iB2Hg"
        + "wSX1A8AExiJtcS7AyoAvIMg5LECQ1z9ldKIERwBydAzPQh9dYweog4LJSmfheuNUChW9WDasQRuXFBrGOXlLXrFcCb"
        + "lWdD-RmD3QuE3uasVIu1DV_hUT7sXdEmouAB6tLUFcNf4CX36aCn6WVOx7DOs5c-DYayoYPKehYQuID2StOJCk2eDJ"
        + "m_O38iMzg74Vzyz19PpcvmiY_FInsZ9vq4ve5jcb77CoaMB2pZmqmtV4GWNbnuogqbojk_Dw"
    /// PSS with a salt of 20 bytes, where the standard wants 32.
    static let pss20 =
        "XPqm15frVLOYIJhn3hoLUHuLazoaNudih53d_rnTyrCupTLHsM3IPKQNIBN0PdNEos5cL8qvR0_6gBCrCQvfkeDy-E"
        + "-izZZWHQczqtErtcGyAvLO3jdDVrRs0Iur2uvbsZtUPmDbt8Nne02GJOFhtYmGx6rbEXZOOu2oIE2wsjbQe2BtTcm6"
        + "5UUxMSZy_oMuZ4D84CfbIEyH3KA_nX2ZNiadvMBqTIEyxhSGPYkaVvTxPDfRU-9RpMCZXNcySqqwJjRT3jpdWGVhR3"
        + "64uUKBR3l0IHoW1szI2CguvzLZz1Qh6t3H0AgCyQaL0DGZDw0oKXrLV_svGyuTh8jpKfQgKQ"
    /// PSS with a mask by SHA-1.
    static let pssOverSHA1 =
        "mx9VW1CCArH9u9gL1LIW1TH0-7Fwns-jYHAZ168S8SBkQwe36Oo1Tt00JV-b9SL0vPtitB4cqhWXJjvsGuPNxIO4Gh"
        + "_vkJJnYhVJJjIfS70zAs1c21l5noUtFQq76mlYIxW1z7qj8wMBWXZUxPhanLOw48r7gPMrR_edY9ptdGY8LDTn-0iB"
        + "UdF8h62uFuwnQg4lEiNjOI_vNetwqjRzBvMzEv3vH_gmPnyWUeuPiYx_klXgG0yPNOQJilvLPz9Ur4BGBVAtV3tqOd"
        + "h2s-GyetecnO1Csei1hIWjra58Q1rgPMdXmmxWBPpXqEIQLT8vmYJeTALjGgTqD9EMNucvTA"
    /// PKCS #1 over SHA-1, which can be forged.
    static let rsaWithSHA1 =
        "e06RIQQf88zf4OWT9MhH0aOs8UDaxbUi9BNx9JQKAslUIgZwIxHVeo91Hw_KyfTalJN7Bv4IGAv7KbA6IjW0VKU3Xa"
        + "ctA2kEZtcAzE-NK24CMYZhzqVa1kmQiVqBLw1mNFz8Dpc-jzuogSTh2fJqLs1PAPwfeONqsaBj2YCuq-jsw01NmUOE"
        + "xxrVm5LnXPLGqNRHQm7XkTYAGwScgD2DOh6X1N8lqYR1gqAOj2ns9ywTU2ZdLVnVxPqxuEUzEDy9WC5ijLAgqwnTDa"
        + "iYplCM8CRunqut9ATQtDegLXyR8HWIgaDWPuORXDAPQD9065dsIBLjX53aMYQfQEeTrN4XrQ"

    static func rsa(_ algorithm: SignatureAlgorithm? = nil) -> JSONWebKey {
        JSONWebKey(
            id: nil, algorithm: algorithm, material: .rsa(modulus: bytes(modulus), exponent: [1, 0, 1]))
    }

    static func p256(x: [UInt8] = bytes(x), y: [UInt8] = bytes(y)) -> JSONWebKey {
        JSONWebKey(id: nil, algorithm: nil, material: .p256(x: x, y: y))
    }

    static func bytes(_ text: String) -> [UInt8] { Base64URL.bytes(text) ?? [] }
}
