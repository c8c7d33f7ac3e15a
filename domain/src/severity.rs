values::coded! {
    /// type d'annonce; a later variant is shown above an earlier one. The code is the key in forms
    /// and the database.
    Severity {
        Information => "information",
        Warning => "warning",
        Alert => "alert",
    }
}
