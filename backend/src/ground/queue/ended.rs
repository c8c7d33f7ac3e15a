/// What became of a job, as the room tells that carried it out.
#[derive(Debug)]
pub enum Ended {
    /// Everything is done. The runner notes it.
    Done,
    /// There was nothing to do, for this reason.
    Needless(String),
    /// The room has noted itself what became of it, or has lost the job.
    Noted,
    /// It may go better later.
    Failed(String),
    /// It will never go better.
    Refused(String),
}
