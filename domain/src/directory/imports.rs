values::coded! {
    /// Where an import was started.
    ImportOrigin {
        /// By an administrator, on the page *Annuaire*.
        Page => "page",
        Command => "command",
        /// From the folder of the night.
        Night => "night",
    }

    /// Why an import left no report.
    ImportNote {
        /// The folder has the files of the last time.
        Unchanged => "unchanged",
        /// The folder cannot be read.
        Unreadable => "unreadable",
    }
}
