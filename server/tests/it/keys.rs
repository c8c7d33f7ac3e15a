//! The keys that wrap secrets, at the start of the real program.

use std::process::{Command, Output};

use testing_server::{World, both_engines, directory, has_factor};

/// Tries to serve. Only a start that is refused ends by itself.
fn serve(url: &str, folder: &std::path::Path, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portevoix"));
    std::fs::create_dir_all(folder.join("site/pkg")).expect("a site");
    command.args(["serve", "--address", "127.0.0.1:0", "--attachments-url"]).arg(folder.join("files"));
    command.arg("--site-root").arg(folder.join("site"));
    command.env_clear().env("PORTEVOIX_DATABASE_URL", url).envs(environment.iter().copied());
    command.output().expect("the program starts")
}

#[both_engines]
async fn the_start_is_refused_when_a_key_is_missing(url: &str) {
    let world = World::new(url).await;
    world.account("eleve").await;
    has_factor(&world, "eleve").await;
    let stored = "SELECT totp_secret FROM account";
    let before = directory::rows(&world.backend.db, stored).await;
    let folder = tempfile::tempdir().expect("a folder");
    let other = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
    for environment in [&[("PORTEVOIX_SECRET_KEYS", other)][..], &[]] {
        let output = serve(url, folder.path(), environment);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{said}");
        assert!(said.contains("secret_keys: ") && said.contains("the key 0, which is missing"), "{said}");
        assert!(!said.contains(other), "{said}");
    }
    assert_eq!(directory::rows(&world.backend.db, stored).await, before, "nothing was changed");
}
