import Domain
import Foundation

/// What an auditor reads first: what is in the archive and how to check it with tools that every computer can have.
enum EvidenceReadme {
    static func files(of period: EvidencePeriod, publicKey: [UInt8]) -> [ZipArchive.File] {
        [
            .init("LEES-MIJ.txt", dutch(period)), .init("README.txt", english(period)),
            .init("public-key.pem", pem(publicKey)),
        ]
    }

    /// As OpenSSL reads it: the fixed head of an Ed25519 key (RFC 8410), and the key.
    static func pem(_ publicKey: [UInt8]) -> String {
        let head: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return
            "-----BEGIN PUBLIC KEY-----\n\(Base64.text(head + publicKey))\n-----END PUBLIC KEY-----\n"
    }

    private static let commands = """
            grep -E '^[0-9a-f]{64}  ' MANIFEST.txt | sha256sum --check
            sed '/^$/,$d' MANIFEST.txt > manifest.body
            tail -n 1 MANIFEST.txt | cut -d ' ' -f 3 | base64 -d | tail -c 64 > manifest.sig
            openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.body -sigfile manifest.sig
            openssl pkey -pubin -in public-key.pem -outform DER | tail -c 32 | sha256sum
        """

    private static func dutch(_ period: EvidencePeriod) -> String {
        """
        Bewijs van \(period.first) tot en met \(period.last)

        Dit archief komt uit bueno, het programma van BuenO Telecom. Er staan aantallen, teksten en
        handtekeningen in. Er staan geen namen, nummers, adressen of pseudoniemen van mensen in.

        Wat erin staat
          MANIFEST.txt              elk bestand met zijn SHA-256, en onze handtekening
          proof/                    het bewijs, belofte voor belofte, en elke keer dat het werd nagekeken
          statement/                de privacyverklaring zoals die gold, per versie
          register/                 het register van verwerkingen, per versie van de verklaring
          processors.csv            verwerkers en hun overeenkomsten
          destruction/              wat elke dag werd vernietigd, met een getekend bewijs per dag
          holds.csv                 opdrachten om te bewaren: op welke grond en hoe vaak
          requests.csv              verzoeken over eigen gegevens: hoeveel en of ze op tijd waren
          consents.csv              ouders en verzorgers: gevraagd, ja, nee en ingetrokken
          viewing/                  opvallend kijken en geopende zaken, per maand
          access/                   rollen van onze medewerkers: hoeveel mensen, geen namen
          log/checkpoints.txt       getekende koppen van het logboek, met het bewijs dat ze op elkaar volgen

        Nakijken (Linux, macOS of WSL; OpenSSL 3)
        \(commands)

        1. Elk bestand is zoals in het manifest staat.
        2-4. Het manifest is getekend met de sleutel in public-key.pem.
        5. De SHA-256 van die sleutel. Vraag BuenO langs een andere weg om deze waarde en vergelijk ze:
           een archief kan niet zelf bewijzen van wie het is.

        Met bueno erbij: bueno evidence verify BESTAND --key public-key.pem
        Dat rekent ook na of elke kop van het logboek het begin is van de volgende (RFC 9162), dus of er niets
        is herschreven, en of elk bewijs van vernietiging is getekend. Bewaar de laatste kop: in het volgende
        archief is dat de eerste.

        Tijden staan in UTC; dagen zijn die van Nederland. CSV-bestanden: UTF-8, puntkomma's.

        """
    }

    private static func english(_ period: EvidencePeriod) -> String {
        """
        Evidence from \(period.first) until \(period.last), that day included

        This archive comes from bueno, the program of BuenO Telecom. It holds counts, texts and signatures. It
        holds no names, numbers, addresses or pseudonyms of people.

        What is in it
          MANIFEST.txt              each file with its SHA-256, and our signature
          proof/                    the proof, promise by promise, and each time that it was run
          statement/                the privacy statement as it was in force, per version
          register/                 the register of processing activities, per version of the statement
          processors.csv            processors and their agreements
          destruction/              what each day destroyed, with a signed certificate per day
          holds.csv                 orders to keep: on which ground and how often
          requests.csv              requests about people's own data: how many, and whether in time
          consents.csv              parents and carers: asked, yes, no and taken back
          viewing/                  unusual viewing and opened cases, per month
          access/                   roles of our own people: how many people, no names
          log/checkpoints.txt       signed heads of the log, with the proof that each follows from the one before

        How to check it (Linux, macOS or WSL; OpenSSL 3)
        \(commands)

        1. Each file is as the manifest says.
        2-4. The manifest is signed with the key in public-key.pem.
        5. The SHA-256 of that key. Ask BuenO for this value by another way and compare them: an archive cannot
           itself prove whose it is.

        With bueno at hand: bueno evidence verify FILE --key public-key.pem
        It also recomputes that each head of the log is the beginning of the next (RFC 9162), so that nothing
        was rewritten, and that each certificate of destruction is signed. Keep the last head: in the next
        archive it is the first.

        Times are in UTC; days are those of the Netherlands. CSV files: UTF-8, semicolons.

        """
    }
}
