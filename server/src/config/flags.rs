use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};

use super::list::settings;

/// The flags, which override file and environment.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The TOML file with settings.
    pub(super) file: Option<PathBuf>,
    /// The settings that are given, by name.
    pub(super) named: Vec<(&'static str, String)>,
}

const FILE: &str = "config";

impl Flags {
    /// The command line. Its help leaves out the flags of settings for which `reads` is false.
    pub fn shown(command: Command, reads: impl Fn(&str) -> bool) -> Command {
        let unread = |name: &str| settings().iter().any(|setting| setting.name == name) && !reads(name);
        command.mut_args(|arg| if unread(arg.get_id().as_str()) { arg.hide(true) } else { arg })
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE).long(FILE).global(true).value_name("FILE");
        let file = file.help("TOML file with settings").value_parser(value_parser!(PathBuf));
        let flags = settings().into_iter().filter(|setting| setting.flag).map(|setting| {
            let default = if setting.default.is_empty() {
                String::new()
            } else {
                format!(" [default: {}]", setting.default)
            };
            let help = format!("{}{default}", setting.help.replace('`', ""));
            Arg::new(setting.name).long(setting.long()).global(true).value_name("VALUE").help(help)
        });
        command.arg(file).args(flags)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let flags = settings().into_iter().filter(|setting| setting.flag);
        let given = flags
            .filter_map(|setting| Some((setting.name, matches.get_one::<String>(setting.name)?.clone())));
        Ok(Self { file: matches.get_one::<PathBuf>(FILE).cloned(), named: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
