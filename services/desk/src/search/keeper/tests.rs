use std::{env, fs, process};

use chrono::DateTime;

use super::*;
use crate::search::{entry::tests::received, version};

#[test]
fn what_could_not_be_written_is_not_said_to_be_found() {
    let folder = env::temp_dir().join(format!("dragoman-keeper-{}", process::id()));
    let mut keeper = Keeper::of(Index::in_folder(&folder).unwrap(), version()).unwrap();
    let fact = |seen| Read { seen, bytes: bytes::Bytes::from_static(b"event") };
    keeper.apply(1, fact(None)).unwrap();
    assert_eq!((keeper.waits(), keeper.found()), (false, 1));
    keeper.commit().unwrap();
    keeper.apply(2, fact(Some(received(1, DateTime::UNIX_EPOCH, "en", &["Dam", "Water"])))).unwrap();
    assert_eq!((keeper.waits(), keeper.found()), (true, 1));
    fs::remove_dir_all(&folder).unwrap();
    keeper.commit().unwrap_err();
    assert_eq!((keeper.waits(), keeper.found()), (true, 1), "there is no place where it could stand");
    keeper.apply(3, fact(None)).unwrap();
    assert_eq!((keeper.applied(), keeper.found()), (3, 1));
}
