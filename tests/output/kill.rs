//! A publisher that is killed at random moments.

use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{MARKER, begin, files, names, path};
use debriefs::output::Sink;
use tempfile::TempDir;

/// Names the folder that the publishing process writes to.
const FOLDER: &str = "DEBRIEFS_TEST_PUBLISH";
const CHANGING: usize = 300;
const CONSTANT: usize = 30;
const KILLS: u32 = 50;

/// Publishes one generation after another; each file says which. Some files are the same in all.
fn publish_generation(target: &Path, generation: u64) {
    let publication = begin(target).unwrap();
    for i in 0..CHANGING {
        let text = format!("{generation}\n{}", "page ".repeat(i * 10));
        publication
            .put(
                &path(&format!("debriefs/{}/{i}/index.html", i % 7)),
                text.as_bytes(),
            )
            .unwrap();
    }
    for i in 0..CONSTANT {
        publication
            .put(&path(&format!("assets/{i}.css")), b"constant")
            .unwrap();
    }
    // Half of the generations have a file that the others have not.
    if generation.is_multiple_of(2) {
        publication
            .put(&path("even.html"), format!("{generation}\n").as_bytes())
            .unwrap();
    }
    publication.commit().unwrap();
}

/// The publishing process: never ends by itself, unless its parent is gone for long.
#[test]
#[ignore = "run by published_is_always_one_whole_site in a process of its own"]
fn publisher() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let target = Path::new(&folder).join("public");
    let start = Instant::now();
    let mut generation = generation_of(&target).map_or(1, |last| last + 1);
    while start.elapsed() < Duration::from_secs(120) {
        publish_generation(&target, generation);
        generation += 1;
    }
}

/// Starts the publishing process.
fn spawn(folder: &Path) -> Child {
    start(Command::new(env::current_exe().unwrap()), folder)
}

fn start(mut command: Command, folder: &Path) -> Child {
    command
        .args([
            "--exact",
            "output::kill::publisher",
            "--ignored",
            "--test-threads=1",
        ])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The one generation of all files of a published site; `None` when nothing was published. Fails when it is not whole.
fn generation_of(target: &Path) -> Option<u64> {
    if !target.exists() {
        return None;
    }
    let mut files = files(target);
    files.remove(MARKER).expect("a site has its marker");
    files.retain(|at, text| !at.starts_with("assets/") || text != "constant");
    let generations: Vec<u64> = files
        .values()
        .map(|text| text.lines().next().unwrap().parse().unwrap())
        .collect();
    let first = generations[0];
    assert!(
        generations.iter().all(|&generation| generation == first),
        "two generations"
    );
    assert_eq!(files.len(), CHANGING + usize::from(first.is_multiple_of(2)));
    assert_eq!(names(&target.join("assets")).len(), CONSTANT);
    for i in 0..CHANGING {
        let text = &files[&format!("debriefs/{}/{i}/index.html", i % 7)];
        assert_eq!(
            text.len(),
            format!("{first}\n").len() + i * 50,
            "file {i} is cut"
        );
    }
    Some(first)
}

/// A folder in memory where there is one: on some disks to remove a few hundred files takes seconds.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok());
    made.flatten()
        .unwrap_or_else(|| tempfile::tempdir().unwrap())
}

/// Waits until a process has published something newer than `last`.
fn wait_for_next(child: &mut Child, target: &Path, last: Option<u64>) {
    let page = target.join("debriefs/0/0/index.html");
    let published = || {
        fs::read_to_string(&page)
            .ok()?
            .lines()
            .next()?
            .parse::<u64>()
            .ok()
    };
    while published() <= last {
        assert!(
            child.try_wait().unwrap().is_none(),
            "the publisher does not work"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

/// How long it takes here until a process has published its first site.
fn time_of_one_build() -> Duration {
    let dir = scratch();
    let start = Instant::now();
    let mut child = spawn(dir.path());
    wait_for_next(&mut child, &dir.path().join("public"), None);
    let elapsed = start.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    elapsed
}

/// Numbers from 0 to 1 that look random and are the same in every run (a linear congruential generator with the
/// constants of Knuth's MMIX).
fn random(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    f64::from(u32::try_from(*state >> 32).unwrap()) / f64::from(u32::MAX)
}

#[test]
fn published_is_always_one_whole_site() {
    let dir = scratch();
    let target = dir.path().join("public");
    let reach = time_of_one_build() * 3;
    let mut seed = 20_261_120;
    let mut last = None;
    let mut interrupted = 0;
    for kill in 1..=KILLS {
        let mut child = spawn(dir.path());
        // So that the site changes between the kills, on a machine of any speed.
        if kill % 10 == 0 {
            wait_for_next(&mut child, &target, last);
        }
        thread::sleep(reach.mul_f64(random(&mut seed)));
        child.kill().unwrap();
        child.wait().unwrap();
        // On systems without an exchange the next start finds the site; so begin, as the next build does.
        if !cfg!(target_os = "linux") {
            drop(begin(&target).unwrap());
        }
        let now = generation_of(&target);
        assert!(
            now >= last,
            "a published site went back from {last:?} to {now:?}"
        );
        last = now;
        let left = names(dir.path())
            .iter()
            .any(|name| name.contains("staging"));
        interrupted += u32::from(left);
    }
    assert!(
        last >= Some(u64::from(KILLS / 10)),
        "too few builds ended: {last:?}"
    );
    assert!(interrupted > 0, "no build was ever interrupted");
    publish_generation(&target, last.unwrap() + 1);
    assert_eq!(generation_of(&target), last.map(|last| last + 1));
    assert_eq!(names(dir.path()), ["public"], "the next build tidies up");
}

#[cfg(unix)]
#[test]
fn everybody_may_read_what_a_strict_user_publishes() {
    use std::os::unix::fs::MetadataExt;

    let dir = scratch();
    let target = dir.path().join("public");
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 077; exec \"$0\" \"$@\""]);
    shell.arg(env::current_exe().unwrap());
    let mut child = start(shell, dir.path());
    wait_for_next(&mut child, &target, None);
    child.kill().unwrap();
    child.wait().unwrap();
    for (at, mode) in [
        ("", 0o755),
        (MARKER, 0o644),
        ("debriefs", 0o755),
        ("debriefs/1/1", 0o755),
        ("debriefs/1/1/index.html", 0o644),
    ] {
        let found = target.join(at).metadata().unwrap().mode() & 0o777;
        assert_eq!(found, mode, "{at:?}: {found:o}");
    }
}
