//! What people call the sections of a debrief.

use std::{collections::HashMap, sync::LazyLock};

use crate::model::SectionKind::{
    self, Actions, Causes, Detection, Impact, Learnings, Links, Lucky, Narrative, People,
    Questions, Resolution, Stats, Summary, Timeline, WentWell, WentWrong,
};

/// Names of sections, in the form [`normalise`] gives them. Names in the second list are also found inside a longer
/// heading (`Timeline of the outage`); those in the first must be the whole heading.
#[rustfmt::skip]
const NAMES: &[(SectionKind, &[&str], &[&str])] = &[
    (
        Summary,
        &[
            "overview", "abstract", "tldr", "tl dr", "description", "incident description", "at a glance",
        ],
        &[
            "summary", "executive summary", "incident overview", "in short",
        ],
    ),
    (
        Narrative,
        &[
            "background", "context", "fault", "story", "narrative", "introduction", "intro", "details", "scope",
            "what", "problem", "issue", "analysis", "events", "incident",
        ],
        &[
            "what happened", "leadup", "lead up", "outage description", "problem description", "issue description",
            "technical details", "detailed description", "incident details", "full story", "problem statement",
        ],
    ),
    (
        Impact,
        &["effect", "effects", "damage", "severity", "blast radius"],
        &[
            "impact", "consequences", "who was affected", "affected users",
        ],
    ),
    (
        Timeline,
        &[
            "log", "incident log", "chronology", "events", "event log", "zeitleiste", "verlauf", "when",
        ],
        &[
            "timeline", "time line", "chain of events", "sequence of events", "key events", "chronology of events",
            "course of events", "order of events", "key timestamps", "important times",
        ],
    ),
    (
        Detection,
        &[
            "alerting", "discovery", "identified", "identification", "how we found out",
        ],
        &[
            "detection", "how was it detected", "how did we find out", "how we noticed",
            "how was the incident detected",
        ],
    ),
    (
        Resolution,
        &[
            "response", "recovery", "mitigation", "mitigations", "fix", "solution", "remediation", "repair",
            "containment",
        ],
        &[
            "resolution", "mitigation and resolution", "resolution and recovery", "response and recovery",
            "how was it resolved", "how was it fixed", "how we fixed it", "how did we fix it", "incident response",
            "short term fix", "long term fix", "workaround",
        ],
    ),
    (
        Causes,
        &[
            "cause", "causes", "why", "conclusion", "conclusions", "diagnosis", "rca", "findings", "trigger",
            "triggers", "factors",
        ],
        &[
            "went wrong and why", "root cause", "root causes", "contributing factors", "contributing factor", "contributing causes",
            "root cause analysis", "process breakdowns", "what caused", "causal factors", "underlying cause",
            "underlying issue", "five whys", "5 whys", "why did this happen", "why did it happen",
        ],
    ),
    (
        Learnings,
        &[
            "lessons", "conclusions and lessons", "insights", "reflections", "retrospective", "learned",
        ],
        &[
            "learnings", "learning", "lessons learned", "lessons learnt", "lessons", "takeaways", "take aways",
            "key takeaways", "what we learned", "what we learnt", "what did we learn", "things we learned",
        ],
    ),
    (
        WentWell,
        &["good", "the good", "positives", "successes", "strengths"],
        &[
            "went well", "what worked", "worked well", "what went right", "went right", "things that went well",
            "what helped",
        ],
    ),
    (
        WentWrong,
        &[
            "bad", "the bad", "the ugly", "negatives", "challenges", "weaknesses", "pain points",
        ],
        &[
            "went wrong", "went poorly", "went badly", "didnt go well", "did not go well", "didnt go so well",
            "did not go so well", "could have gone better", "could have been better", "what was hard",
            "went less well", "what didnt work", "what did not work", "what could be improved",
            "what could we improve", "could be better", "what can be improved", "could have been improved",
            "what was difficult",
        ],
    ),
    (
        Lucky,
        &["luck", "lucky"],
        &[
            "got lucky", "get lucky", "were lucky", "good luck", "lucky breaks", "near misses",
        ],
    ),
    (
        Actions,
        &[
            "actions", "action", "to do", "todo", "todos", "tasks", "plan", "prevention", "corrections",
            "improvements", "follow up", "follow ups", "followup", "followups", "future", "next",
            "resolution actions", "what we do", "what we do next", "what we change",
        ],
        &[
            "action items", "action item", "actionables", "action points", "action plan", "actions taken",
            "follow up actions", "follow up items", "follow up improvements", "follow up work", "followup actions",
            "corrective actions", "corrective measures", "preventative measures", "preventive measures",
            "preventive actions", "preventative actions", "corrective and preventative measures", "next steps",
            "recommendations", "remediation items", "remediation actions", "review actions", "future work",
            "improvement items", "further actions", "immediate actions", "long term actions", "short term actions",
            "open actions", "completed actions", "planned actions", "things to do", "how will we prevent",
            "how do we prevent", "what are we doing", "what we will do", "what will we do",
            "preventing recurrence", "prevention measures", "improvement actions", "outstanding actions",
        ],
    ),
    (
        Questions,
        &["questions", "unknowns", "unresolved"],
        &[
            "open questions", "questions for follow up", "unanswered questions", "what we dont know",
        ],
    ),
    (
        Links,
        &[
            "links", "references", "related", "logs", "resources", "appendix", "notes", "see also", "attachments",
        ],
        &[
            "related issues", "related incidents", "supporting information", "important information",
            "useful links", "further reading", "additional information", "additional notes", "relevant links",
            "supporting material",
        ],
    ),
    (
        People,
        &[
            "people", "roles", "responders", "involved", "authors", "author", "participants", "attendance",
            "owner", "team",
        ],
        &[
            "attendees", "atendees", "participants", "people involved", "incident team", "incident responders",
            "who was involved",
        ],
    ),
    // Other languages.
    (Summary, &["überblick", "kurzfassung"], &["zusammenfassung", "résumé", "resumen"]),
    (Narrative, &["hergang", "contexte", "contexto"], &["was ist passiert", "que sest il passé", "qué pasó"]),
    (Impact, &["folgen", "schaden"], &["auswirkung", "auswirkungen", "impacto"]),
    (
        Timeline,
        &["ablauf", "déroulement", "cronología"],
        &["zeitlicher ablauf", "zeitlinie", "chronologie", "línea de tiempo"],
    ),
    (Detection, &["erkennung", "entdeckung", "détection", "detección"], &[]),
    (Resolution, &["behebung", "lösung", "wiederherstellung", "résolution", "resolución"], &[]),
    (
        Causes,
        &["ursache", "ursachen", "causa", "causas", "auslöser"],
        &["grundursache", "ursachenanalyse", "cause racine", "causes racines", "causa raíz"],
    ),
    (
        Learnings,
        &["gelernt", "leçons", "enseignements", "lecciones", "aprendizajes"],
        &["erkenntnisse", "was wir gelernt haben", "leçons apprises", "lecciones aprendidas"],
    ),
    (WentWell, &[], &["lief gut", "gut lief", "a bien fonctionné", "salió bien"]),
    (WentWrong, &[], &["lief schlecht", "lief nicht gut", "schlecht lief", "a mal fonctionné", "salió mal"]),
    (Lucky, &["glück"], &["glück hatten", "glück gehabt"]),
    (
        Actions,
        &["acciones", "folgemaßnahmen"],
        &[
            "maßnahmen", "massnahmen", "nächste schritte", "actions correctives", "plan daction", "prochaines étapes",
            "acciones correctivas", "próximos pasos",
        ],
    ),
    (Questions, &[], &["offene fragen", "questions ouvertes"]),
    (
        Stats,
        &[
            "stats", "statistics", "metrics", "numbers", "key figures", "facts", "metadata", "data",
        ],
        &["key facts", "incident data", "key metrics"],
    ),
];

struct Names {
    whole: HashMap<&'static str, SectionKind>,
    inside: HashMap<&'static str, SectionKind>,
}

static TABLE: LazyLock<Names> = LazyLock::new(|| {
    let (mut whole, mut inside) = (HashMap::new(), HashMap::new());
    for &(kind, exact, loose) in NAMES {
        for name in exact {
            whole.entry(*name).or_insert(kind);
        }
        for name in loose {
            inside.entry(*name).or_insert(kind);
        }
    }
    Names { whole, inside }
});

/// A heading with more words than this is a sentence, not the name of a section.
const MOST_WORDS: usize = 9;

/// What a heading's text says the section is about; `None` when it says nothing known.
#[must_use]
pub fn section_kind(heading: &str) -> Option<SectionKind> {
    if heading.len() > 160 {
        return None;
    }
    let name = normalise(heading);
    if name.starts_with("how are we making incidents like this") {
        return Some(Actions);
    }
    exact(&name).or_else(|| inside(&name))
}

/// The same, for a line that may be anything: it must be the name and nothing else.
#[must_use]
pub fn exact_section_kind(line: &str) -> Option<SectionKind> {
    if line.len() > 60 {
        return None;
    }
    exact(&normalise(line))
}

fn exact(name: &str) -> Option<SectionKind> {
    TABLE
        .inside
        .get(name)
        .or_else(|| TABLE.whole.get(name))
        .or_else(|| with_question_words(name))
        .copied()
}

/// `what went well`, `things that went wrong`, `where we got lucky`: the name after its opening words.
fn with_question_words(name: &str) -> Option<&'static SectionKind> {
    let rest = [
        "what ",
        "where we ",
        "the ",
        "our ",
        "things that ",
        "where did we ",
    ]
    .iter()
    .find_map(|opening| name.strip_prefix(opening))?;
    TABLE.inside.get(rest)
}

/// The longest known name inside a longer heading.
fn inside(name: &str) -> Option<SectionKind> {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    for length in (1..=words.len().min(5)).rev() {
        for window in words.windows(length) {
            if let Some(kind) = TABLE.inside.get(window.join(" ").as_str()) {
                return Some(*kind);
            }
        }
    }
    None
}

/// Lower-case words with single spaces; text in brackets, punctuation and a leading number left out.
fn normalise(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\'' | '’' => {}
            '&' => name.push_str(" and "),
            c if c.is_alphanumeric() => name.extend(c.to_lowercase()),
            _ => name.push(' '),
        }
    }
    let mut words = name.split_whitespace().peekable();
    while words
        .peek()
        .is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()))
    {
        words.next();
    }
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_people_write_them() {
        for (heading, kind) in [
            ("Timeline (all times in EST)", Timeline),
            ("3. Root Cause(s)", Causes),
            ("What Didn't Go So Well?", WentWrong),
            ("Corrective and Preventative Measures", Actions),
            ("Contributing Factors (findings)", Causes),
            ("Where we got lucky", Lucky),
            ("Lessons learnt", Learnings),
            ("TL;DR", Summary),
            ("Impact on users", Impact),
            ("Follow-up timeline (times in BST)", Timeline),
            ("✅ Action Items:", Actions),
        ] {
            assert_eq!(section_kind(heading), Some(kind), "{heading}");
        }
        assert_eq!(section_kind("GKE auth"), None);
        assert_eq!(exact_section_kind("Timeline of a bad day"), None);
    }
}
