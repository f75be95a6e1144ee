/// The key store: its own database, its own log, its own backups. It holds no data and no plaintext key.
public enum KeySchema {
    public static let migrations: [Migration] = [
        Migration(
            number: 1, name: "core",
            statements: [
                """
                CREATE TABLE deployment (
                    id BIGINT PRIMARY KEY CHECK (id = 1),
                    deployment_id BLOB NOT NULL,
                    created_at BIGINT NOT NULL
                )
                """,
                // The keyring: keys that the root key wraps.
                """
                CREATE TABLE keyring_key (
                    name TEXT NOT NULL,
                    generation BIGINT NOT NULL,
                    root_id TEXT NOT NULL,
                    wrapped BLOB NOT NULL,
                    created_at BIGINT NOT NULL,
                    PRIMARY KEY (name, generation)
                )
                """,
                // One random key per (person, class), wrapped by the key-encryption key.
                """
                CREATE TABLE person_key (
                    key_id BLOB PRIMARY KEY,
                    end_user_id BLOB NOT NULL,
                    class TEXT NOT NULL CHECK (class IN ('identity', 'contact', 'recording', 'case_notes')),
                    kek_generation BIGINT NOT NULL,
                    wrapped BLOB NOT NULL,
                    created_at BIGINT NOT NULL,
                    UNIQUE (end_user_id, class)
                )
                """,
                "CREATE INDEX person_key_created ON person_key (created_at)",
                // The only place where a log pseudonym leads to a person.
                """
                CREATE TABLE pseudonym (
                    pseudonym BLOB PRIMARY KEY,
                    end_user_id BLOB NOT NULL UNIQUE,
                    created_at BIGINT NOT NULL
                )
                """,
            ]),
        // Not only end users have keys: a colleague with a login does, and who writes through the contact form.
        Migration(
            number: 2, name: "persons",
            statements: [
                "ALTER TABLE person_key RENAME COLUMN end_user_id TO person_id",
                "ALTER TABLE pseudonym RENAME COLUMN end_user_id TO person_id",
            ]),
        // P13: one random key per file with codes, wrapped by a key of the keyring. It lives a day at most.
        Migration(
            number: 3, name: "downloads",
            statements: [
                """
                CREATE TABLE download_key (
                    key_id BLOB PRIMARY KEY,
                    generation BIGINT NOT NULL,
                    wrapped BLOB NOT NULL,
                    created_at BIGINT NOT NULL
                )
                """
            ]),
        // P44: a class that loses a field and stays gets another key: beside the old one until the data is sealed anew.
        Migration(
            number: 4, name: "successors",
            statements: [
                """
                CREATE TABLE successor_key (
                    key_id BLOB PRIMARY KEY,
                    person_id BLOB NOT NULL,
                    class TEXT NOT NULL CHECK (class IN ('identity', 'contact')),
                    kek_generation BIGINT NOT NULL,
                    wrapped BLOB NOT NULL,
                    created_at BIGINT NOT NULL,
                    UNIQUE (person_id, class)
                )
                """
            ]),
    ]
}
