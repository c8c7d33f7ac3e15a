use super::{Error, Result};

/// What became of several pieces of work that were all tried: one that fails keeps no other from being done,
/// nor its reason from being known.
pub(crate) fn together(tried: impl IntoIterator<Item = Result<()>>) -> Result<()> {
    let mut failed: Vec<Error> = tried.into_iter().filter_map(Result::err).collect();
    if failed.len() > 1 {
        let reasons: Vec<String> = failed.iter().map(ToString::to_string).collect();
        return Err(Error::Unexpected(reasons.join("; ")));
    }
    failed.pop().map_or(Ok(()), Err)
}
