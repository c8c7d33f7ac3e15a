/// Longer titles are cut: a browser's tab shows less.
const LONGEST: usize = 60;

/// What people wrote, as the title of a page: its first line with something in it.
pub fn short_title(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut letters = line.chars();
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::short_title;

    #[test]
    fn a_title_is_one_short_line() {
        assert_eq!(short_title("\n Sortie \nlundi"), "Sortie");
        assert_eq!(short_title(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(short_title(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
        assert_eq!(short_title(&format!("{} suite", "é".repeat(59))), format!("{}…", "é".repeat(59)));
        assert_eq!(short_title(" \n"), "");
    }
}
