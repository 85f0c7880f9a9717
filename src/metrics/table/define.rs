//! The macros that define records and name categories.

/// Defines a row of a result table: the struct, and with it the file and the dictionary.
///
/// Every field has a description and a unit in brackets: `[s]`, `[count]`, `[fraction]`, `[-]` for none, or a
/// text such as `["analyst-s"]`. Descriptions, units and key are checked while compiling ([`Table::check`](crate::metrics::table::Table::check)).
///
/// ```
/// use coalition::metrics::table::Record;
///
/// coalition::record! {
///     /// One row per team and replication.
///     pub struct TeamRow in "teams", key ["replication", "team"] {
///         /// Number of the replication, from 0.
///         pub replication: u32 [-],
///         /// Name of the team.
///         pub team: &'static str [-],
///         /// Mean wait before triage; missing where nothing was triaged.
///         pub wait_mean_s: Option<f64> [s],
///     }
/// }
///
/// assert_eq!(TeamRow::TABLE.columns[2].unit, Some("s"));
/// assert!(!TeamRow::TABLE.columns[2].required);
/// ```
///
/// A unit that disagrees with the name does not compile:
///
/// ```compile_fail
/// coalition::record! {
///     /// One row per team.
///     pub struct TeamRow in "teams", key ["team"] {
///         /// Name of the team.
///         pub team: &'static str [-],
///         /// Mean wait before triage.
///         pub wait_mean_s: f64 [h],
///     }
/// }
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident in $table:literal, key [$($key:literal),+ $(,)?] {
            $(
                $(#[doc = $field_doc:literal])+
                $field_vis:vis $field:ident: $type:ty [$unit:tt]
            ),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $(
                $(#[doc = $field_doc])+
                $field_vis $field: $type,
            )+
        }

        impl $crate::metrics::table::Record for $name {
            const TABLE: $crate::metrics::table::Table = $crate::metrics::table::Table {
                name: $table,
                doc: concat!($($doc),+).trim_ascii(),
                key: &[$($key),+],
                columns: &[$(
                    $crate::metrics::table::Column {
                        name: stringify!($field),
                        doc: concat!($($field_doc),+).trim_ascii(),
                        unit: $crate::record!(@unit $unit),
                        kind: <$type as $crate::metrics::table::IntoCell>::KIND,
                        required: <$type as $crate::metrics::table::IntoCell>::REQUIRED,
                        minimum: <$type as $crate::metrics::table::IntoCell>::MINIMUM,
                        values: <$type as $crate::metrics::table::IntoCell>::ALLOWED,
                    }
                ),+],
            };

            fn cells(&self) -> impl Iterator<Item = $crate::metrics::table::Cell<'_>> {
                [$($crate::metrics::table::IntoCell::cell(&self.$field)),+].into_iter()
            }
        }

        const _: () = <$name as $crate::metrics::table::Record>::TABLE.check();
    };
    (@unit -) => { None };
    (@unit $unit:ident) => { Some(stringify!($unit)) };
    (@unit $unit:literal) => { Some($unit) };
}

/// Names the variants of an existing enum for result files; leaving one out does not compile.
///
/// ```
/// use coalition::metrics::table::Category;
///
/// enum Source { OwnSensor, PartnerShare }
///
/// coalition::category! { Source { OwnSensor => "own_sensor", PartnerShare => "partner_share" } }
///
/// assert_eq!(Source::VALUES, ["own_sensor", "partner_share"]);
/// assert_eq!(Source::PartnerShare.text(), "partner_share");
/// ```
#[macro_export]
macro_rules! category {
    ($name:ty { $($variant:ident => $text:literal),+ $(,)? }) => {
        impl $crate::metrics::table::Category for $name {
            const VALUES: &'static [&'static str] = &[$($text),+];

            fn text(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }
        }
    };
}
