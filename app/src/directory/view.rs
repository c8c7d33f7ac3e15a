//! Imports as the page shows them; the import's own types do not reach the browser.

use std::collections::BTreeMap;

use domain::{directory::matches::Match, time::Stamp};
use serde::{Deserialize, Serialize};

/// What the files of a school of ONDE left open, and the answers by question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolQuestions {
    pub uai: String,
    pub name: String,
    pub asked: Vec<Match>,
    pub decided: BTreeMap<String, String>,
    /// Of these answers.
    pub version: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryView {
    pub people: u64,
    pub last_import: Option<Stamp>,
    /// The run that the address names.
    pub run: Option<Run>,
    /// How that run came about, once it has ended.
    pub about: Option<PastRun>,
    /// The files of that run are kept, so that the reader can import them.
    pub kept: bool,
    /// The last ones, the newest first.
    pub past: Vec<PastRun>,
    /// The last nights, the newest first.
    pub nights: Vec<PastRun>,
    /// How many children in files of ONDE wait for a decision.
    pub open_matches: u64,
}

/// An import that can be looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRun {
    pub id: i64,
    pub started: Stamp,
    /// Who started it, and how it ended, in words.
    pub by: String,
    pub outcome: String,
    /// What it changed or refused, in words; empty when there is no report.
    pub figures: String,
    pub files: Vec<FileRead>,
    /// Whether the files are those of the folder of the night.
    pub from_folder: bool,
    /// What undoing it will change, in words, if it can be undone.
    pub undo: Option<String>,
    /// When and by whom it was undone.
    pub undone: Option<(Stamp, String)>,
}

/// A file that an import read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// It was given as one of our four tables.
    pub table: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Run {
    Running(Progress),
    Done(Box<Report>),
    /// A night that imported nothing, for the reason that is its outcome.
    Nothing,
    Failed,
    Interrupted,
}

/// A step of the import, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// 0 reads the files, 1 compares them with the directory, 2 writes the changes.
    pub step: usize,
    pub done: u64,
    pub total: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub dry_run: bool,
    pub applied: bool,
    /// One for each file, in the order in which they are read.
    pub files: Vec<FileCounts>,
    pub needs_confirmation: Option<Removal>,
    /// Schools that lose their only head.
    pub without_head: Named,
    /// Levels, functions and subjects that nobody has any more, in words.
    pub vanished: Named,
    /// Those that nobody had.
    pub appeared: Named,
    /// Who comes without a school or a child.
    pub nowhere: Named,
    /// Who comes, goes, changes names and moves.
    pub come: Named,
    pub go: Named,
    pub renamed: Named,
    pub moved: Named,
    /// Joins of records that end because the main one leaves.
    pub separated: Named,
    /// Communications, roles and spaces that would reach nobody whom they name.
    pub communications: Vec<Losing>,
    pub communications_total: u64,
    pub grants: Vec<Losing>,
    pub grants_total: u64,
    pub spaces: Vec<Losing>,
    pub spaces_total: u64,
    pub refusals: Vec<RefusedLine>,
    /// Total number; more than the list holds, when there are very many.
    pub refusals_total: u64,
    /// What was left out or looks wrong in the files of another format.
    pub remarks: Vec<RefusedLine>,
    pub remarks_total: u64,
}

/// The first people or names of a kind, one line each, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub lines: Vec<String>,
    pub total: u64,
}

/// Something that loses its meaning, in words, and the page where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Losing {
    pub text: String,
    pub address: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCounts {
    pub file: String,
    pub added: u64,
    pub changed: u64,
    pub removed: u64,
    pub unchanged: u64,
}

/// So much would be lost that somebody must confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// What has to be typed.
    pub number: u64,
    /// In words, one line each: the first ones, and how many there are.
    pub losses: Named,
    /// Whether rows or values are missing, or only others stand in their place.
    pub is_missing: bool,
    /// Another number was typed.
    pub mistyped: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedLine {
    pub file: String,
    pub line: Option<u64>,
    pub column: Option<String>,
    pub reason: String,
}

#[cfg(feature = "ssr")]
mod native {
    use backend::directory::{
        import::{self, FileDigest, FileKind, Phase},
        past::{self, Ended},
        runs::RunState,
    };
    use domain::{
        directory::{ImportOrigin, Profile},
        spaces::space_address,
        targets::NameKind,
    };

    use super::{
        FileCounts, FileRead, Losing, Named, PastRun, Progress, RefusedLine, Removal, Report, Run,
        SchoolQuestions,
    };
    use crate::words;

    impl From<RunState> for Run {
        fn from(state: RunState) -> Self {
            match state {
                RunState::Running(progress) => Self::Running(progress.into()),
                RunState::Done(report) => Self::Done(Box::new((*report).into())),
                RunState::Nothing(_) => Self::Nothing,
                RunState::Failed => Self::Failed,
                RunState::Interrupted => Self::Interrupted,
            }
        }
    }

    impl From<past::PastRun> for PastRun {
        fn from(run: past::PastRun) -> Self {
            let outcome = match run.ended {
                Ended::Applied => words().directory.import_done,
                Ended::Tried => words().directory.tried,
                Ended::Held => words().directory.import_suspended,
                Ended::Refused => words().directory.import_refused,
                Ended::TrialRefused => words().directory.trial_refused,
                Ended::Failed => words().directory.import_interrupted,
                Ended::Unchanged => words().directory.night_unchanged,
                Ended::Unreadable => words().directory.night_unreadable,
            };
            let by = match run.origin {
                ImportOrigin::Command => words().directory.command_line.to_owned(),
                ImportOrigin::Night if run.by.is_empty() => words().directory.by_night.to_owned(),
                ImportOrigin::Page | ImportOrigin::Night => run.by,
            };
            let figures = match run.people {
                Some(_) if run.refused > 0 => words().directory.refusals_counted(run.refused),
                Some(people) => {
                    words().directory.people_changed(people.added, people.changed, people.removed)
                }
                None => String::new(),
            };
            let from_folder = run.origin == ImportOrigin::Night;
            Self {
                id: run.id,
                from_folder,
                started: run.started,
                by,
                outcome: outcome.to_owned(),
                figures,
                files: run.files.into_iter().map(FileRead::from).collect(),
                undo: run.undoable.as_deref().map(undo_question),
                undone: run.undone,
            }
        }
    }

    fn undo_question(report: &import::Report) -> String {
        let all = FileKind::ALL.map(|kind| report.counts(kind));
        let changed = [report.establishments.changed, report.people.changed];
        words().directory.undo_question(
            all.map(|counts| counts.added),
            changed,
            all.map(|counts| counts.removed),
        )
    }

    impl From<backend::directory::matches::OfSchool> for SchoolQuestions {
        fn from(school: backend::directory::matches::OfSchool) -> Self {
            let (uai, name, version) = (school.uai, school.name, school.version);
            Self { uai, name, asked: school.matches.asked, decided: school.matches.decided, version }
        }
    }

    impl From<FileDigest> for FileRead {
        fn from(file: FileDigest) -> Self {
            Self { name: file.name, bytes: file.bytes, sha256: file.sha256, table: file.table }
        }
    }

    impl From<import::Progress> for Progress {
        fn from(progress: import::Progress) -> Self {
            let step = match progress.phase {
                Phase::Reading => 0,
                Phase::Comparing => 1,
                Phase::Writing => 2,
            };
            Self { step, done: progress.done, total: progress.total }
        }
    }

    impl From<import::Report> for Report {
        fn from(report: import::Report) -> Self {
            let counts = |kind: FileKind| {
                let counts = report.counts(kind);
                FileCounts {
                    file: kind.to_string(),
                    added: counts.added,
                    changed: counts.changed,
                    removed: counts.removed,
                    unchanged: counts.unchanged,
                }
            };
            let people = &report.movements;
            Self {
                dry_run: report.dry_run,
                applied: report.applied,
                files: FileKind::ALL.map(counts).to_vec(),
                needs_confirmation: report.needs_confirmation.as_ref().map(Removal::from),
                without_head: Named { lines: report.without_head.clone(), total: report.without_head_total },
                vanished: Named {
                    lines: (report.vanished.iter())
                        .map(|gone| words().directory.vanished(gone.of, &gone.name))
                        .collect(),
                    total: report.vanished_total,
                },
                appeared: Named {
                    lines: report.appeared.iter().map(appeared).collect(),
                    total: report.appeared_total,
                },
                nowhere: Named { lines: people.nowhere.clone(), total: people.nowhere_total },
                come: Named { lines: arrivals(people), total: people.come_total },
                go: Named { lines: people.go.clone(), total: people.go_total },
                renamed: Named {
                    lines: (people.renamed.iter())
                        .map(|one| words().directory.renamed(&one.from, &one.to))
                        .collect(),
                    total: people.renamed_total,
                },
                moved: Named {
                    lines: (people.moved.iter())
                        .map(|one| words().directory.moved(&one.name, &one.from, &one.to))
                        .collect(),
                    total: people.moved_total,
                },
                separated: Named {
                    lines: (people.separated.iter())
                        .map(|one| words().directory.records_separated(&one.record, &one.main))
                        .collect(),
                    total: people.separated_total,
                },
                communications: report.meaningless.communications.iter().map(Losing::from).collect(),
                communications_total: report.meaningless.communications_total,
                grants: report.meaningless.grants.iter().map(Losing::from).collect(),
                grants_total: report.meaningless.grants_total,
                spaces: report.meaningless.spaces.iter().map(Losing::from).collect(),
                spaces_total: report.meaningless.spaces_total,
                refusals: report.refusals.iter().map(RefusedLine::from).collect(),
                refusals_total: report.refusals_total,
                remarks: report.remarks.listed.iter().map(RefusedLine::from).collect(),
                remarks_total: report.remarks.total,
            }
        }
    }

    impl From<&import::LosingCommunication> for Losing {
        fn from(losing: &import::LosingCommunication) -> Self {
            let text = words().directory.losing_communication(&losing.title, &names(&losing.names));
            Self { text, address: Some(format!("/communications/{}", losing.id)) }
        }
    }

    impl From<&import::LosingGrant> for Losing {
        fn from(losing: &import::LosingGrant) -> Self {
            let names = names(&losing.names);
            let text = words().directory.losing_grant(losing.role, &losing.population, &losing.scope, &names);
            Self { text, address: None }
        }
    }

    impl From<&import::LosingSpace> for Losing {
        fn from(losing: &import::LosingSpace) -> Self {
            let space = words().spaces.source(&losing.space);
            let text = words().directory.losing_communication(&space, &names(&losing.names));
            Self { text, address: Some(space_address(losing.space.id)) }
        }
    }

    impl From<&import::LargeRemoval> for Removal {
        fn from(large: &import::LargeRemoval) -> Self {
            Self {
                number: large.number,
                losses: Named {
                    lines: large.losses.iter().map(|loss| words().directory.loss(loss)).collect(),
                    total: large.losses_total,
                },
                is_missing: large.losses.iter().any(|loss| loss.kind.is_missing()),
                mistyped: large.mistyped,
            }
        }
    }

    fn appeared(new: &import::Appeared) -> String {
        words().directory.appeared(new.of, &new.name, new.people, new.near.as_deref())
    }

    /// Those who come, each with what they become.
    fn arrivals(people: &import::Movements) -> Vec<String> {
        let line = |(position, name): (usize, &String)| {
            let standings = people.come_as.get(position).map(Vec::as_slice).unwrap_or_default();
            let places: Vec<(Profile, &str)> =
                standings.iter().map(|one| (one.profile, one.place.as_str())).collect();
            words().directory.arrival(name, &places)
        };
        people.come.iter().enumerate().map(line).collect()
    }

    fn names(vanished: &[import::Vanished]) -> Vec<(NameKind, &str)> {
        vanished.iter().map(|gone| (gone.of, gone.name.as_str())).collect()
    }

    impl From<&import::RefusedRow> for RefusedLine {
        fn from(refused: &import::RefusedRow) -> Self {
            Self {
                file: refused.file.to_string(),
                line: refused.line,
                column: refused.column.clone(),
                reason: words().directory.refusal(&refused.refusal),
            }
        }
    }
}
