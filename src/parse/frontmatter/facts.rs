//! The typed facts of a frontmatter map. A value that cannot be read is reported and left out.

use crate::{
    config::Config,
    data::{Map, Node, Reader, Value, Words, Zone},
    diagnostic::{Code, Diagnostic},
    model::{Accepted, AnswerNote, Answers, People, Status, Trigger, slugify},
};

use super::{
    Frontmatter, Spanned,
    words::{DETECTED_BY, KIND, RESOLVED_BY, STATUS, VISIBILITY},
};

/// Reads everything.
pub(super) fn read(root: &Map, config: &Config, reader: &mut Reader<'_>) -> Frontmatter {
    let mut facts = Facts::new(root, config, reader);
    let timezone = facts.timezone();
    Frontmatter {
        title: facts.line("title"),
        id: facts.id(),
        aliases: facts.ids("aliases"),
        kind: facts.word("kind", KIND),
        status: facts.status(),
        visibility: facts.word("visibility", VISIBILITY),
        date: facts.date(),
        published_on: facts.published_on(),
        severity: facts.severity(),
        timezone,
        times: facts.times(),
        process: facts.process(),
        detected_by: facts.word("detected_by", DETECTED_BY),
        resolved_by: facts.word("resolved_by", RESOLVED_BY).flatten(),
        services: facts.labels("services"),
        teams: facts.labels("teams"),
        trigger: facts.trigger(),
        causes: facts.causes(),
        impact: facts.impact(),
        answers: facts.answers(),
        recurs: facts.recurs(),
        not_related: facts.ids("not_related"),
        people: facts.people(),
        links: facts.links(),
        tags: facts.labels("tags"),
        summary: facts.text("summary").map(|summary| summary.value),
    }
}

/// A frontmatter map being read.
pub(super) struct Facts<'n, 'r, 'a> {
    pub(super) root: &'n Map,
    pub(super) config: &'n Config,
    pub(super) reader: &'r mut Reader<'a>,
    /// For times without an offset.
    pub(super) zone: Zone,
}

impl<'n, 'r, 'a> Facts<'n, 'r, 'a> {
    fn new(root: &'n Map, config: &'n Config, reader: &'r mut Reader<'a>) -> Self {
        let zone = Zone::parse(&config.site.timezone).unwrap_or_else(Zone::utc);
        Self {
            root,
            config,
            reader,
            zone,
        }
    }

    /// The zone of the frontmatter, which then holds for its times.
    fn timezone(&mut self) -> Option<Spanned<String>> {
        let node = self.root.get("timezone")?;
        let text = self.reader.text("timezone", node)?;
        if let Some(zone) = Zone::parse(&text) {
            self.zone = zone;
            let value = self.zone.name().to_owned();
            return Some(Spanned {
                value,
                span: node.span,
            });
        }
        let help = Zone::suggest(&text).map(|name| format!("did you mean `{name}`?"));
        let expected = "a zone such as `Europe/Berlin`, an offset such as `+01:00`, or `UTC`";
        self.reader.wrong("timezone", node, expected, help);
        None
    }

    fn word<T: Copy>(&mut self, key: &str, words: &Words<T>) -> Option<T> {
        self.reader.word(key, self.root.get(key)?, words)
    }

    /// Text as written.
    fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let node = self.root.get(key)?;
        let value = self.reader.text(key, node)?;
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    /// Text of one line.
    fn line(&mut self, key: &str) -> Option<Spanned<String>> {
        let mut line = self.text(key)?;
        line.value = one_line(&line.value);
        Some(line)
    }

    fn id(&mut self) -> Option<Spanned<String>> {
        let node = self.root.get("id")?;
        let text = self.reader.text("id", node)?;
        let value = slugify(&text);
        if value.is_empty() {
            self.reader.wrong("id", node, "letters or digits", None);
            return None;
        }
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    /// `status`, and the keys other site generators keep drafts with. A draft in either way is a draft.
    fn status(&mut self) -> Option<Status> {
        let status = self.word("status", STATUS);
        let draft = self.flag("draft") == Some(true);
        let unpublished = self.flag("published") == Some(false);
        if !draft && !unpublished {
            return status;
        }
        let key = if draft { "draft" } else { "published" };
        if status.is_some_and(|status| status != Status::Draft) {
            self.contradicts_status(key);
        }
        Some(Status::Draft)
    }

    /// A switch of another tool. A date under `published` says nothing that is needed here.
    fn flag(&mut self, key: &str) -> Option<bool> {
        let node = self.root.get(key)?;
        if key == "published" && super::moment::read_date(node.text().unwrap_or_default()).is_ok() {
            return None;
        }
        self.reader.bool(key, node)
    }

    fn contradicts_status(&mut self, key: &str) {
        let file = self.reader.file();
        let mut diagnostic = Diagnostic::new(
            Code::Contradiction,
            format!("`{key}` says that this is a draft, `status` says otherwise"),
        )
        .help("keep `status` only; until then the debrief counts as a draft");
        for name in [key, "status"] {
            if let Some(node) = self.root.get(name) {
                diagnostic = diagnostic.at(file, node.span, "");
            }
        }
        self.reader.report(diagnostic);
    }

    /// One of the names of the config, else what was written, with a warning.
    fn severity(&mut self) -> Option<Spanned<String>> {
        let severity = self.line("severity")?;
        let known = &self.config.severities;
        if let Some(name) = known.find(&severity.value) {
            return Some(Spanned {
                value: name.to_owned(),
                span: severity.span,
            });
        }
        let diagnostic = Diagnostic::new(
            Code::UnknownSeverity,
            format!("there is no severity {}", crate::data::quoted(&severity.value)),
        )
        .at(self.reader.file(), severity.span, format!("expected one of {}", known.order.join(", ")))
        .help("it is shown as written; `[severities]` in debriefs.toml lists the names, `[values]` maps others to them");
        self.reader.report(diagnostic);
        Some(severity)
    }

    /// `trigger: deploy`, `trigger: the certificate ended`, or a group.
    fn trigger(&mut self) -> Option<Trigger> {
        let node = self.root.get("trigger")?;
        if let Value::Map(map) = &node.value {
            let kind = self
                .text_in(map, "trigger", "type")
                .map(|kind| slugify(&kind));
            let note = self.text_in(map, "trigger", "note");
            return Some(Trigger {
                kind: kind.filter(|kind| !kind.is_empty()),
                note,
            });
        }
        let text = self.reader.text("trigger", node)?;
        // One word names a type; more are a description.
        if text.contains(char::is_whitespace) {
            return Some(Trigger {
                kind: None,
                note: Some(text),
            });
        }
        let kind = Some(slugify(&text)).filter(|kind| !kind.is_empty());
        Some(Trigger { kind, note: None })
    }

    fn answers(&mut self) -> Answers {
        let Some(map) = self
            .root
            .get("answers")
            .and_then(|n| self.reader.group("answers", n))
        else {
            return Answers::default();
        };
        Answers {
            detect: self.answer(map, "detect", "answers.detect"),
            fix: self.answer(map, "fix", "answers.fix"),
        }
    }

    /// `{actions: […], accepted: …}`, a list of actions, or the reason alone.
    fn answer(&mut self, map: &Map, key: &str, path: &str) -> AnswerNote {
        let Some(node) = map.get(key) else {
            return AnswerNote::default();
        };
        match &node.value {
            Value::Map(inner) => AnswerNote {
                actions: inner
                    .get("actions")
                    .map(|n| self.anchors(&format!("{path}.actions"), n))
                    .unwrap_or_default(),
                accepted: self.text_in(inner, path, "accepted").map(Accepted),
            },
            Value::Scalar(scalar) if scalar.text.trim().contains(char::is_whitespace) => {
                AnswerNote {
                    actions: Vec::new(),
                    accepted: Some(Accepted(scalar.text.trim().to_owned())),
                }
            }
            _ => AnswerNote {
                actions: self.anchors(path, node),
                accepted: None,
            },
        }
    }

    /// Ids of action items, with or without the caret.
    fn anchors(&mut self, path: &str, node: &Node) -> Vec<String> {
        let texts = self.texts(path, node);
        texts
            .into_iter()
            .map(|text| text.value.trim_start_matches('^').to_owned())
            .collect()
    }

    fn people(&mut self) -> People {
        let Some(map) = self
            .root
            .get("people")
            .and_then(|n| self.reader.group("people", n))
        else {
            return People::default();
        };
        let mut person = |key| {
            let name = self.text_in(map, "people", key)?;
            let name = name.trim_start_matches('@').trim();
            (!name.is_empty()).then(|| name.to_owned())
        };
        People {
            owner: person("owner"),
            facilitator: person("facilitator"),
        }
    }

    /// The text under a key of a group.
    pub(super) fn text_in(&mut self, map: &Map, path: &str, key: &str) -> Option<String> {
        let node = map.get(key)?;
        self.reader.text(&format!("{path}.{key}"), node)
    }
}

/// A text with every run of white space made one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
