// The limits that `make bench` puts our figures beside: what the disk and SQLite do with nothing of ours
// around them. Each mode prints lines of a name, a tab and a number. The files are made by `bueno bench`, so
// the tables are ours.
//   floor sync DIRECTORY            how often a second 4 KiB can be made durable
//   floor enrol DATA KEYS COUNT     the rows of COUNT enrolments, 64 per commit
//   floor read DATA                 three sealed fields of a random person, not opened
//   floor access DATA               the rows of a person's file, and one durable log row
//   floor erase DATA KEYS COUNT     the rows of a person, deleted by their keys, one durable commit each
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PERSONS 2000
static unsigned char persons[PERSONS][16];
static int person_count;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void stop(sqlite3 *db, const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, db ? sqlite3_errmsg(db) : "failed");
    exit(1);
}

static void report(const char *name, double value) { printf("%s\t%f\n", name, value); }

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, 0, 0, 0) != SQLITE_OK) stop(db, sql);
}

static sqlite3 *open_db(const char *path) {
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) stop(db, path);
    run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, sql, -1, &s, 0) != SQLITE_OK) stop(db, sql);
    return s;
}

// Binds the same random bytes to every parameter named ?1...?4, and runs to the end.
static int step_all(sqlite3_stmt *s, unsigned char ids[4][16]) {
    int rows = 0, code;
    for (int i = 0; i < sqlite3_bind_parameter_count(s) && i < 4; i++)
        sqlite3_bind_blob(s, i + 1, ids[i], 16, SQLITE_STATIC);
    while ((code = sqlite3_step(s)) == SQLITE_ROW) rows++;
    if (code != SQLITE_DONE) stop(sqlite3_db_handle(s), sqlite3_sql(s));
    sqlite3_reset(s);
    return rows;
}

static void load_persons(sqlite3 *db) {
    sqlite3_stmt *s = prepare(db, "SELECT end_user_id FROM end_user WHERE end_user_id > randomblob(16) LIMIT 1");
    while (person_count < PERSONS) {
        if (sqlite3_step(s) == SQLITE_ROW) memcpy(persons[person_count++], sqlite3_column_blob(s, 0), 16);
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

static void sync_floor(const char *directory) {
    char path[4096], block[4096] = {1};
    snprintf(path, sizeof path, "%s/floor.sync", directory);
    int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600), count = 0;
    if (file < 0) stop(0, path);
    double end = now() + 2;
    while (now() < end) {
        // A log that is written over and over, as SQLite's is.
        if (pwrite(file, block, sizeof block, (count % 1000) * 4096L) < 0 || fdatasync(file) < 0) stop(0, "sync");
        count++;
    }
    report("syncs_per_s", count / 2.0);
    close(file);
    unlink(path);
}

#define DATA_SQL 19
static const char *begin_sql[] = {
    "INSERT INTO enrolment_attempt (attempt_id, token_hash, code_id, customer_id, contract_id, sealed_code,"
    " tries_left, sends_left, created_at, expires_at) SELECT ?1, ?1, code_id, customer_id, contract_id,"
    " zeroblob(44), 5, 4, 1, 9 FROM enrolment_code WHERE code_id = ?2", 0};
static const char *give_sql[] = {
    "UPDATE enrolment_attempt SET end_user_id = ?3, sealed_contact = zeroblob(80), secret_hash = zeroblob(32)"
    " WHERE attempt_id = ?1",
    "INSERT INTO log_leaf (leaf_id, at, subject, body) VALUES (randomblob(16), 1, ?3, zeroblob(200))",
    "INSERT INTO message (message_id, person_id, customer_id, service, key_id, kind, channel, language, sealed, state,"
    " attempts, due_at, created_at, expires_at) VALUES (?1, ?3, ?3, 'free_calling', ?3, 'enrolment_code', 'sms', 'nl',"
    " zeroblob(250), 'queued', 0, 1, 1, 9)", 0};
static const char *send_sql[] = {
    "UPDATE message SET state = 'sent', sent_at = 1, attempts = 1, sealed = NULL WHERE message_id = ?1",
    "INSERT INTO log_leaf (leaf_id, at, subject, body) VALUES (randomblob(16), 1, ?3, zeroblob(200))", 0};
static const char *prove_sql[] = {
    "UPDATE enrolment_code SET state = 'redeemed', redeemed_at = 1 WHERE code_id = ?2",
    "INSERT INTO end_user (end_user_id, customer_id, contract_id, code_id, contact_key_id, identity_key_id, state,"
    " declared_age, language, enrolled_at) SELECT ?3, customer_id, contract_id, code_id, ?1, ?3, 'active',"
    " 'sixteen_or_older', 'nl', 1 FROM enrolment_code WHERE code_id = ?2",
    "INSERT INTO log_leaf (leaf_id, at, subject, body) VALUES (randomblob(16), 1, ?3, zeroblob(200))",
    "INSERT INTO sealed_field (end_user_id, field, customer_id, class, key_id, rev, sealed, source, given_at,"
    " form_version, service) SELECT ?3, f.column1, customer_id, 'contact', ?1, 1, zeroblob(60), 'end_user', 1,"
    " (SELECT MIN(form_version) FROM form_version), 'free_calling' FROM enrolment_code,"
    " (VALUES ('mobile_number'), ('email_address'), ('enrolment_code')) f WHERE code_id = ?2",
    "INSERT INTO blind_index (customer_id, field, digest, end_user_id, key_id) SELECT customer_id, f.column1,"
    " randomblob(16), ?3, ?1 FROM enrolment_code, (VALUES ('mobile_number'), ('email_address')) f WHERE code_id = ?2",
    "DELETE FROM enrolment_attempt WHERE attempt_id = ?1",
    "INSERT INTO message (message_id, person_id, customer_id, service, key_id, kind, channel, language, sealed, state,"
    " attempts, due_at, created_at, expires_at) VALUES (?4, ?3, ?3, 'free_calling', ?1, 'welcome', 'mail', 'nl', zeroblob(900),"
    " 'queued', 0, 1, 1, 9)",
    "INSERT INTO session (session_id, token_hash, end_user_id, device, created_at, rotated_at, last_seen_at,"
    " expires_at) VALUES (?1, randomblob(32), ?3, 'phone', 1, 1, 1, 9)",
    "INSERT INTO session_end_user (session_id, end_user_id) VALUES (?1, ?3)", 0};
static const char *key_sql[] = {
    "INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)"
    " VALUES (?1, ?3, 'contact', 1, zeroblob(73), 1)",
    "INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)"
    " VALUES (?3, ?3, 'identity', 1, zeroblob(73), 1)",
    "INSERT INTO pseudonym (pseudonym, person_id, created_at) VALUES (?1, ?3, 1)", 0};

static void batch(sqlite3 *db, const char **sql, unsigned char ids[][4][16], int count) {
    static struct { const char *sql; sqlite3_stmt *statement; } known[DATA_SQL * 2];
    run(db, "BEGIN IMMEDIATE");
    for (; *sql; sql++) {
        int i = 0;
        while (known[i].sql && known[i].sql != *sql) i++;
        if (!known[i].sql) known[i].sql = *sql, known[i].statement = prepare(db, *sql);
        for (int person = 0; person < count; person++) step_all(known[i].statement, ids[person]);
    }
    run(db, "COMMIT");
}

static void enrol_floor(sqlite3 *data, sqlite3 *keys, int count) {
    static unsigned char ids[64][4][16];
    sqlite3_stmt *codes = prepare(data, "SELECT code_id FROM enrolment_code WHERE state = 'issued' LIMIT 64");
    double began = now();
    int done = 0;
    while (done < count) {
        int found = 0;
        while (sqlite3_step(codes) == SQLITE_ROW) {
            sqlite3_randomness(64, ids[found]);
            memcpy(ids[found++][1], sqlite3_column_blob(codes, 0), 16);
        }
        sqlite3_reset(codes);
        if (!found) break;
        batch(data, begin_sql, ids, found);
        batch(keys, key_sql, ids, found);
        batch(data, give_sql, ids, found);
        batch(data, send_sql, ids, found);
        batch(data, prove_sql, ids, found);
        done += found;
    }
    report("raw_enrolments_per_s", done / (now() - began));
}

static const char *fields_sql =
    "SELECT field, customer_id, key_id, rev, sealed, source, given_at, form_version, service"
    " FROM sealed_field WHERE end_user_id = ?1";

static void read_floor(sqlite3 *db) {
    load_persons(db);
    sqlite3_stmt *fields = prepare(db, fields_sql);
    double end = now() + 2;
    long count = 0;
    while (now() < end) {
        run(db, "BEGIN");
        step_all(fields, (unsigned char(*)[16])persons[count++ % PERSONS]);
        run(db, "COMMIT");
    }
    report("raw_reads_per_s", count / 2.0);
}

static void access_floor(sqlite3 *db) {
    enum { COUNT = 400 };
    static double reads[COUNT], writes[COUNT];
    load_persons(db);
    sqlite3_stmt *statements[] = {
        prepare(db, fields_sql),
        prepare(db, "SELECT c.name, u.enrolled_at, u.declared_age, u.language, u.state, k.ended_at, u.keep_until"
                    " FROM end_user u JOIN customer c ON c.customer_id = u.customer_id"
                    " JOIN contract k ON k.contract_id = u.contract_id WHERE u.end_user_id = ?1"),
        prepare(db, "SELECT COUNT(*) FROM message WHERE person_id = ?1"),
        prepare(db, "SELECT COUNT(*) FROM session_end_user WHERE end_user_id = ?1")};
    sqlite3_stmt *leaf = prepare(
        db, "INSERT INTO log_leaf (leaf_id, at, subject, body) VALUES (randomblob(16), 1, ?1, zeroblob(200))");
    for (int i = 0; i < COUNT; i++) {
        double start = now();
        run(db, "BEGIN");
        for (int s = 0; s < 4; s++) step_all(statements[s], (unsigned char(*)[16])persons[i]);
        run(db, "COMMIT");
        double read = now();
        run(db, "BEGIN IMMEDIATE");
        step_all(leaf, (unsigned char(*)[16])persons[i]);
        run(db, "COMMIT");
        reads[i] = (read - start) * 1e3;
        writes[i] = (now() - read) * 1e3;
    }
    report("raw_access_ms", median(reads, COUNT));
    report("raw_durable_row_ms", median(writes, COUNT));
}

static void erase_floor(sqlite3 *data, sqlite3 *keys, int count) {
    static double times[PERSONS];
    load_persons(data);
    const char *sql[] = {
        "INSERT INTO tombstone (key_id, reason, at) SELECT contact_key_id, 'erasure', 1 FROM end_user"
        " WHERE end_user_id = ?1 ON CONFLICT DO NOTHING",
        "DELETE FROM session_end_user WHERE end_user_id = ?1", "DELETE FROM message WHERE person_id = ?1",
        "DELETE FROM blind_index WHERE end_user_id = ?1", "DELETE FROM sealed_field WHERE end_user_id = ?1",
        "INSERT INTO log_leaf (leaf_id, at, subject, body) VALUES (randomblob(16), 1, ?1, zeroblob(200))"};
    sqlite3_stmt *statements[6], *key = prepare(keys, "DELETE FROM person_key WHERE person_id = ?1");
    for (int s = 0; s < 6; s++) statements[s] = prepare(data, sql[s]);
    for (int i = 0; i < count; i++) {
        double start = now();
        run(data, "BEGIN IMMEDIATE");
        for (int s = 0; s < 6; s++) step_all(statements[s], (unsigned char(*)[16])persons[i]);
        run(data, "COMMIT");
        times[i] = (now() - start) * 1e3;
        step_all(key, (unsigned char(*)[16])persons[i]);
    }
    report("raw_erasure_ms", median(times, count));
}

int main(int count, char **words) {
    const char *mode = count > 1 ? words[1] : "";
    if (!strcmp(mode, "sync") && count == 3) sync_floor(words[2]);
    else if (!strcmp(mode, "read") && count == 3) read_floor(open_db(words[2]));
    else if (!strcmp(mode, "access") && count == 3) access_floor(open_db(words[2]));
    else if (!strcmp(mode, "enrol") && count == 5) enrol_floor(open_db(words[2]), open_db(words[3]), atoi(words[4]));
    else if (!strcmp(mode, "erase") && count == 5) erase_floor(open_db(words[2]), open_db(words[3]), atoi(words[4]));
    else return fprintf(stderr, "floor: unknown mode\n"), 2;
    return 0;
}
