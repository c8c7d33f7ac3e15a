//! Pictures in forms and afterwards: what is stored, shared and deleted.

use std::{convert::Infallible, io::Cursor};

use backend::{
    Error, Result, communications,
    files::{open_picture, receive_picture, remove_picture, sweep},
};
use bytes::Bytes;
use domain::{
    Conflict,
    communications::{DuplicateMode, Start},
    directory::Profile,
    fields::{FieldProblem, PictureProblem},
};
use futures::{StreamExt as _, stream};
use testing::{Actor, Form, World, both_engines, news, of_profile, refused_field, samples};

const DAY: i64 = 24 * 60 * 60 * 1_000;

async fn sends(actor: &Actor<'_>, key: &str, name: &str, content: &[u8]) -> Result<String> {
    let pieces: Vec<_> =
        content.chunks(10_000).map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece))).collect();
    receive_picture(&actor.world.backend, &actor.caller().await, key, name, stream::iter(pieces)).await
}

/// The content of a size.
async fn shown(actor: &Actor<'_>, token: &str, width: u32) -> Option<Vec<u8>> {
    let opened = open_picture(&actor.world.backend, &actor.caller().await, token, width).await;
    let mut picture = match opened {
        Ok(picture) => picture,
        Err(Error::NotFound) => return None,
        Err(other) => panic!("{other}"),
    };
    let mut content = Vec::new();
    while let Some(piece) = picture.content.next().await {
        content.extend_from_slice(&piece.expect("a piece"));
    }
    assert_eq!(content.len() as u64, picture.bytes);
    Some(content)
}

/// A photograph, as large as a telephone makes it, with nothing in it.
fn photograph() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::new(2_000, 1_500);
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
    bytes
}

fn width(content: &[u8]) -> u32 {
    image::load_from_memory(content).expect("a picture").width()
}

async fn stored(world: &World) -> (Option<i64>, Option<i64>, Option<i64>) {
    (
        world.number("SELECT COUNT(*) FROM picture").await,
        world.number("SELECT COUNT(*) FROM file").await,
        world.number("SELECT COUNT(DISTINCT object_key) FROM file").await,
    )
}

async fn with_picture(writer: &Actor<'_>) -> Form {
    let mut form = news("Exposition", "<p>Oui</p>").to([of_profile(Profile::Student)]);
    form.input.news.picture =
        sends(writer, &form.key, "a.png", &samples::picture()).await.expect("a picture");
    "Une affiche bleue".clone_into(&mut form.input.news.alternative);
    form
}

#[both_engines]
async fn a_photograph_is_kept_in_three_sizes(world: World) {
    let writer = world.actor("redacteur").await;
    let token = sends(&writer, "form-0001", "photo.png", &photograph()).await.expect("a picture");
    assert_eq!(stored(&world).await, (Some(1), Some(3), Some(3)));
    for (asked, got) in [(1, 480), (480, 480), (481, 960), (1_440, 1_440), (9_999, 1_440)] {
        let content = shown(&writer, &token, asked).await.expect("a size");
        assert_eq!(width(&content), got, "{asked}");
    }
}

#[both_engines]
async fn a_form_has_one_picture_and_a_draft_keeps_it(world: World) {
    let writer = world.actor("redacteur").await;
    let form = with_picture(&writer).await;
    let caller = writer.caller().await;
    let (draft, _) =
        communications::save_draft(&world.backend, &caller, &form.key, &form.input).await.expect("a draft");
    let open = async || {
        let start = Start::Draft(draft);
        communications::compose(&world.backend, &caller, start).await.expect("a form").input.news
    };
    let again = open().await;
    assert_eq!((&again.picture, again.alternative.as_str()), (&form.input.news.picture, "Une affiche bleue"));
    let second = sends(&writer, &form.key, "b.png", &samples::picture()).await.expect("a picture");
    assert_eq!(open().await.picture, second);
    assert_eq!(stored(&world).await, (Some(1), Some(1), Some(1)));
    // A page that still shows the first one deploys nothing else than what it shows.
    let old = writer.deploy(&form).await;
    assert!(matches!(old, Err(Error::Conflict(Conflict::FilesChanged))), "{old:?}");
    remove_picture(&world.backend, &caller, &second).await.expect("removed");
    assert_eq!(open().await.picture, "");
    assert_eq!(stored(&world).await, (Some(0), Some(0), Some(0)));
}

#[both_engines]
async fn a_copy_shares_the_content_and_stays_when_the_original_goes(world: World) {
    let writer = world.actor("redacteur").await;
    let form = with_picture(&writer).await;
    let id = writer.publishes(&form).await;
    let caller = writer.caller().await;
    let copy = communications::compose(&world.backend, &caller, Start::Copy(id, DuplicateMode::Both));
    let copy = copy.await.expect("a form");
    assert_ne!(copy.input.news.picture, form.input.news.picture);
    assert_eq!(copy.input.news.alternative, "Une affiche bleue");
    assert_eq!(stored(&world).await, (Some(1), Some(1), Some(1)), "opening the form stores nothing");
    for _ in 0..2 {
        communications::begin_copy(&world.backend, &caller, &copy.form_key).await.expect("its picture");
    }
    assert_eq!(stored(&world).await, (Some(2), Some(2), Some(1)));
    assert!(shown(&writer, &copy.input.news.picture, 480).await.is_some());
    remove_picture(&world.backend, &caller, &copy.input.news.picture).await.expect("removed");
    let reader = world.actor("eleve").await;
    assert!(shown(&reader, &form.input.news.picture, 480).await.is_some(), "the original's content stays");
    let sent = remove_picture(&world.backend, &caller, &form.input.news.picture).await;
    assert!(matches!(sent, Err(Error::NotFound)), "nobody removes the picture of what was sent");
    let opened = communications::read_news(&world.backend, &reader.caller().await, id).await;
    let picture = opened.expect("a page").picture.expect("a picture");
    assert_eq!((picture.alternative.as_str(), picture.width, picture.height), ("Une affiche bleue", 3, 2));
}

#[both_engines]
async fn pictures_that_were_never_sent_are_deleted_after_a_day(world: World) {
    let writer = world.actor("redacteur").await;
    backend::files::claim(&world.backend).await.expect("a store of our own");
    let left = with_picture(&writer).await;
    let drafted = with_picture(&writer).await;
    let caller = writer.caller().await;
    communications::save_draft(&world.backend, &caller, &drafted.key, &drafted.input).await.expect("a draft");
    let sent = with_picture(&writer).await;
    writer.publishes(&sent).await;
    assert_eq!(sweep(&world.backend).await.expect("swept"), 0, "not yet");
    world.wait(DAY + 1);
    sweep(&world.backend).await.expect("swept");
    assert!(shown(&writer, &left.input.news.picture, 480).await.is_none());
    assert!(shown(&writer, &drafted.input.news.picture, 480).await.is_some(), "its draft keeps it");
    assert!(shown(&writer, &sent.input.news.picture, 480).await.is_some());
    assert_eq!(stored(&world).await, (Some(2), Some(2), Some(2)));
}

#[both_engines]
async fn what_cannot_be_kept_leaves_nothing(world: World) {
    let writer = world.actor("redacteur").await;
    // 50 000 on 50 000, of the whole and of its first frame.
    let side = [0x50, 0xc3, 0x50, 0xc3];
    let bomb = [b"GIF89a".as_slice(), &side, &[0; 3], b",", &[0; 4], &side, &[0, 8, 0], b";"].concat();
    let refused = refused_field(sends(&writer, "form-0001", "bombe.gif", &bomb).await);
    let name = "bombe.gif".to_owned();
    assert_eq!(refused, ("image".to_owned(), FieldProblem::Picture(PictureProblem::TooManyPixels { name })));
    let odd = sends(&writer, "../x", "a.png", &samples::picture()).await;
    assert!(matches!(odd, Err(Error::NotFound)), "{odd:?}");
    for name in ["eleve", "cpe", "enseignant"] {
        let sent = sends(&world.actor(name).await, "form-0001", "a.png", &samples::picture()).await;
        assert!(matches!(sent, Err(Error::Forbidden(_))), "{name}: {sent:?}");
    }
    assert_eq!(stored(&world).await, (Some(0), Some(0), Some(0)));
}
