import Domain
import Testing
import Vault

@Suite struct SignatureCheckTests {
    typealias Samples = SignatureSamples

    private let check = SignatureCheck()

    private func isValid(
        _ signature: [UInt8], _ message: String, _ key: JSONWebKey, _ algorithm: SignatureAlgorithm
    ) -> Bool {
        check.isValid(signature, of: Array(message.utf8), by: key, algorithm)
    }

    @Test func `signatures of other libraries are valid`() {
        #expect(isValid(Samples.bytes(Samples.rs256), Samples.message, Samples.rsa(), .rs256))
        #expect(isValid(Samples.bytes(Samples.ps256), Samples.message, Samples.rsa(), .ps256))
        #expect(isValid(Samples.bytes(Samples.es256), Samples.messageES256, Samples.p256(), .es256))
    }

    @Test(arguments: [
        (Samples.rs256, SignatureAlgorithm.ps256), (Samples.ps256, .rs256), (Samples.pss20, .ps256),
        (Samples.pssOverSHA1, .ps256), (Samples.rsaWithSHA1, .rs256), (Samples.rsaWithSHA1, .ps256),
        (Samples.rs256, .es256), (Samples.es256, .rs256),
    ])
    func `a signature of another kind is none`(signature: String, algorithm: SignatureAlgorithm) {
        #expect(!isValid(Samples.bytes(signature), Samples.message, Samples.rsa(), algorithm))
    }

    @Test func `a key that is for one signature serves no other`() {
        #expect(isValid(Samples.bytes(Samples.rs256), Samples.message, Samples.rsa(.rs256), .rs256))
        #expect(!isValid(Samples.bytes(Samples.rs256), Samples.message, Samples.rsa(.ps256), .rs256))
        #expect(!isValid(Samples.bytes(Samples.es256), Samples.messageES256, Samples.rsa(), .es256))
        #expect(!isValid(Samples.bytes(Samples.rs256), Samples.message, Samples.p256(), .rs256))
    }

    @Test(arguments: [SignatureAlgorithm.rs256, .ps256, .es256])
    func `one bit that changed, a cut or a longer one is no signature`(algorithm: SignatureAlgorithm) {
        let (text, message, key) =
            switch algorithm {
            case .rs256: (Samples.rs256, Samples.message, Samples.rsa())
            case .ps256: (Samples.ps256, Samples.message, Samples.rsa())
            case .es256: (Samples.es256, Samples.messageES256, Samples.p256())
            }
        let signature = Samples.bytes(text)
        let unseen = (0..<(signature.count * 8)).filter { bit in
            var changed = signature
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            return isValid(changed, message, key, algorithm)
        }
        #expect(unseen == [])
        for wrong in [[], [0], Array(signature.dropLast()), signature + [0], [0] + signature] {
            #expect(!isValid(wrong, message, key, algorithm))
        }
        #expect(!isValid(signature, message + "A", key, algorithm))
        #expect(!isValid(signature, "", key, algorithm))
        #expect(!isValid([UInt8](repeating: 0, count: signature.count), message, key, algorithm))
        #expect(!isValid([UInt8](repeating: 255, count: signature.count), message, key, algorithm))
    }

    @Test func `a point that is not on the curve is no key`() {
        let signature = Samples.bytes(Samples.es256)
        let zero = [UInt8](repeating: 0, count: 32), ones = [UInt8](repeating: 255, count: 32)
        let (x, y) = (Samples.bytes(Samples.x), Samples.bytes(Samples.y))
        for key in [
            Samples.p256(x: y, y: x), Samples.p256(x: zero, y: zero), Samples.p256(x: ones, y: ones),
            Samples.p256(x: Array(x.dropLast())), Samples.p256(x: []),
        ] {
            #expect(!isValid(signature, Samples.messageES256, key, .es256))
        }
    }

    @Test func `numbers that are no key are refused without a crash`() {
        let signature = Samples.bytes(Samples.rs256)
        for (modulus, exponent) in [
            ([], []), ([0], [0]), ([1], [1]), (Samples.bytes(Samples.modulus), []), ([], [1, 0, 1]),
            (Samples.bytes(Samples.modulus), [0]), ([UInt8](repeating: 255, count: 256), [1, 0, 1]),
        ] as [([UInt8], [UInt8])] {
            let key = JSONWebKey(
                id: nil, algorithm: nil, material: .rsa(modulus: modulus, exponent: exponent))
            for algorithm in [SignatureAlgorithm.rs256, .ps256] {
                #expect(!isValid(signature, Samples.message, key, algorithm))
            }
        }
    }

    @Test func `a challenge is the verifier's hash, as the standard writes it`() throws {
        let attempt = try SignOnAttempt.random(at: .random())
        let hash = ContentHash.sha256(attempt.codeVerifier.reveal().utf8)
        #expect(attempt.codeChallenge == Base64URL.text(hash))
        #expect(attempt.codeChallenge.count == 43)
        #expect(try SignOnAttempt.random(at: attempt.provider) != attempt)
    }
}
