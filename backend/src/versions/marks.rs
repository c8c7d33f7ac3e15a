use std::time::Duration;

use domain::versions::{Marked, Run, Wording};
use similar::{ChangeTag, TextDiff};

/// Two texts that have little in common are compared for at most this long; the rest counts as
/// replaced.
const PATIENCE: Duration = Duration::from_millis(200);

/// The old and the new wording in one, word by word.
pub fn mark(before: &Wording, after: &Wording) -> Marked {
    Marked { title: runs(&before.title, &after.title), text: runs(&before.text, &after.text) }
}

fn runs(before: &str, after: &str) -> Vec<Run> {
    let compared = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in compared.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, words)) if *tag == change.tag() => words.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let named = |(tag, words)| match tag {
        ChangeTag::Equal => Run::Same(words),
        ChangeTag::Delete => Run::Removed(words),
        ChangeTag::Insert => Run::Added(words),
    };
    runs.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use domain::versions::{Run, Wording};
    use proptest::prelude::*;

    use super::mark;

    fn wording(text: &str) -> Wording {
        Wording { title: String::new(), text: text.to_owned() }
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

    proptest! {
        /// Whoever reads the marks can read both texts.
        #[test]
        fn both_texts_can_be_read_from_the_marks(before in "[a-c \n]{0,60}", after in "[a-c \n]{0,60}") {
            let marked = mark(&wording(&before), &wording(&after));
            let (mut old, mut new) = (String::new(), String::new());
            for run in &marked.text {
                match run {
                    Run::Same(words) => { old.push_str(words); new.push_str(words); }
                    Run::Removed(words) => old.push_str(words),
                    Run::Added(words) => new.push_str(words),
                }
            }
            prop_assert_eq!((old, new), (before, after));
        }
    }
}
