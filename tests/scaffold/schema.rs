//! `debriefs schema`: what editors are told about keys is what the readers do.

use std::{path::Path, sync::Arc};

use debriefs::{
    config::{self, Config},
    data::{FRONTMATTER_KEYS, KeyInfo, Keys, Node, ScalarKind, Value, parse_toml, parse_yaml},
    diagnostic::Sources,
    model::Span,
    parse::frontmatter,
    scaffold,
};
use serde_json::{Map, json};

use super::desk;

type Json = serde_json::Value;

/// A value as an editor hands it to a schema: plain scalars of YAML as version 1.2 reads them.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => Json::Object(Map::from_iter(
            map.iter()
                .map(|entry| (entry.key.text.clone(), json(&entry.node))),
        )),
        Value::Scalar(scalar) => match scalar.kind {
            ScalarKind::Text | ScalarKind::DateTime => json!(scalar.text),
            _ => plain(&scalar.text),
        },
    }
}

fn plain(text: &str) -> Json {
    if let "true" | "false" = text {
        return json!(text == "true");
    }
    let number: Option<f64> = text
        .parse()
        .ok()
        .filter(|_| text.contains(|c: char| c.is_ascii_digit()));
    match (text.parse::<i64>(), number) {
        (Ok(whole), _) => json!(whole),
        (_, Some(number)) => json!(number),
        _ => json!(text),
    }
}

fn yaml(text: &str) -> Json {
    let parsed = parse_yaml(text, Span::new(0, text.len()));
    assert!(parsed.problems.is_empty(), "{:?}\n{text}", parsed.problems);
    json(&parsed.root)
}

fn toml(text: &str) -> Json {
    let parsed = parse_toml(text, Span::new(0, text.len()));
    assert!(parsed.problems.is_empty(), "{:?}\n{text}", parsed.problems);
    json(&parsed.root)
}

/// The frontmatter of a file, if it has some.
fn frontmatter_of(text: &str) -> Option<Json> {
    let split = frontmatter::split(&Arc::from("a.md"), text).value;
    let (format, span) = split.frontmatter?;
    let text = &text[span.start..span.end];
    Some(match format {
        frontmatter::Format::Yaml => yaml(text),
        frontmatter::Format::Toml => toml(text),
    })
}

/// A schema, ready to judge.
struct Judge(jsonschema::Validator);

impl Judge {
    fn new(schema: &str) -> Self {
        let schema: Json = serde_json::from_str(schema).unwrap();
        assert!(jsonschema::meta::is_valid(&schema));
        Self(jsonschema::validator_for(&schema).unwrap())
    }

    fn frontmatter() -> Self {
        Self::new(&scaffold::frontmatter_schema())
    }

    fn config() -> Self {
        Self::new(&scaffold::config_schema())
    }

    /// What is wrong, and where.
    fn faults(&self, value: &Json) -> Vec<String> {
        let faults = self.0.iter_errors(value);
        faults
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect()
    }
}

fn markdown(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).sort_by_file_name();
    let files = files
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    // Reviews are no debriefs.
    let files = files.filter(|path| {
        path.extension().is_some_and(|extension| extension == "md")
            && !path.to_string_lossy().contains("/reviews/")
    });
    files
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_debrief_of_the_showcase_satisfies_the_schema() {
    let judge = Judge::frontmatter();
    let mut judged = 0;
    for (path, text) in markdown("content").into_iter().chain(markdown("examples")) {
        if let Some(frontmatter) = frontmatter_of(&text) {
            assert_eq!(judge.faults(&frontmatter), [""; 0], "{path}");
            judged += 1;
        }
    }
    assert!(judged >= 30, "{judged}");
}

#[test]
fn the_documented_samples_and_the_templates_satisfy_the_schema() {
    let judge = Judge::frontmatter();
    let sample = include_str!("../../src/parse/frontmatter/testdata/full.md")
        .replace("published_on: 2026-11-25\n", "");
    let toml = include_str!("../../src/parse/frontmatter/testdata/full.toml.md")
        .replace("published_on = 2026-11-25\n", "");
    let page = include_str!("../../docs/frontmatter.md");
    let blocks = page
        .split("```yaml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let short = scaffold::SHORT.replace("{{ title }}", "\"x\"");
    let full = scaffold::FULL.replace("{{ title }}", "\"x\"");
    let kinds = |text: String| {
        text.replace("{{ kind }}", "drill")
            .replace("{{ date }}", "2026-11-20")
            .replace("{{ timezone }}", "UTC")
    };
    let texts = [sample, toml, kinds(short), kinds(full)].into_iter();
    for text in texts.chain(blocks.map(String::from)) {
        let frontmatter = frontmatter_of(&text).unwrap();
        assert_eq!(judge.faults(&frontmatter), [""; 0], "{text}");
    }
}

/// A text with one key, by its path, in the syntax of YAML's flow style.
fn alone(keys: Keys, info: &KeyInfo, value: &str) -> String {
    let mut text = value.to_owned();
    let mut path = info.path;
    loop {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        let name = if name == "*" { "own" } else { name };
        // A key that stands in the groups of a list needs its siblings too; they are not wanted here.
        text = format!("{{{name}: {text}}}");
        if parent.is_empty() {
            return text;
        }
        if matches!(
            keys.get(parent).map(|info| info.form),
            Some(debriefs::data::Form::List(_))
        ) {
            text = format!("[{text}]");
        }
        path = parent;
    }
}

fn has_required_siblings(keys: Keys, info: &KeyInfo) -> bool {
    let siblings = keys
        .0
        .iter()
        .filter(|other| other.parent() == info.parent() && !info.parent().is_empty());
    siblings
        .into_iter()
        .any(|other| other.path != info.path && other.default == "required")
}

#[test]
fn the_example_of_every_key_satisfies_the_schema_and_nonsense_does_not() {
    let judge = Judge::frontmatter();
    let keys = FRONTMATTER_KEYS;
    let placed = keys
        .0
        .iter()
        .filter(|info| !info.path.starts_with("(time)"));
    for info in placed.filter(|info| !info.example.is_empty()) {
        if !has_required_siblings(keys, info) {
            let text = alone(keys, info, info.example);
            assert_eq!(judge.faults(&yaml(&text)), [""; 0], "{text}");
        }
        let nonsense = alone(keys, info, "[[{no: such}]]");
        assert_ne!(judge.faults(&yaml(&nonsense)), [""; 0], "{nonsense}");
    }
}

/// Frontmatter that both the schema and the reader refuse.
#[test]
fn what_the_schema_refuses_is_reported_by_the_reader() {
    let judge = Judge::frontmatter();
    for wrong in [
        "kind: accident",
        "status: done",
        "visibility: everybody",
        "titel: Checkout",
        "times: {begun: 2026-11-20}",
        "times: {started: yesterday}",
        "times: {started: {precision: exact}}",
        "date: tomorrow",
        "services: {checkout: yes}",
        "impact: [1200]",
        "impact: {data_loss: some}",
        "causes: [{note: no id}]",
        "recurs: [{id: a, relation: cousin}]",
        "process: {checkpoints: [{when: 2026-11-20}]}",
        "links: [{title: no address}]",
        "answers: {detected: [a1]}",
        "people: [ana]",
        "draft: perhaps",
    ] {
        assert_ne!(judge.faults(&yaml(wrong)), [""; 0], "{wrong}");
        let text = format!("---\n{wrong}\n---\n# A\n");
        let file: Arc<str> = "a.md".into();
        let split = frontmatter::split(&file, &text).value;
        let read = frontmatter::read(&file, &text, &split, &Config::default());
        assert_ne!(read.diagnostics, [], "{wrong}");
    }
}

#[test]
fn settings_satisfy_the_schema() {
    let judge = Judge::config();
    let page = include_str!("../../docs/config.md");
    let blocks = page
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let own = include_str!("../../debriefs.toml");
    let whole = include_str!("../../src/config/testdata/whole.toml");
    for text in blocks.chain([own, whole, ""]) {
        assert_eq!(judge.faults(&toml(text)), [""; 0], "{text}");
    }
}

#[test]
fn wrong_settings_do_not() {
    let judge = Judge::config();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("debriefs.toml");
    for wrong in [
        "[sight]",
        "title = \"outside of a table\"",
        "[site]\ntitel = \"x\"",
        "[site]\ntitle = [\"x\"]",
        "[targets]\ndetect = \"soon\"",
        "[[tickets]]\npattern = \"A\"",
        "[check]\nunknown-key = \"loud\"",
        "[causes]\nmin_members = 2.5",
        "[editions.public]\nvisibility = [\"world\"]",
        "[search.weights]\ntitle = \"much\"",
    ] {
        assert_ne!(judge.faults(&toml(wrong)), [""; 0], "{wrong}");
        std::fs::write(&file, wrong).unwrap();
        assert!(
            config::load(&file, &mut Sources::default()).value.is_none(),
            "{wrong}"
        );
    }
}

#[test]
fn the_command_prints_what_init_writes() {
    let desk = desk();
    assert_eq!(desk.run("init -q").code, 0);
    assert_eq!(
        desk.run("schema").stdout,
        desk.read(".debriefs/frontmatter.schema.json")
    );
    assert_eq!(
        desk.run("schema config").stdout,
        desk.read(".debriefs/config.schema.json")
    );
    assert!(
        desk.read("debriefs.toml")
            .starts_with("#:schema .debriefs/config.schema.json\n")
    );
}
