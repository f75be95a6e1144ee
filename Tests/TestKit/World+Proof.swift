public import Features

extension World {
    /// Proves on these stores, with the witness there is.
    public func prover(_ premises: Premises? = nil) -> Prover {
        Prover(
            vault: vault, keys: keys, statements: services.statements,
            premises: premises ?? Premises(witness: witness))
    }
}
