use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf};

use ipnet::IpNet;

/// One setting, with its names on the command line, in the environment, in the file and in the
/// README.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its key in the TOML file.
    pub name: &'static str,
    pub help: &'static str,
    /// The default as a user would write it; empty if there is none.
    pub default: String,
    /// Another variable that other programs use for the same setting.
    pub also: Option<&'static str>,
    /// Whether there is a flag. Secrets have none, because other users of the machine can read the
    /// command line.
    pub flag: bool,
}

impl Setting {
    /// A setting with a flag and without another variable.
    pub fn new(name: &'static str, help: &'static str, default: String) -> Self {
        Self { name, help, default, also: None, flag: true }
    }

    pub fn also(self, variable: &'static str) -> Self {
        Self { also: Some(variable), ..self }
    }

    pub fn flag(self, flag: bool) -> Self {
        Self { flag, ..self }
    }

    /// `PORTEVOIX_NAME`
    pub fn variable(&self) -> String {
        format!("PORTEVOIX_{}", self.name.to_uppercase())
    }

    /// `name-with-dashes`
    pub fn long(&self) -> String {
        self.name.replace('_', "-")
    }
}

/// A value as a user would write it.
pub trait Written {
    fn written(&self) -> String;
}

macro_rules! written {
    ($($kind:ty),+) => {$(
        impl Written for $kind {
            fn written(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

written!(SocketAddr, NonZeroU32, String, u32, usize);

impl Written for PathBuf {
    fn written(&self) -> String {
        self.display().to_string()
    }
}

impl Written for Option<String> {
    fn written(&self) -> String {
        self.clone().unwrap_or_default()
    }
}

impl Written for Option<SocketAddr> {
    fn written(&self) -> String {
        self.map(|address| address.to_string()).unwrap_or_default()
    }
}

impl Written for Option<u32> {
    fn written(&self) -> String {
        self.map(|number| number.to_string()).unwrap_or_default()
    }
}

impl Written for Option<PathBuf> {
    fn written(&self) -> String {
        self.as_deref().map(|path| path.display().to_string()).unwrap_or_default()
    }
}

impl Written for Vec<IpNet> {
    fn written(&self) -> String {
        let all: Vec<String> = self.iter().map(ToString::to_string).collect();
        all.join(", ")
    }
}

/// Declares the settings: the struct, its defaults, and the list from which variables, flags, help
/// and the README's table come. Write `name: type = default;`, or add what differs from
/// [`Setting::new`]: `name: type = default, { also: "DATABASE_URL" };`
macro_rules! declare {
    (
        $(#[$of_all:meta])*
        pub struct $Settings:ident;
        $(
            $(#[doc = $help:literal])+
            $(#[serde($($serde:tt)+)])?
            $name:ident: $kind:ty = $default:expr $(, { $($option:ident: $value:expr),+ })?;
        )+
    ) => {
        $(#[$of_all])*
        pub struct $Settings {
            $(
                $(#[doc = $help])+
                $(#[serde($($serde)+)])?
                pub $name: $kind,
            )+
        }

        impl Default for $Settings {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// Every setting, in the order of the README.
        pub fn settings() -> Vec<$crate::config::declare::Setting> {
            use $crate::config::declare::{Setting, Written};
            let defaults = $Settings::default();
            vec![$(
                Setting::new(stringify!($name), concat!($($help),+).trim(), defaults.$name.written())
                    $($(.$option($value))+)?,
            )+]
        }
    };
}

pub(super) use declare;
