//! The log: one line for each event, on standard error.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    fmt::{self, Write as _},
    io::{self, IsTerminal as _},
    panic::{self, PanicHookInfo},
};

use backend::request;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormatFields,
        format::{Format, Writer},
    },
    registry::LookupSpan,
};

use crate::config;

/// Starts the log. Colours are for a terminal: in a file they would be codes.
pub(super) fn start() {
    tracing_subscriber::fmt()
        .with_env_filter(config::log_filter())
        .with_ansi(io::stderr().is_terminal() && config::wants_colours())
        .with_writer(io::stderr)
        .event_format(Line)
        .init();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        // A filter of the log must not hide a panic.
        if tracing::enabled!(Level::ERROR) { note(panic) } else { usual(panic) }
    }));
}

/// A panic is a line like any other, with its time and its request.
fn note(panic: &PanicHookInfo<'_>) {
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        tracing::error!(%backtrace, "{panic}");
    } else {
        tracing::error!("{panic}");
    }
}

/// The usual line, with the request that was answered meanwhile.
struct Line;

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::new();
        let usual = Format::default().with_ansi(writer.has_ansi_escapes());
        usual.format_event(context, Writer::new(&mut line), event)?;
        if let Some(request) = request::current() {
            line.truncate(line.trim_end().len());
            write!(line, " {request}")?;
        }
        // What is quoted from elsewhere cannot begin a line of its own.
        writeln!(writer, "{}", line.trim_end().replace(['\n', '\r'], " "))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        io::{Read as _, Seek as _, SeekFrom},
        panic::{catch_unwind, set_hook, take_hook},
        sync::Arc,
    };

    use super::{Line, note};

    #[test]
    fn a_panic_is_one_line_of_the_log() {
        let file = Arc::new(tempfile::tempfile().expect("a file"));
        let log = tracing_subscriber::fmt().with_ansi(false).with_writer(Arc::clone(&file));
        let log = log.event_format(Line).finish();
        let lines = "one\ntwo".lines().count();
        let before = take_hook();
        set_hook(Box::new(note));
        let panics = || catch_unwind(|| assert!(lines == 1, "it has\nseveral lines"));
        let panicked = tracing::subscriber::with_default(log, panics);
        set_hook(before);
        assert!(panicked.is_err());
        let (mut written, mut text): (&File, String) = (file.as_ref(), String::new());
        written.seek(SeekFrom::Start(0)).expect("a file");
        written.read_to_string(&mut text).expect("text");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains("ERROR") && text.contains("log.rs:"), "{text}");
        assert!(text.contains("it has several lines"), "{text}");
    }
}
