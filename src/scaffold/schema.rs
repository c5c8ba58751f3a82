//! JSON Schema of the two kinds of files people write keys into, made of the tables that their readers follow.

use serde_json::{Map, Value, json};

use crate::{
    config,
    data::{FRONTMATTER_KEYS, Form, KeyInfo, Keys},
};

/// The keys of a map that stands for a time are listed under this name.
const TIME: &str = "(time)";

/// JSON Schema (draft 7, which editors know best) of the frontmatter of a debrief.
#[must_use]
pub fn frontmatter_schema() -> String {
    let schema = Schema {
        keys: FRONTMATTER_KEYS,
        lenient: true,
    };
    schema.document("Frontmatter of a debrief")
}

/// JSON Schema of `debriefs.toml`.
#[must_use]
pub fn config_schema() -> String {
    let schema = Schema {
        keys: config::KEYS,
        lenient: false,
    };
    schema.document("Configuration of debriefs")
}

/// A table on its way to a schema.
#[derive(Clone, Copy)]
struct Schema {
    keys: Keys,
    /// Frontmatter forgives: nothing is no value, and YAML makes numbers of texts.
    lenient: bool,
}

impl Schema {
    fn document(self, title: &str) -> String {
        let mut root = self.group("");
        root.insert(
            "$schema".into(),
            json!("http://json-schema.org/draft-07/schema#"),
        );
        root.insert("title".into(), json!(title));
        if self.keys.has_children(TIME) {
            root.insert("definitions".into(), json!({"time": self.group(TIME)}));
        }
        // Keys of a JSON object are always text, so this cannot fail.
        serde_json::to_string_pretty(&root).unwrap_or_default() + "\n"
    }

    /// What stands under a path.
    fn group(self, path: &str) -> Map<String, Value> {
        let children = self
            .keys
            .0
            .iter()
            .filter(|key| key.parent() == path && key.path != TIME);
        let mut properties = Map::new();
        let mut others = json!(false);
        let mut required = Vec::new();
        for key in children {
            let schema = self.key(key);
            if key.default == "required" {
                required.push(key.name());
            }
            match key.name() {
                "*" => others = schema,
                name => drop(properties.insert(name.to_owned(), schema)),
            }
        }
        let mut group = Map::new();
        group.insert("type".into(), json!("object"));
        group.insert("properties".into(), Value::Object(properties));
        group.insert("additionalProperties".into(), others);
        if !required.is_empty() {
            group.insert("required".into(), json!(required));
        }
        group
    }

    /// The value of a key, with what its reference page says about it.
    fn key(self, key: &KeyInfo) -> Value {
        let mut forms = self.forms(key.path, key.form);
        if self.lenient {
            forms.push(json!({"type": "null"}));
        }
        let mut schema = one_of(forms);
        let about = match key.default {
            "" => key.about.to_owned(),
            "required" => format!("{}. Required", key.about),
            default => format!("{}. Default: {default}", key.about),
        };
        schema.insert("description".into(), json!(about));
        Value::Object(schema)
    }

    /// The forms a value can have.
    fn forms(self, path: &str, form: Form) -> Vec<Value> {
        match form {
            Form::Word(words) => vec![json!({"enum": words})],
            Form::Bool => vec![json!({"type": "boolean"})],
            Form::Integer => vec![json!({"type": "integer"})],
            Form::Number => vec![json!({"type": "number"})],
            Form::Quantity => vec![json!({"type": ["number", "string"]})],
            Form::Duration => {
                vec![json!({"type": "string", "pattern": r"^\s*(\d+\s*[A-Za-z]+\s*)+$"})]
            }
            Form::Pattern => vec![json!({"type": "string", "format": "regex"})],
            Form::Date => vec![day()],
            Form::Time if path.starts_with(TIME) => vec![day()],
            Form::Time => vec![day(), json!({"$ref": "#/definitions/time"})],
            Form::Text | Form::Zone | Form::Url => vec![self.text()],
            Form::List(item) => self.list(path, *item),
            Form::Group => vec![Value::Object(self.group(path))],
            Form::Open(form) => self.open(path, *form),
            Form::TextOrGroup => vec![
                self.text(),
                list_of(vec![self.text()]),
                Value::Object(self.group(path)),
            ],
        }
    }

    fn text(self) -> Value {
        if self.lenient {
            json!({"type": ["string", "number", "boolean"]})
        } else {
            json!({"type": "string"})
        }
    }

    /// Several, or one without brackets.
    fn list(self, path: &str, item: Form) -> Vec<Value> {
        let mut items = self.forms(path, item);
        if self.lenient && item == Form::Group {
            // Some groups have a short form: a date is the `due` of a checkpoint.
            items.push(self.text());
        }
        let mut forms = vec![list_of(items.clone())];
        forms.append(&mut items);
        forms
    }

    /// Names of the author's own. Dots reach into tables, which TOML shows to a schema as tables.
    fn open(self, path: &str, form: Form) -> Vec<Value> {
        let mut forms = self.forms(path, form);
        if form == Form::Text && !self.lenient {
            forms.push(json!({"type": "object"}));
        }
        forms
    }
}

/// A day, perhaps with a clock time; rough ones have something before the year.
fn day() -> Value {
    json!({"type": "string", "pattern": r"\d{4}-\d{1,2}-\d{1,2}|^\s*[Uu]nknown\s*$"})
}

fn list_of(items: Vec<Value>) -> Value {
    json!({"type": "array", "items": one_of(items)})
}

fn one_of(mut forms: Vec<Value>) -> Map<String, Value> {
    if forms.len() == 1
        && let Some(Value::Object(only)) = forms.pop()
    {
        return only;
    }
    Map::from_iter([("anyOf".to_owned(), Value::Array(forms))])
}
