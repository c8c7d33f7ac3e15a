use std::{sync::Mutex, time::Duration};

use backend::directory::import::{Phase, Progress};
use indicatif::{ProgressBar, ProgressStyle};

use super::spoken::words;

/// One bar for each phase, on a terminal; silent elsewhere.
pub(super) struct Bar(Mutex<Option<(Phase, ProgressBar)>>);

impl Bar {
    pub fn new() -> Self {
        Self(Mutex::new(None))
    }

    pub fn show(&self, progress: Progress) {
        let Ok(mut current) = self.0.lock() else { return };
        let total = progress.total;
        if current.as_ref().is_none_or(|(phase, _)| *phase != progress.phase) {
            if let Some((_, done)) = current.take() {
                done.finish();
            }
            let style = ProgressStyle::with_template("{msg:22} {wide_bar} {human_pos}/{human_len}");
            let bar = ProgressBar::new(total).with_message(match progress.phase {
                Phase::Reading => words().operation.reading,
                Phase::Comparing => words().operation.comparing,
                Phase::Writing => words().operation.writing,
            });
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            *current = Some((progress.phase, bar));
        }
        if let Some((_, bar)) = current.as_ref() {
            bar.set_length(total);
            bar.set_position(progress.done);
        }
    }

    pub fn finish(&self) {
        if let Ok(mut current) = self.0.lock()
            && let Some((_, bar)) = current.take()
        {
            bar.finish();
        }
    }
}

/// How many files were written; a spinner on a terminal, and nothing elsewhere.
pub struct Count(ProgressBar);

impl Count {
    pub fn new() -> Self {
        Self(ProgressBar::new_spinner())
    }

    pub fn step(&self) {
        self.0.inc(1);
        self.0.tick();
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
