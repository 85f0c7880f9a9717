//! The macro that states once what a planner can write: type, fields, defaults, their sources and their docs.

/// Defines a struct or an enum of the document and how it is decoded and described.
///
/// Every type, field and variant has a doc comment: it becomes the field reference. A field has a type that
/// implements [`Decode`](super::Decode), and may have a default, which may have a source. A struct gets a further
/// member, `place`, the stretch of the text that it was read from. A struct whose fields all have
/// defaults has `Default`. All types derive `Clone` and `Debug`; more can be asked for with `#[derive(…)]`. A variant holds nothing, fields, or one value.
///
/// ```text
/// written! {
///     /// A group of alike hosts.
///     pub struct HostGroup {
///         /// Stable id.
///         pub id: Spanned<Id>,
///         /// How many hosts [hosts].
///         pub count: Count = Count::ONE,
///         /// Name for people.
///         pub label: Option<Text>,
///         /// Delay [duration].
///         pub delay: Distribution = Distribution::INSTANT, "practice.md section 7",
///     }
/// }
/// written! {
///     /// How the adversary gets in.
///     #[derive(PartialEq)]
///     pub enum Entry {
///         /// Mail with a lure.
///         Phishing {
///             /// Chance that a user clicks.
///             click: Probability = Probability::NEVER,
///         },
///         /// Through another element.
///         Through(Reference),
///         /// No condition.
///         Direct,
///     }
/// }
/// ```
macro_rules! written {
    // Where every field has a default, so has the struct.
    (
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+ $(,)?)])?
        $vis:vis struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                pub $field:ident: $type:ty = $default:expr $(, $source:literal)?
            ),* $(,)?
        }
    ) => {
        $crate::scenario::decode::written! { @struct
            $(#[doc = $doc])+
            $(#[derive($($derive),+)])?
            $vis struct $name {
                $($(#[doc = $field_doc])+ pub $field: $type = $default $(, $source)?,)*
            }
        }

        /// As if it were written without any field.
        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* place: $crate::diagnostic::Place::NOWHERE }
            }
        }
    };
    ($(#[$($meta:tt)+])+ $vis:vis struct $($rest:tt)+) => {
        $crate::scenario::decode::written! { @struct $(#[$($meta)+])+ $vis struct $($rest)+ }
    };

    (@struct
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+ $(,)?)])?
        $vis:vis struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                pub $field:ident: $type:ty $(= $default:expr $(, $source:literal)?)?
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug $($(, $derive)+)?)]
        $vis struct $name {
            $($(#[doc = $field_doc])+ pub $field: $type,)*
            /// Where it is written.
            pub place: $crate::diagnostic::Place,
        }

        impl $crate::scenario::decode::Decode for $name {
            fn decode(
                node: &$crate::scenario::syntax::Node,
                cx: &mut $crate::scenario::decode::Decoder<'_>,
            ) -> Option<Self> {
                let mut fields = $crate::scenario::decode::Fields::of_struct(
                    node,
                    cx,
                    stringify!($name),
                    &[$(stringify!($field)),*],
                )?;
                $(
                    let $field: Option<$type> =
                        $crate::scenario::decode::written!(@take fields, cx, $field $(= $default)?);
                )*
                fields.finish(cx);
                Some(Self { $($field: $field?,)* place: node.place })
            }

            fn form(&self) -> $crate::scenario::decode::Form {
                let fields = [$(
                    $crate::scenario::decode::written!(@form &self.$field, $field, $type $(= $default)?)
                ),*];
                $crate::scenario::decode::Form::Fields { name: "", fields: fields.into_iter().flatten().collect() }
            }

            fn describe() -> $crate::scenario::decode::TypeDoc {
                $crate::scenario::decode::TypeDoc::structure(
                    stringify!($name),
                    concat!($($doc, "\n"),+),
                    vec![$(
                        $crate::scenario::decode::FieldDoc::new::<$type>(
                            stringify!($field),
                            concat!($($field_doc, "\n"),+),
                            &[$(|| { let default: $type = $default; $crate::scenario::decode::Decode::form(&default) })?],
                            &[$($($source)?)?],
                        )
                    ),*],
                )
            }
        }
    };

    (
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+ $(,)?)])?
        $vis:vis enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])+
                $variant:ident
                $({
                    $(
                        $(#[doc = $field_doc:literal])+
                        $field:ident: $type:ty $(= $default:expr $(, $source:literal)?)?
                    ),* $(,)?
                })?
                $(($inner:ty))?
            ),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug $($(, $derive)+)?)]
        $vis enum $name {
            $(
                $(#[doc = $variant_doc])+
                $variant $({ $($(#[doc = $field_doc])+ $field: $type,)* })? $(($inner))?,
            )+
        }

        impl $crate::scenario::decode::Decode for $name {
            fn decode(
                node: &$crate::scenario::syntax::Node,
                cx: &mut $crate::scenario::decode::Decoder<'_>,
            ) -> Option<Self> {
                let (variant, body) = $crate::scenario::decode::Body::open::<Self>(
                    node,
                    cx,
                    &[$(stringify!($variant)),+],
                )?;
                $(
                    if variant == stringify!($variant) {
                        return $crate::scenario::decode::written!(
                            @variant body, cx, $variant
                            $({ $($field: $type $(= $default)?,)* })?
                            $(($inner))?
                        );
                    }
                )+
                None
            }

            fn form(&self) -> $crate::scenario::decode::Form {
                match self {
                    $(
                        Self::$variant
                        $({ $($field),* })?
                        $(($crate::scenario::decode::written!(@hole inner $inner)))?
                        => $crate::scenario::decode::written!(
                            @form_of $variant
                            $({ $($field: $type $(= $default)?,)* })?
                            $((inner: $inner))?
                        ),
                    )+
                }
            }

            fn describe() -> $crate::scenario::decode::TypeDoc {
                $crate::scenario::decode::TypeDoc::choice(
                    stringify!($name),
                    concat!($($doc, "\n"),+),
                    vec![$(
                        $crate::scenario::decode::VariantDoc::new(
                            stringify!($variant),
                            concat!($($variant_doc, "\n"),+),
                            vec![$($(
                                $crate::scenario::decode::FieldDoc::new::<$type>(
                                    stringify!($field),
                                    concat!($($field_doc, "\n"),+),
                                    &[$(|| { let default: $type = $default; $crate::scenario::decode::Decode::form(&default) })?],
                                    &[$($($source)?)?],
                                )
                            ),*)?],
                            &[$(<$inner as $crate::scenario::decode::Decode>::describe)?],
                        )
                    ),+],
                )
            }
        }
    };

    (@take $fields:ident, $cx:ident, $field:ident) => {
        $fields.required($cx, stringify!($field))
    };
    (@take $fields:ident, $cx:ident, $field:ident = $default:expr) => {
        $fields.or($cx, stringify!($field), || $default)
    };

    (@form $value:expr, $field:ident, $type:ty) => {
        $crate::scenario::decode::Form::field(
            $crate::scenario::decode::plain(stringify!($field)),
            <$type as $crate::scenario::decode::Decode>::form($value),
            <$type as $crate::scenario::decode::Decode>::absent()
                .map(|value| $crate::scenario::decode::Decode::form(&value)),
        )
    };
    (@form $value:expr, $field:ident, $type:ty = $default:expr) => {{
        let default: $type = $default;
        $crate::scenario::decode::Form::field(
            $crate::scenario::decode::plain(stringify!($field)),
            <$type as $crate::scenario::decode::Decode>::form($value),
            Some($crate::scenario::decode::Decode::form(&default)),
        )
    }};

    (@hole $name:ident $inner:ty) => {
        $name
    };
    (@form_of $variant:ident) => {
        $crate::scenario::decode::Form::Atom(stringify!($variant).to_owned())
    };
    (@form_of $variant:ident ($value:ident: $inner:ty)) => {
        $crate::scenario::decode::Form::Wrapped {
            name: stringify!($variant),
            inner: Box::new(<$inner as $crate::scenario::decode::Decode>::form($value)),
        }
    };
    (@form_of $variant:ident {
        $($field:ident: $type:ty $(= $default:expr)?,)*
    }) => {{
        let fields = [$(
            $crate::scenario::decode::written!(@form $field, $field, $type $(= $default)?)
        ),*];
        $crate::scenario::decode::Form::Fields {
            name: stringify!($variant),
            fields: fields.into_iter().flatten().collect(),
        }
    }};

    (@variant $body:ident, $cx:ident, $variant:ident) => {{
        $body.unit($cx);
        Some(Self::$variant)
    }};
    (@variant $body:ident, $cx:ident, $variant:ident ($inner:ty)) => {
        $body.inner::<$inner>($cx).map(Self::$variant)
    };
    (@variant $body:ident, $cx:ident, $variant:ident {
        $($field:ident: $type:ty $(= $default:expr)?,)*
    }) => {{
        let mut fields = $body.fields($cx, &[$(stringify!($field)),*])?;
        $(
            let $field: Option<$type> =
                $crate::scenario::decode::written!(@take fields, $cx, $field $(= $default)?);
        )*
        fields.finish($cx);
        Some(Self::$variant { $($field: $field?,)* })
    }};
}

pub(crate) use written;
