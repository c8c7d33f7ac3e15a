//! JSON that is almost what a function accepts.

use serde_json::{Value, json};

use super::{dice::Dice, text};

/// Text between these marks is written as it is, without quotes: for JSON that no `Value` can hold.
const RAW: (&str, &str) = ("@@raw:", "@@");

const RAW_VALUES: [&str; 16] = [
    "99999999999999999999",
    "-99999999999999999999",
    "18446744073709551615",
    "9223372036854775808",
    "1e400",
    "-1e-400",
    "1.5",
    "-0",
    "01",
    "NaN",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u0000\"",
    "{\"id\":1,\"id\":2}",
    "undefined",
    "'a'",
];

const NUMBERS: [i64; 8] = [0, 1, 2, -1, i64::MAX, i64::MIN, 4_294_967_295, 4_294_967_296];

/// A value with some changes, as bytes.
pub fn mutated(mut value: Value, dice: &mut Dice) -> Vec<u8> {
    let changes = dice.pick(&[0, 0, 1, 1, 1, 2, 4]);
    for _ in 0..changes {
        change(&mut value, dice);
    }
    let mut text = value.to_string();
    while let Some((before, after)) = text.split_once(&format!("\"{}", RAW.0)) {
        let (raw, rest) = after.split_once(&format!("{}\"", RAW.1)).expect("the end of the mark");
        text = format!("{before}{}{rest}", raw.replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    let mut bytes = text.into_bytes();
    if dice.one_in(12) {
        spoil(&mut bytes, dice);
    }
    bytes
}

/// Changes one thing, somewhere inside.
fn change(value: &mut Value, dice: &mut Dice) {
    let deeper = !dice.one_in(12);
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let key = fields.keys().nth(dice.below(fields.len())).expect("a key").clone();
            match dice.below(10) {
                0 => drop(fields.remove(&key)),
                1 => drop(fields.insert(text::odd(dice), odd(dice))),
                2 => {
                    let moved = fields.remove(&key).unwrap_or_default();
                    fields.insert(key.to_uppercase(), moved);
                }
                _ => change(&mut fields[&key], dice),
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let position = dice.below(items.len());
            match dice.below(6) {
                0 => drop(items.remove(position)),
                1 => {
                    let item = items[position].clone();
                    let many = dice.pick(&[1, 10, 11, 300]);
                    items.extend(std::iter::repeat_n(item, many));
                }
                _ => change(&mut items[position], dice),
            }
        }
        // A value of the right type gets further into the program.
        Value::String(text) if !dice.one_in(3) => *text = text::odd(dice),
        number @ Value::Number(_) if !dice.one_in(3) => *number = json!(dice.pick(&NUMBERS)),
        other => *other = odd(dice),
    }
}

fn odd(dice: &mut Dice) -> Value {
    match dice.below(12) {
        0 => Value::Null,
        1 => json!(dice.one_in(2)),
        2 => json!(dice.pick(&NUMBERS)),
        3 => json!([]),
        4 => json!({}),
        5 => json!([text::odd(dice)]),
        6 => json!({ text::odd(dice): text::odd(dice) }),
        7 => Value::String(format!("{}{}{}", RAW.0, dice.pick(&RAW_VALUES), RAW.1)),
        8 if dice.one_in(4) => nested(dice.pick(&[50, 127, 128, 400])),
        _ => Value::String(text::odd(dice)),
    }
}

/// Deeper than JSON parsers go; as raw text, because a `Value` of that depth would be hard to drop.
fn nested(depth: usize) -> Value {
    Value::String(format!("{}{}{}{}", RAW.0, "[".repeat(depth), "]".repeat(depth), RAW.1))
}

/// Damages the bytes, so that they are no longer JSON or, by chance, other JSON.
fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    match dice.below(6) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, dice.pick(&[0xff, 0x00, 0xc0, b'"', b'{', b'\\', b','])),
        2 => bytes.extend(*b"{}"),
        3 => drop(bytes.splice(0..0, *b"\xef\xbb\xbf")),
        4 if !bytes.is_empty() => {
            let at = at.min(bytes.len() - 1);
            bytes[at] ^= 1 << dice.below(8);
        }
        _ => bytes.clear(),
    }
}
