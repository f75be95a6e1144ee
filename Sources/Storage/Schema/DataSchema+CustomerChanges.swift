extension DataSchema {
    /// What was changed about a customer, by whom and when.
    static let customerChanges: [String] = [
        // Which change a form was opened on: who saved it meanwhile is not overwritten.
        "ALTER TABLE customer_detail ADD COLUMN revision BIGINT NOT NULL DEFAULT 0",
        """
        CREATE TABLE customer_change (
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            revision BIGINT NOT NULL CHECK (revision > 0),
            part TEXT NOT NULL CHECK (part IN ('name', 'kind', 'kvk', 'oin', 'vat', 'street', 'postcode', 'city',
                'buyer_reference')),
            value_before TEXT,
            value_after TEXT,
            changed_by BLOB NOT NULL REFERENCES account (account_id),
            changed_at BIGINT NOT NULL,
            leaf_id BLOB NOT NULL REFERENCES log_leaf (leaf_id),
            PRIMARY KEY (customer_id, revision, part),
            CHECK (value_before IS NOT NULL OR value_after IS NOT NULL),
            CHECK (value_before IS NULL OR value_after IS NULL OR value_before <> value_after)
        )
        """,
    ]
}
