//! One query, three answers: tantivy's, that of the exported files read in Rust, and that of the browser's script.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    sync::OnceLock,
};

use debriefs::{
    config::Edition,
    pipeline::{self, InputOptions, Inspection, Silent},
    search::{
        Engine,
        files::{self, Exported, Reader},
        kept,
    },
};
use proptest::prelude::*;

use crate::browser::{on_path, skip};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn inspect(content: &Path) -> Inspection {
    let options = InputOptions {
        content: Some(content.to_path_buf()),
        config: None,
        cache_dir: None,
        edition: "company".into(),
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
    };
    pipeline::inspect(&options, &Silent).0.unwrap()
}

fn export(read: &Inspection) -> Exported {
    files::export(
        &read.library,
        &read.insight,
        &read.config,
        &Edition::company(),
    )
    .unwrap()
}

fn engine(read: &Inspection) -> Engine {
    let inputs = kept::Inputs {
        library: &read.library,
        insight: &read.insight,
        config: &read.config,
        edition: &Edition::company(),
    };
    kept::in_memory(&inputs).unwrap()
}

type Files = BTreeMap<String, Vec<u8>>;

/// Files by their path under `search/`.
fn under_search(exported: &Exported) -> Files {
    let files = exported.files.iter();
    files
        .map(|(path, bytes)| {
            (
                path.strip_prefix("search/").unwrap().to_owned(),
                bytes.clone(),
            )
        })
        .collect()
}

fn reader(files: &Files) -> Result<Reader<'_>, files::Damaged> {
    Reader::open(|path| files.get(path).cloned())
}

/// Every query of the list, and whether it is still being typed.
fn queries() -> Vec<(String, bool)> {
    let text = fs::read_to_string(here().join("tests/search/queries.txt")).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| match line.strip_prefix("typing ") {
            Some(query) => (query.to_owned(), true),
            None => (line.to_owned(), false),
        })
        .collect()
}

/// An impact has seven bits: scores this near to each other are one.
const TIE: f64 = 0.015;

/// The share of the first ten that belong there, ties counted as equal.
fn agreement(found: &[String], wanted: &[(String, f64)]) -> f64 {
    let ten = wanted.len().min(10);
    if ten == 0 {
        return 1.0;
    }
    let least = wanted[ten - 1].1 * (1.0 - TIE);
    let scores: BTreeMap<&str, f64> = wanted.iter().map(|(id, score)| (&**id, *score)).collect();
    let belongs = |id: &&String| scores.get(id.as_str()).is_some_and(|score| *score >= least);
    found.iter().take(10).filter(belongs).count() as f64 / ten as f64
}

#[test]
fn exported_files_answer_as_tantivy_does() {
    let read = inspect(&here().join("content"));
    let files = under_search(&export(&read));
    let (reader, engine) = (reader(&files).unwrap(), engine(&read));
    let mut agreed = Vec::new();
    let mut something = 0;
    for (query, typing) in queries() {
        let exported = reader.search(&query, typing).unwrap();
        let answer = engine.search(&query, typing, usize::MAX).unwrap();
        let native = answer.found;
        assert_eq!(exported.total, native.total, "{query}");
        assert_eq!(exported.some, native.some, "{query}");
        assert_eq!(exported.notices, native.notices, "{query}");
        let ids: Vec<String> = exported
            .hits
            .iter()
            .map(|hit| reader.shown(hit.doc).unwrap().id)
            .collect();
        let wanted: Vec<(String, f64)> = native
            .hits
            .iter()
            .map(|hit| (engine.shown(hit.doc).unwrap().id, hit.score))
            .collect();
        // Both groups hold the same debriefs.
        for group in [0..native.total, native.total..wanted.len()] {
            let mut a: Vec<&String> = ids[group.clone()].iter().collect();
            let mut b: Vec<&String> = wanted[group].iter().map(|(id, _)| id).collect();
            a.sort();
            b.sort();
            assert_eq!(a, b, "{query}");
        }
        agreed.push(agreement(&ids[..native.total], &wanted[..native.total]));
        something += usize::from(native.total > 0);
    }
    assert!(
        agreed.len() >= 60 && something >= 50,
        "{} {something}",
        agreed.len()
    );
    let mean = agreed.iter().sum::<f64>() / agreed.len() as f64;
    assert!(mean >= 0.98, "{mean}");
}

/// What the script of the browser answers, a JSON text each query.
fn ask_script(node: &Path, site: &Path, queries: &[(String, bool)]) -> Vec<serde_json::Value> {
    let mut child = Command::new(node)
        .arg(here().join("tests/search/client.mjs"))
        .arg(site)
        .arg("--all")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for (query, typing) in queries {
        let line = serde_json::json!({"query": query, "typing": typing});
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_script_of_the_browser_answers_as_the_files_are_meant() {
    let Some(node) = on_path(&["node"]) else {
        return skip("no node is on the path");
    };
    let exported = export(&inspect(&here().join("content")));
    let site = tempfile::tempdir().unwrap();
    for (path, bytes) in &exported.files {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let files = under_search(&exported);
    let reader = reader(&files).unwrap();
    let queries = queries();
    let answers = ask_script(&node, site.path(), &queries);
    assert_eq!(answers.len(), queries.len());
    for ((query, typing), answer) in queries.iter().zip(answers) {
        let found = reader.search(query, *typing).unwrap();
        assert_eq!(answer["total"], found.total, "{query}");
        let hits = answer["hits"].as_array().unwrap();
        assert_eq!(hits.len(), found.hits.len(), "{query}");
        for (theirs, ours) in hits.iter().zip(&found.hits) {
            let score = theirs["score"].as_f64().unwrap();
            assert!(
                (score - ours.score).abs() < 1e-9,
                "{query}: {score} {}",
                ours.score
            );
            assert_eq!(theirs["doc"], ours.doc, "{query}");
        }
    }
}

/// Three debriefs are enough to damage, and quick to read ten thousand times.
fn small() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("2026-01-01-a.md", "# Disk full\n\n## Summary\n\nThe disk of the order database was full.\n"),
            ("2026-01-02-b.md", "---\nservices: [api]\nseverity: sev1\n---\n# Certificate expired\n\nNobody renewed it.\n"),
            ("2026-01-03-c.md", "# Split brain\n\nTwo leaders, one disk.\n\n## Actions\n\n- [ ] Fence @ana\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        under_search(&export(&inspect(folder.path())))
    })
}

const ASKED: [&str; 5] = [
    "disk",
    "\"order database\" -certificate",
    "certifcate service:api",
    "dis sort:severity",
    "has:open-actions year:2026",
];

type Answers = Vec<Result<(usize, Vec<(u32, String)>), files::Damaged>>;

fn answers(files: &Files) -> Answers {
    let one = |query: &&str| {
        let reader = reader(files)?;
        let found = reader.search(query, true)?;
        let docs = found
            .hits
            .iter()
            .map(|hit| Ok((hit.doc, reader.shown(hit.doc)?.title)));
        Ok((found.total, docs.collect::<Result<_, _>>()?))
    };
    ASKED.iter().map(one).collect()
}

/// An answer is the one of the whole files, or says that they are damaged.
fn right_or_damaged(damaged: &Files) -> Result<(), TestCaseError> {
    for (found, right) in answers(damaged).into_iter().zip(answers(small())) {
        if found.is_ok() {
            prop_assert_eq!(found, right);
        }
    }
    Ok(())
}

#[test]
fn whole_files_answer() {
    for answer in answers(small()) {
        assert!(answer.unwrap().0 > 0);
    }
}

fn unpack(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes), &mut out).unwrap();
    out
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

proptest! {
    #[test]
    fn cut_and_flipped_files_are_told(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..8_u8, cut in any::<bool>()) {
        let mut files = small().clone();
        let name = file.get(&files.keys().filter(|name| name.ends_with(".bin")).cloned().collect::<Vec<_>>()).clone();
        let bytes = files.get_mut(&name).unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at); } else { bytes[at] ^= 1_u8 << bit; }
        right_or_damaged(&files)?;
    }

    #[test]
    fn exchanged_and_missing_files_are_told(a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(), missing in any::<bool>()) {
        let mut files = small().clone();
        let names: Vec<String> = files.keys().cloned().collect();
        let (a, b) = (a.get(&names), b.get(&names));
        let other = files[b].clone();
        if missing { files.remove(a); } else { files.insert(a.clone(), other); }
        right_or_damaged(&files)?;
    }

    /// The checksum does not help against a wrong writer: whatever a file holds, reading it ends.
    #[test]
    fn any_content_is_read_to_an_end(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), new in proptest::collection::vec(any::<u8>(), 0..6), gone in 0..6_usize) {
        let mut files = small().clone();
        let name = file.get(&files.keys().filter(|name| name.ends_with(".bin")).cloned().collect::<Vec<_>>()).clone();
        let mut bytes = unpack(&files[&name]);
        let at = at.index(bytes.len());
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new);
        files.insert(name, pack(&bytes));
        let _ = answers(&files);
    }
}
