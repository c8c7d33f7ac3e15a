use sea_orm::{
    Value,
    sea_query::{Nullable, ValueType},
};

use super::{Day, Json, Zone};
use crate::Millis;

crate::id! { ShelfId }
crate::coded! { Colour { Red => "R", Blue => "B" } }
crate::numbered! { Shelf { Upper = 0, Lower = 3 } }

/// The stored value of a column, and the value read from it.
fn holds<T: Clone + PartialEq + std::fmt::Debug + Into<Value> + ValueType>(value: T, stored: Value) {
    assert_eq!(value.clone().into(), stored);
    assert_eq!(<T as ValueType>::try_from(stored).ok(), Some(value));
}

#[test]
fn a_column_holds_numbers_codes_and_text() {
    holds(ShelfId(7), Value::BigInt(Some(7)));
    holds(Millis(-1), Value::BigInt(Some(-1)));
    holds(Colour::Blue, "B".into());
    holds(Shelf::Lower, Value::Int(Some(3)));
    holds(Day(chrono::NaiveDate::default()), "1970-01-01".into());
    holds(Zone(chrono_tz::Indian::Reunion), "Indian/Reunion".into());
    assert_eq!(Value::from(None::<ShelfId>), ShelfId::null());
    assert_eq!(Value::from(None::<Colour>), Value::String(None));
}

#[test]
fn a_value_that_the_type_does_not_know_is_refused() {
    assert!(<Colour as ValueType>::try_from("red".into()).is_err());
    assert!(<Shelf as ValueType>::try_from(Value::Int(Some(1))).is_err());
    assert!(<Day as ValueType>::try_from("2026-02-30".into()).is_err());
    assert!(<Zone as ValueType>::try_from("Europe/Nowhere".into()).is_err());
    assert!(<Json<Vec<u8>> as ValueType>::try_from("[256]".into()).is_err());
}

#[test]
fn json_is_stored_as_its_text() {
    let json = Json::new(vec![1, 2]).unwrap();
    assert_eq!(json.text(), "[1,2]");
    holds(json, "[1,2]".into());
}
