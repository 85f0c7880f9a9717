//! The data dictionary as a Frictionless Data Package, version 2: what pandas, R and people read beside the CSV.

use serde_json::{Map, Value, json};

use super::{MARKING, Seal};
use crate::metrics::table::{Column, Kind, Record, Table};

/// The name of the file within a result set.
pub const FILE: &str = "datapackage.json";
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The description of a result set.
#[derive(Clone, Debug, PartialEq)]
pub struct DataPackage {
    /// A short name for programs, such as that of the scenario.
    pub name: String,
    /// A title for people.
    pub title: String,
    /// The tables.
    pub resources: Vec<Resource>,
}

/// A table of a result set, with the file that holds it where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    table: Table,
    seal: Option<Seal>,
}

impl Resource {
    /// The table of `R`, written to the sealed CSV file.
    pub fn written<R: Record>(seal: Seal) -> Self {
        Self { table: R::TABLE, seal: Some(seal) }
    }

    /// A table whose columns are known while running only, written to the sealed CSV file.
    pub fn of(table: Table, seal: Seal) -> Self {
        Self { table, seal: Some(seal) }
    }

    /// The table of `R` as it would be written, for a dictionary without data.
    pub fn planned<R: Record>() -> Self {
        Self { table: R::TABLE, seal: None }
    }
}

impl DataPackage {
    /// The seals of the files that hold the tables.
    pub fn seals(&self) -> impl Iterator<Item = &Seal> {
        self.resources.iter().filter_map(|resource| resource.seal.as_ref())
    }

    /// The descriptor, ready to be written to [`FILE`].
    pub fn descriptor(&self) -> Value {
        json!({
            "$schema": PROFILE,
            "name": self.name,
            "title": self.title,
            "marking": MARKING,
            "resources": self.resources.iter().map(resource).collect::<Vec<_>>(),
        })
    }
}

fn resource(resource: &Resource) -> Value {
    let Table { name, doc, key, columns } = resource.table;
    let path = resource.seal.as_ref().map_or_else(|| format!("{name}.csv"), |seal| seal.name.clone());
    let mut described = entries(json!({
        "name": name,
        "path": path,
        "type": "table",
        "description": doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }));
    if let Some(seal) = &resource.seal {
        described.insert("bytes".to_owned(), seal.bytes.into());
        described.insert("hash".to_owned(), format!("sha256:{}", seal.sha256).into());
    }
    let schema = json!({
        "fields": columns.iter().map(field).collect::<Vec<_>>(),
        "primaryKey": key,
        "missingValues": [""],
    });
    described.insert("schema".to_owned(), schema);
    Value::Object(described)
}

fn field(column: &Column) -> Value {
    let mut described = entries(json!({
        "name": column.name,
        "type": match column.kind {
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Flag => "boolean",
        },
        "description": column.doc,
    }));
    if column.kind == Kind::Flag {
        described.insert("trueValues".to_owned(), json!(["1"]));
        described.insert("falseValues".to_owned(), json!(["0"]));
    }
    if let Some(unit) = column.unit {
        described.insert("unit".to_owned(), unit.into());
    }
    let constraints = constraints(column);
    if !constraints.is_empty() {
        described.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(described)
}

fn constraints(column: &Column) -> Map<String, Value> {
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), true.into());
    }
    if let Some(minimum) = column.minimum {
        constraints.insert("minimum".to_owned(), minimum.into());
    }
    if !column.values.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.values));
    }
    constraints
}

fn entries(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::table::example::ExampleRow;

    fn described(resource: Resource) -> Value {
        DataPackage { name: "example".to_owned(), title: "An example".to_owned(), resources: vec![resource] }
            .descriptor()
    }

    #[test]
    fn every_column_is_described_with_unit_and_constraints() {
        let package = described(Resource::planned::<ExampleRow>());
        let fields = &package["resources"][0]["schema"]["fields"];
        assert_eq!(fields.as_array().map(Vec::len), Some(ExampleRow::TABLE.columns.len()));
        assert_eq!(
            fields[0],
            json!({
                "name": "replication",
                "type": "integer",
                "description": "Number of the replication, from 0.",
                "constraints": {"required": true, "minimum": 0},
            })
        );
        assert_eq!(fields[2]["constraints"]["enum"], json!(["off", "on"]));
        assert_eq!(fields[3]["unit"], "s");
        assert_eq!(fields[3].get("constraints"), None);
        assert_eq!(fields[6]["trueValues"], json!(["1"]));
    }

    #[test]
    fn a_written_table_is_sealed_and_a_planned_one_is_not() {
        let seal = Seal { name: "examples.csv".to_owned(), bytes: 3, sha256: "ab".to_owned() };
        let written = described(Resource::written::<ExampleRow>(seal));
        assert_eq!(written["$schema"], PROFILE);
        assert_eq!(written["marking"], "EXERCISE");
        assert_eq!(written["resources"][0]["hash"], "sha256:ab");
        assert_eq!(written["resources"][0]["bytes"], 3);
        assert_eq!(written["resources"][0]["schema"]["primaryKey"], json!(["replication", "team"]));
        let planned = described(Resource::planned::<ExampleRow>());
        assert_eq!(planned["resources"][0]["path"], "examples.csv");
        assert_eq!(planned["resources"][0].get("hash"), None);
    }
}
