//! Numbers: counts and quantities.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::{Node, NodeKind};

use super::{Decode, Decoder, Form, TypeDoc, short};

/// How many there are of something: `1..=10_000_000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(u32);

impl Count {
    /// One.
    pub const ONE: Self = Self(1);
    /// The largest.
    pub const MOST: Self = Self(10_000_000);

    /// A count known when the program is written; held in range.
    pub const fn of(value: u32) -> Self {
        if value == 0 {
            Self::ONE
        } else if value > Self::MOST.0 {
            Self::MOST
        } else {
            Self(value)
        }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Decode for Count {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let value = whole::<Self>(node, cx, 1, u64::from(Self::MOST.0))?;
        u32::try_from(value).ok().map(Self)
    }

    fn form(&self) -> Form {
        Form::plain(&self.0)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("count", "A whole number from 1 to 10000000.", "3")
    }
}

impl Decode for u32 {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let value = whole::<Self>(node, cx, 0, u64::from(Self::MAX))?;
        Self::try_from(value).ok()
    }

    fn form(&self) -> Form {
        Form::plain(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("whole number", "A whole number from 0 to 4294967295.", "3")
    }
}

impl Decode for u64 {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        whole::<Self>(node, cx, 0, Self::MAX)
    }

    fn form(&self) -> Form {
        Form::plain(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("large whole number", "A whole number from 0 to 18446744073709551615.", "3")
    }
}

/// A finite number; minus zero is zero.
impl Decode for f64 {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let text = digits::<Self>(node, cx)?;
        match parse_float(text) {
            Some(value) if value.is_finite() => Some(value + 0.0),
            _ => {
                let message = format!("`{}` is not a finite number", short(text));
                let diagnostic = Diagnostic::error(Code::OutOfRange, message).at(node.place, "");
                cx.report(
                    diagnostic.help("write a number such as 0.25; what never happens has a word of its own"),
                );
                None
            }
        }
    }

    fn form(&self) -> Form {
        Form::Atom(format!("{self:?}"))
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("number", "A number, also with decimals.", "0.25")
    }
}

/// A number as `ron` reads it: decimals, exponents, underscores, and whole numbers in other bases.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a whole number in another base is read as a quantity")]
    let whole = |_| ron::from_str::<i64>(text).map(|value| value as f64);
    ron::from_str::<f64>(text).or_else(whole).ok()
}

/// The digits of a number, on the way to a `T`.
pub(super) fn digits<'n, T: Decode>(node: &'n Node, cx: &mut Decoder<'_>) -> Option<&'n str> {
    match &node.kind {
        NodeKind::Number(text) => return Some(text),
        NodeKind::Text(text) if parse_float(text).is_some() => {
            cx.expected_with::<T>(node, format!("write it without quotation marks: {text}"));
        }
        _ => cx.expected::<T>(node),
    }
    None
}

fn whole<T: Decode>(node: &Node, cx: &mut Decoder<'_>, least: u64, most: u64) -> Option<u64> {
    let text = digits::<T>(node, cx)?;
    let value = ron::from_str::<u64>(text);
    if let Ok(value) = value
        && (least..=most).contains(&value)
    {
        return Some(value);
    }
    let fraction =
        value.is_err() && parse_float(text).is_some_and(|value| value.is_finite() && value.fract() != 0.0);
    let message = if fraction {
        format!("`{}` is not a whole number", short(text))
    } else {
        format!("`{}` is out of range", short(text))
    };
    let help = format!("write a whole number from {least} to {most}");
    cx.report(Diagnostic::error(Code::OutOfRange, message).at(node.place, "").help(help));
    None
}
