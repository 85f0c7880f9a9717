//! Names of lints.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::scenario::syntax::Node;

use super::text::quoted;
use super::{Decode, Decoder, Form, TypeDoc, short};

/// A lint, by its code or its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintName(Code);

impl LintName {
    /// The lint.
    pub const fn code(self) -> Code {
        self.0
    }

    /// The code or the name of a lint that was probably meant.
    pub fn closest(text: &str) -> Option<&'static str> {
        let names: Vec<&str> = Code::lints().flat_map(|code| [code.text(), code.name()]).collect();
        suggest::closest(text, names)
    }
}

impl Decode for LintName {
    fn decode(node: &Node, cx: &mut Decoder<'_>) -> Option<Self> {
        let text = quoted::<Self>(node, cx)?;
        if let Some(code) = Code::lint(text) {
            return Some(Self(code));
        }
        let message = format!("there is no lint `{}`", short(text));
        let fault = Diagnostic::error(Code::UnknownLint, message).at(node.place, "");
        cx.report(match Self::closest(text) {
            Some(meant) => fault.did_you_mean(Some(meant)),
            None => fault.help("write a code from C0601 on, or a name, as `coalition list codes` has them"),
        });
        None
    }

    fn form(&self) -> Form {
        Form::quoted(&self.0.name())
    }

    fn describe() -> TypeDoc {
        TypeDoc::value(
            "lint",
            "A kind of warning, by its code or its name; `coalition list codes` has them all.",
            "\"unused-definition\"",
        )
    }
}
