/// The data store. One dialect; the migration adapter rewrites column types per engine.
/// A shipped migration is never edited: what comes later is a new number.
public enum DataSchema {
    public static let migrations: [Migration] = [
        Migration(number: 1, name: "core", statements: customers + persons + access + log),
        Migration(number: 2, name: "sweep_mark", statements: sweepMark),
        Migration(number: 3, name: "accounts", statements: accounts),
        Migration(number: 5, name: "cases", statements: cases),
        Migration(number: 6, name: "batches", statements: batches),
        Migration(number: 7, name: "customers", statements: agreements),
        Migration(number: 8, name: "sign_on", statements: signOn),
        Migration(number: 9, name: "own_contact", statements: ownContact),
        Migration(number: 10, name: "destroyed", statements: destroyed),
        Migration(number: 11, name: "unguarded", statements: unguarded),
        Migration(number: 12, name: "processors", statements: processors),
        Migration(number: 13, name: "rights", statements: rights),
        Migration(number: 14, name: "mobile", statements: mobile),
        Migration(number: 15, name: "retention", statements: retention),
        Migration(
            number: 16, name: "guardians", statements: guardians,
            sqlite: ChangedRule.sqlite(guardianRules), postgresql: ChangedRule.postgresql(guardianRules)),
        Migration(number: 17, name: "evidence", statements: evidence),
        Migration(number: 18, name: "customer_changes", statements: customerChanges),
        Migration(number: 19, name: "no_field_reasons", statements: noFieldReasons),
        Migration(number: 20, name: "mobile_warnings", statements: mobileWarnings),
        Migration(
            number: 21, name: "guardian_corrections", statements: guardianCorrections,
            sqlite: ChangedRule.sqlite(paperRules), postgresql: ChangedRule.postgresql(paperRules)),
    ]
}
