//! Durations, rates and probabilities.

use std::str::FromStr;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::syntax::{Node, NodeKind};
use crate::units::{Hours, Probability, Rate, Span, WeekTime};

use super::number::{digits, parse_float};
use super::text::quoted;
use super::{Decode, Decoder, Form, TypeDoc, short};

/// No duration and no rate needs more [bytes].
const LONGEST: usize = 100;

impl Decode for Span {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        if let NodeKind::Number(text) = &node.kind {
            let n = short(text);
            let help = format!("a duration has a unit: write \"{n}s\", \"{n}min\", \"{n}h\" or \"{n}d\"");
            cx.expected_with::<Self>(node, help);
            return None;
        }
        parsed(node, cx, Code::BadDuration)
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "duration",
            "A length of time with its unit: us, ms, s, min, h, d or w. A day has 24 hours.",
            "\"2h 30min\"",
        )
    }
}

impl Decode for Rate {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        if let NodeKind::Number(text) = &node.kind {
            let n = short(text);
            cx.expected_with::<Self>(
                node,
                format!("a rate is per unit of time: write \"{n}/h\" or \"{n}/d\""),
            );
            return None;
        }
        parsed(node, cx, Code::BadRate)
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("rate", "How often something happens per unit of time.", "\"40/h\"")
    }
}

impl Decode for Hours {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        parsed(node, cx, Code::BadHours)
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "hours",
            "Hours of every week: days, from and to, and the time zone as its distance from UTC (UTC where it is left out). Where the end is not later than the beginning, it lies on the next day.",
            "\"Mon-Fri 08:00-17:00 +01:00\"",
        )
    }
}

impl Decode for WeekTime {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        parsed(node, cx, Code::BadHours)
    }

    fn form(&self) -> Form {
        Form::quoted(self)
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("moment of the week", "A day of the week and a time of day, in UTC.", "\"Mon 08:00\"")
    }
}

fn parsed<T>(node: &Node, cx: &mut Decoder<'_>, code: Code) -> Option<T>
where
    T: Decode + FromStr<Err: ToString>,
{
    let text = quoted::<T>(node, cx)?;
    if text.len() > LONGEST {
        let doc = T::describe();
        let message = format!("`{}` is not {}", short(text), doc.wanted());
        cx.report(Diagnostic::error(code, message).at(node.place, "").help(doc.how_to_write()));
        return None;
    }
    text.parse().map_err(|error| cx.wrong_value(code, node.place, &error)).ok()
}

impl Decode for Probability {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        if let NodeKind::Text(text) = &node.kind
            && let Some(percent) = text.strip_suffix('%')
            && let Some(value) = parse_float(percent.trim())
            && (0.0..=100.0).contains(&value)
        {
            cx.expected_with::<Self>(node, format!("write {}", value / 100.0));
            return None;
        }
        let text = digits::<Self>(node, cx)?;
        let value = parse_float(text).unwrap_or(f64::NAN);
        Self::new(value).map_err(|error| cx.wrong_value(Code::BadProbability, node.place, &error)).ok()
    }

    fn form(&self) -> Form {
        self.get().form()
    }

    fn describe() -> TypeDoc {
        TypeDoc::value("probability", "A number from 0 (never) to 1 (always).", "0.25")
    }
}
