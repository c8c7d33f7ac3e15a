/// How a job ended, as reported by the room that carried it out.
#[derive(Debug)]
pub enum Ended {
    /// Everything is done. The runner records it.
    Done,
    /// There was nothing to do, for this reason.
    Needless(String),
    /// The room has already recorded the result itself, or has lost the job.
    Noted,
    /// It failed, but may succeed later.
    Failed(String),
    /// It will never succeed.
    Refused(String),
}
