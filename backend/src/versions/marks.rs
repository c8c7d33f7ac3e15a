use std::{
    iter,
    time::{Duration, Instant},
};

use domain::versions::{Marked, Run, Wording};
use similar::{ChangeTag, TextDiff};

use crate::{Required, Result};

/// Two texts that have little in common are compared for at most this long; the rest counts as
/// replaced.
const PATIENCE: Duration = Duration::from_millis(200);
/// The same of all corrections of a text together.
const OF_ALL: Duration = Duration::from_secs(1);

/// The old and the new wording in one, word by word. Long texts take long: [`marked`] does it beside.
pub fn mark(before: &Wording, after: &Wording) -> Marked {
    mark_until(before, after, Instant::now() + PATIENCE)
}

/// The same on a thread of its own: readers of other pages do not wait for it.
///
/// # Errors
/// If the thread does not come back.
pub async fn marked(before: Wording, after: Wording) -> Result<Marked> {
    apart(move || mark(&before, &after)).await
}

/// What each wording became: the next one, and the last one what is said at `present`. The latest first.
pub(super) async fn mark_all(wordings: Vec<Wording>, present: Wording) -> Result<Vec<Marked>> {
    apart(move || {
        let (until, mut after) = (Instant::now() + OF_ALL, present);
        let next = |before: Wording| {
            let marked = mark_until(&before, &after, until.min(Instant::now() + PATIENCE));
            after = before;
            marked
        };
        wordings.into_iter().map(next).collect()
    })
    .await
}

/// Compares texts on a thread of its own.
pub(super) async fn apart<T: Send + 'static>(compare: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(compare).await.required("the changes of a text")
}

fn mark_until(before: &Wording, after: &Wording, until: Instant) -> Marked {
    let formats = each(before).zip(each(after));
    Marked {
        title: runs(&before.title, &after.title, None, until),
        text: runs(&before.text, &after.text, formats.as_ref(), until),
    }
}

/// The formatting of each character of a text; `None` when it is not known.
fn each(wording: &Wording) -> Option<Vec<u32>> {
    let codes = wording.formats.iter().flat_map(|(length, code)| iter::repeat_n(*code, *length as usize));
    // A stored length is not trusted with memory.
    let codes: Vec<u32> = codes.take(wording.text.len() + 1).collect();
    (!codes.is_empty() && codes.len() == wording.text.chars().count()).then_some(codes)
}

fn runs(before: &str, after: &str, formats: Option<&(Vec<u32>, Vec<u32>)>, until: Instant) -> Vec<Run> {
    let compared = TextDiff::configure().deadline(until).diff_words(before, after);
    let mut runs: Vec<Run> = Vec::new();
    // How many characters of each text were passed.
    let (mut old, mut new) = (0, 0);
    for change in compared.iter_all_changes() {
        let (words, length) = (change.value(), change.value().chars().count());
        match change.tag() {
            ChangeTag::Equal => {
                let stays = formats.is_none_or(|(before, after)| {
                    before.get(old..old + length) == after.get(new..new + length)
                });
                push(&mut runs, if stays { Run::Same(words.into()) } else { Run::Reformatted(words.into()) });
                (old, new) = (old + length, new + length);
            }
            ChangeTag::Delete => {
                push(&mut runs, Run::Removed(words.into()));
                old += length;
            }
            ChangeTag::Insert => {
                push(&mut runs, Run::Added(words.into()));
                new += length;
            }
        }
    }
    runs
}

/// Adds a run to the last one if both say the same of their words.
fn push(runs: &mut Vec<Run>, next: Run) {
    if let (Run::Reformatted(_), [.., Run::Reformatted(words), Run::Same(space)]) =
        (&next, runs.as_mut_slice())
        && space.trim().is_empty()
    {
        // The space between two words that both changed.
        words.push_str(space);
        runs.pop();
    }
    match (runs.last_mut(), next) {
        (Some(Run::Same(last)), Run::Same(words))
        | (Some(Run::Removed(last)), Run::Removed(words))
        | (Some(Run::Added(last)), Run::Added(words))
        | (Some(Run::Reformatted(last)), Run::Reformatted(words)) => last.push_str(&words),
        (_, next) => runs.push(next),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        time::{Duration, Instant},
    };

    use domain::versions::{Run, Wording};
    use futures::poll;
    use proptest::prelude::*;

    use super::{mark, mark_all, mark_until, marked};

    fn wording(text: &str) -> Wording {
        Wording { text: text.to_owned(), ..Wording::default() }
    }

    /// A text whose characters between two places are formatted otherwise.
    fn bold(text: &str, (from, to): (u32, u32)) -> Wording {
        let length = u32::try_from(text.chars().count()).expect("a short text");
        Wording { formats: vec![(from, 0), (to - from, 1), (length - to, 0)], ..wording(text) }
    }

    #[test]
    fn words_that_only_look_different_are_marked() {
        let marked = mark(&bold("Sortie lundi à 8 h", (0, 0)), &bold("Sortie lundi à 8 h", (7, 14)));
        let expected =
            [Run::Same("Sortie ".into()), Run::Reformatted("lundi à".into()), Run::Same(" 8 h".into())];
        assert_eq!(marked.text, expected);
        let changed = mark(&bold("Sortie lundi", (0, 0)), &bold("Sortie mardi", (0, 6)));
        assert_eq!(changed.text[0], Run::Reformatted("Sortie".into()));
        let unknown = mark(&wording("Sortie lundi"), &bold("Sortie lundi", (0, 6)));
        assert_eq!(unknown.text, [Run::Same("Sortie lundi".into())], "what it looked like is not known");
        let wrong = Wording { formats: vec![(u32::MAX, 0), (u32::MAX, 1)], ..wording("Sortie") };
        assert_eq!(mark(&wrong, &wording("Sortie")).text, [Run::Same("Sortie".into())]);
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let marked = mark(&wording("Sortie lundi à 8 h"), &wording("Sortie mardi à 8 h"));
        let expected = [
            Run::Same("Sortie ".into()),
            Run::Removed("lundi".into()),
            Run::Added("mardi".into()),
            Run::Same(" à 8 h".into()),
        ];
        assert_eq!(marked.text, expected);
        assert_eq!(marked.title, []);
    }

    #[test]
    fn what_is_not_compared_in_time_is_replaced() {
        let (before, after) = (wording("Sortie lundi à 8 h"), wording("Sortie mardi à 9 h"));
        let now = Instant::now();
        let late = mark_until(&before, &after, now.checked_sub(Duration::from_secs(1)).unwrap_or(now));
        let expected = [
            Run::Same("Sortie ".into()),
            Run::Removed("lundi à 8".into()),
            Run::Added("mardi à 9".into()),
            Run::Same(" h".into()),
        ];
        assert_eq!(late.text, expected);
    }

    #[tokio::test]
    async fn long_texts_are_compared_on_another_thread() {
        let words = |letter: char| (0..20_000).map(|n| format!("{letter}{n} ")).collect::<Vec<_>>().concat();
        let mut compared = pin!(marked(wording(&words('a')), wording(&words('b'))));
        assert!(poll!(&mut compared).is_pending());
        let text = compared.await.expect("marks").text;
        assert!(text.iter().any(|run| matches!(run, Run::Added(_))), "it ends");
    }

    #[tokio::test]
    async fn each_wording_is_compared_with_the_next_one() {
        let wordings = ["c", "b", "a"].map(wording).to_vec();
        let all = mark_all(wordings, wording("d")).await.expect("marks");
        let replaced = |old: &str, new: &str| vec![Run::Removed(old.into()), Run::Added(new.into())];
        let texts: Vec<Vec<Run>> = all.into_iter().map(|marked| marked.text).collect();
        assert_eq!(texts, [replaced("c", "d"), replaced("b", "c"), replaced("a", "b")]);
    }

    proptest! {
        /// Whoever reads the marks can read both texts.
        #[test]
        fn both_texts_can_be_read_from_the_marks(before in "[a-c \n]{0,60}", after in "[a-c \n]{0,60}", cut in 0_u32..60) {
            let half = |text: &str| {
                let length = u32::try_from(text.len()).expect("a short text");
                bold(text, (cut.min(length), length))
            };
            let marked = mark(&half(&before), &bold(&after, (0, 0)));
            let (mut old, mut new) = (String::new(), String::new());
            for run in &marked.text {
                match run {
                    Run::Same(words) | Run::Reformatted(words) => { old.push_str(words); new.push_str(words); }
                    Run::Removed(words) => old.push_str(words),
                    Run::Added(words) => new.push_str(words),
                }
            }
            prop_assert_eq!((old, new), (before, after));
        }
    }
}
