use super::*;

/// The class of a pair whose earlier debrief was held on 12 January and has these actions; the later one started on
/// 1 February at noon.
fn class_of(earlier: &str, actions: &str) -> (Class, Vec<Option<i32>>) {
    let body = format!("# A\n\n## Action items\n\n{actions}\n");
    let library = library(vec![
        entry("a", &format!("date: 2026-01-10\n{earlier}"), &body),
        entry(
            "b",
            "times: {started: 2026-02-01T12:00Z}\nrecurs: [a]",
            "# B",
        ),
    ]);
    let causes = derived(&library, &Lock::default());
    let one = &causes.again[0];
    (
        one.class,
        one.open.iter().map(|open| open.late_days).collect(),
    )
}

#[test]
fn the_state_of_the_actions_when_it_came_back_makes_the_class() {
    use Class::{AfterDropped, AlthoughDone, BeforeDebrief, NoAction, UnknownDates, WhileOpen};
    let held = "process: {debriefed: 2026-01-12}";
    let cases = [
        // Open to this day, with and without a day it was due, late and not yet late.
        (held, "- [ ] x due:2026-01-20", WhileOpen, vec![Some(12)]),
        (held, "- [ ] x", WhileOpen, vec![None]),
        (held, "- [>] x to:@vp due:2026-02-20", WhileOpen, vec![None]),
        // Done, but only afterwards; the most overdue first.
        (
            held,
            "- [x] x due:2026-01-31 done:2026-02-03\n- [x] y due:2026-01-20 done:2026-02-02",
            WhileOpen,
            vec![Some(12), Some(1)],
        ),
        (
            held,
            "- [-] x done:2026-02-05 because:\"no time\"",
            WhileOpen,
            vec![None],
        ),
        // One that was open outweighs all that were done or dropped.
        (
            held,
            "- [x] x done:2026-01-15\n- [-] y done:2026-01-15\n- [ ] z",
            WhileOpen,
            vec![None],
        ),
        (
            held,
            "- [x] x done:2026-01-15\n- [-] y done:2026-01-16",
            AfterDropped,
            vec![],
        ),
        (
            held,
            "- [x] x done:2026-01-15\n- [x] y done:2026-02-01",
            AlthoughDone,
            vec![],
        ),
        // It had not been talked about: what was decided later could not have been done.
        (
            "process: {debriefed: 2026-02-03T10:00Z}",
            "- [ ] x",
            BeforeDebrief,
            vec![],
        ),
        (
            "process: {debriefed: 2026-02-03T10:00Z}",
            "- [x] quick fix done:2026-01-10",
            BeforeDebrief,
            vec![],
        ),
        ("status: review", "", BeforeDebrief, vec![]),
        (
            "process: {debriefed: 2026-02-01T11:00Z}",
            "- [ ] x",
            WhileOpen,
            vec![None],
        ),
        (held, "", NoAction, vec![]),
        // Written down after the second time.
        (held, "- [ ] x opened:2026-02-02", NoAction, vec![]),
        // Nobody said when, or whether.
        (held, "- [x] x", UnknownDates, vec![]),
        (held, "- x", UnknownDates, vec![]),
        (
            held,
            "- [x] x done:2026-01-15\n- [x] y",
            UnknownDates,
            vec![],
        ),
    ];
    for (earlier, actions, class, late) in cases {
        assert_eq!(
            class_of(earlier, actions),
            (class, late),
            "{earlier} {actions}"
        );
    }
}

#[test]
fn without_a_start_nothing_is_claimed() {
    let body = "# A\n\n## Action items\n\n- [ ] x\n";
    let library = library(vec![
        entry("a", "date: 2026-01-10", body),
        entry("b", "recurs: [a]", "# B"),
    ]);
    let causes = derived(&library, &Lock::default());
    assert_eq!(
        (causes.again[0].class, causes.again[0].gap_days),
        (Class::UnknownDates, None)
    );
}
