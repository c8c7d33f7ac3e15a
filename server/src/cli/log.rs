//! The log: one line for each event, on standard error.

use std::{
    fmt::{self, Write as _},
    io::{self, IsTerminal as _},
};

use backend::request;
use tracing::{Event, Subscriber};
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
