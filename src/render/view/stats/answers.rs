use super::{Behind, Cell, Counted, Figure, Key, Table, counted_u32, share_cell, share_words};
use crate::{
    insight::{
        Answer, Derived,
        stats::{ENOUGH, Noticed, Question, Tally},
    },
    model::DetectedBy,
    render::{
        svg::{Column, Share, ShareAt, Tone, columns, share_chart},
        texts::english,
        words,
    },
};

/// The two questions, and who noticed first.
pub(super) fn figures(counted: Counted<'_>) -> Vec<Figure> {
    let (stats, targets) = (&counted.insight.stats, &counted.config.targets);
    let detect = Figure::new(
        "detected",
        "Found in time?",
        format!("Found in under {}?", english().target(targets.detect)),
    );
    let fix = Figure::new(
        "fixed",
        "Fixed in time?",
        format!(
            "Completely fixed in under {}, or healed by itself?",
            english().target(targets.fix)
        ),
    );
    vec![
        question(counted, detect, &stats.detect, |one| one.detect.answer),
        question(counted, fix, &stats.fix, |one| one.fix.answer),
        noticed(counted),
    ]
}

fn question(
    counted: Counted<'_>,
    mut figure: Figure,
    question: &Question,
    answer: impl Fn(&Derived) -> Answer,
) -> Figure {
    let total = question.total;
    figure.said = vec![match total.share() {
        Some(share) => format!(
            "“Yes” in {}, of {} known answers.",
            share_words(share),
            english().number(total.known())
        ),
        None => few(total.known(), "answer"),
    }];
    if total.unknown > 0 {
        let unknown = words::capitalised(&english().number(total.unknown));
        figure
            .said
            .push(format!("{unknown} cannot be told from the times."));
    }
    let shares: Vec<ShareAt> = question
        .periods
        .iter()
        .map(|(period, tally)| ShareAt {
            label: period.name(),
            share: tally.share().map(|share| (share.share, share.interval)),
        })
        .collect();
    let counts: Vec<Column> = question
        .periods
        .iter()
        .map(|(period, tally)| Column {
            label: period.name(),
            parts: parts(*tally),
        })
        .collect();
    let title = figure.title;
    // Shares where there are enough; else counts, with what each colour means.
    figure.draw(|width, id| share_chart(&shares, width, title, id));
    if figure.wide.is_none() {
        figure.draw(|width, id| columns(&counts, width, title, id));
        figure.legend = keys(&[
            (Tone::Good, "yes"),
            (Tone::Muted, "healed itself"),
            (Tone::Bad, "no"),
            (Tone::Unknown, "unknown"),
        ]);
    }
    figure.counts = tallies(question);
    figure.behind = behind(counted, answer);
    figure
}

fn few(known: usize, what: &str) -> String {
    let known = words::counted(known, what, &format!("{what}s"));
    let enough = english().number(ENOUGH);
    format!(
        "{} known: too few to speak of a share, which takes {enough}.",
        words::capitalised(&known)
    )
}

fn parts(tally: Tally) -> Vec<Share> {
    let part = |label: &str, count: usize, tone: Tone| Share {
        label: label.into(),
        count: counted_u32(count),
        tone,
    };
    vec![
        part("yes", tally.yes, Tone::Good),
        part("healed itself", tally.automatic, Tone::Muted),
        part("no", tally.no, Tone::Bad),
        part("unknown", tally.unknown, Tone::Unknown),
    ]
}

pub(super) fn keys(tones: &[(Tone, &'static str)]) -> Vec<Key> {
    let key = |&(tone, text): &(Tone, &'static str)| Key {
        class: tone.class(),
        text,
    };
    tones.iter().map(key).collect()
}

fn tallies(question: &Question) -> Option<Table> {
    let head = ["Yes", "Healed itself", "No", "Unknown", "Share of yes"];
    let mut row = vec![Cell::text("Period")];
    row.extend(head.map(Cell::number));
    let rows = question.periods.iter().rev().map(|(period, tally)| {
        vec![
            Cell::text(period.name()),
            Cell::count(tally.yes),
            Cell::count(tally.automatic),
            Cell::count(tally.no),
            Cell::count(tally.unknown),
            share_cell(tally.share()),
        ]
    });
    (!question.periods.is_empty()).then(|| Table {
        head: row,
        rows: rows.collect(),
    })
}

fn behind(counted: Counted<'_>, answer: impl Fn(&Derived) -> Answer) -> Option<Behind> {
    let all = &counted.insight.stats.scope.counted;
    let head = vec![
        Cell::text("Answer"),
        Cell::text("Debrief"),
        Cell::text("Date"),
    ];
    Behind::new("The debriefs behind it", head, all.len(), |i| {
        let said = match answer(&counted.insight.derived[all[i]]) {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Automatic => "healed itself",
            Answer::Unknown => "unknown",
        };
        vec![
            Cell::text(said),
            Cell::debrief(counted, all[i]),
            Cell::date(counted, all[i]),
        ]
    })
}

fn noticed(counted: Counted<'_>) -> Figure {
    let noticed = &counted.insight.stats.noticed;
    let about = "Whether we knew before our customers did.";
    let mut figure = Figure::new("noticed", "Who noticed first", about);
    figure.said = vec![match noticed.total.outside_share() {
        Some(share) => format!(
            "Customers or others outside noticed first in {}, of {} that say it.",
            share_words(share),
            english().number(noticed.total.known())
        ),
        None => format!(
            "{} who: too few to speak of a share, which takes {}.",
            words::capitalised(&words::counted(
                noticed.total.known(),
                "debrief says",
                "debriefs say"
            )),
            english().number(ENOUGH)
        ),
    }];
    if noticed.total.known() == 0 {
        figure.said = vec!["No incident says who noticed: `detected_by`.".into()];
    }
    let columns_of: Vec<Column> = noticed
        .periods
        .iter()
        .map(|(period, noticed)| Column {
            label: period.name(),
            parts: noticed_parts(*noticed),
        })
        .collect();
    let title = figure.title;
    if noticed.total.known() > 0 {
        figure.draw(|width, id| columns(&columns_of, width, title, id));
        figure.legend = keys(&[
            (Tone::Good, "monitoring or automation"),
            (Tone::Warn, "an employee"),
            (Tone::Bad, "a customer or somebody outside"),
            (Tone::Unknown, "unknown"),
        ]);
        figure.counts = Some(noticed_table(&noticed.periods));
        figure.behind = noticed_behind(counted);
    }
    figure
}

fn noticed_parts(noticed: Noticed) -> Vec<Share> {
    let part = |label: &str, count: usize, tone: Tone| Share {
        label: label.into(),
        count: counted_u32(count),
        tone,
    };
    vec![
        part("monitoring or automation", noticed.machine, Tone::Good),
        part("an employee", noticed.employee, Tone::Warn),
        part("outside", noticed.outside, Tone::Bad),
        part("unknown", noticed.unknown, Tone::Unknown),
    ]
}

fn noticed_table(periods: &[(crate::insight::stats::Period, Noticed)]) -> Table {
    let head = ["Monitoring", "An employee", "Outside", "Unknown"];
    let mut row = vec![Cell::text("Period")];
    row.extend(head.map(Cell::number));
    let rows = periods.iter().rev().map(|(period, noticed)| {
        vec![
            Cell::text(period.name()),
            Cell::count(noticed.machine),
            Cell::count(noticed.employee),
            Cell::count(noticed.outside),
            Cell::count(noticed.unknown),
        ]
    });
    Table {
        head: row,
        rows: rows.collect(),
    }
}

fn noticed_behind(counted: Counted<'_>) -> Option<Behind> {
    let all = &counted.insight.stats.scope.counted;
    let head = vec![
        Cell::text("Noticed by"),
        Cell::text("Debrief"),
        Cell::text("Date"),
    ];
    Behind::new("The debriefs behind it", head, all.len(), |i| {
        let said = match counted.library.entries[all[i]].debrief.detected_by {
            Some(DetectedBy::Monitoring) => "monitoring",
            Some(DetectedBy::Automation) => "automation",
            Some(DetectedBy::Employee) => "an employee",
            Some(DetectedBy::Customer) => "a customer",
            Some(DetectedBy::ThirdParty) => "somebody outside",
            Some(DetectedBy::Unknown) | None => "unknown",
        };
        vec![
            Cell::text(said),
            Cell::debrief(counted, all[i]),
            Cell::date(counted, all[i]),
        ]
    })
}
