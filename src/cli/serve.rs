use std::{
    io::IsTerminal,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::{Command, Stdio},
};

use clap::Parser;
use jiff::{Timestamp, Zoned};

use super::{
    Exit, Failure, Refusal,
    args::{Format, Global},
    build::input,
    environment,
    present::{Terminal, findings},
    summary,
};
use crate::{
    diagnostic::in_order,
    serve::{self, Event, ServeOptions, Turned},
};

/// Preview the site while you write: pages follow every save
///
/// Drafts and debriefs dated in the future are shown too. A panel on each page says what `check` finds in its file, how
/// the two answers stand, and which earlier debriefs are like it. Nothing is written to disk.
#[derive(Debug, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// Port to listen at; 0 for any that is free [default: 4747, or the next free one]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Address to listen at; any but this machine's own lets others read everything, drafts too
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = host)]
    host: IpAddr,
    /// Look at the files again and again; for network folders, whose changes the system does not tell
    #[arg(long)]
    poll: bool,
    /// Editor that the links in the panel open: `vscode`, `vscodium`, `cursor`, `zed`, `idea`, `none`, or a link with
    /// `{path}`, `{line}` and `{column}` in it
    #[arg(long, value_name = "EDITOR", env = "DEBRIEFS_EDITOR", hide_env_values = true, default_value = "vscode", value_parser = editor)]
    editor: Editor,
}

const EXAMPLES: &str = "\
Examples:
  debriefs serve --open
  debriefs serve --content reports --port 8000
  debriefs serve --editor 'idea://open?file={path}&line={line}'

Exit status: 0 it was ended (Ctrl-C), 2 it could not run";

const PORT: u16 = 4747;

/// The link that opens an editor; nothing for no links.
#[derive(Debug, Clone)]
struct Editor(Option<String>);

fn editor(text: &str) -> Result<Editor, String> {
    let link = match text {
        "none" => return Ok(Editor(None)),
        "vscode" => "vscode://file{path}:{line}:{column}",
        "vscodium" => "vscodium://file{path}:{line}:{column}",
        "cursor" => "cursor://file{path}:{line}:{column}",
        "zed" => "zed://file{path}:{line}:{column}",
        "idea" => "idea://open?file={path}&line={line}&column={column}",
        link => link,
    };
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    let sound = !scheme.is_empty()
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b));
    let scripted =
        ["javascript", "data", "vbscript"].contains(&scheme.to_ascii_lowercase().as_str());
    match sound && !scripted && link.contains("{path}") {
        true => Ok(Editor(Some(link.to_owned()))),
        false => Err("name one of `vscode`, `vscodium`, `cursor`, `zed`, `idea`, `none`, or write a link such as `vscode://file{path}:{line}:{column}`".into()),
    }
}

fn host(text: &str) -> Result<IpAddr, String> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().map_err(|_| {
        "write an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them".into()
    })
}

pub(super) fn run(global: &Global, args: &Serve, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let input = input(global)?;
    // A moment that was stated stays; today becomes tomorrow.
    let stated_now = environment::is_stated(global.now).then_some(input.now);
    if !args.host.is_loopback() {
        terminal.say(&format!(
            "Careful: with --host {} everybody who reaches this machine can read all debriefs, drafts too.\n",
            args.host
        ));
    }
    let options = ServeOptions {
        input,
        host: args.host,
        port: args.port.unwrap_or(PORT),
        next_port: args.port != Some(0),
        poll: args.poll,
        editor: args.editor.0.clone(),
        now: today,
        stated_now,
    };
    let wanted = options.port;
    let teller = Teller {
        terminal: Terminal::new(global.color, global.quiet),
        wanted,
        open: args.open,
    };
    serve::serve(options, teller.into_reporter())
        .map_err(|error| cannot(&error, args.host, wanted))?;
    Ok(Exit::Success)
}

fn today() -> Timestamp {
    environment::beginning_of_day(Timestamp::now())
}

fn cannot(error: &std::io::Error, host: IpAddr, port: u16) -> Failure {
    let at = SocketAddr::from((host, port));
    Refusal(format!(
        "the preview cannot listen at {at}: {error}; choose another port with --port"
    ))
    .into()
}

/// Says what happens, in a line each.
struct Teller {
    terminal: Terminal,
    wanted: u16,
    open: bool,
}

impl Teller {
    fn into_reporter(mut self) -> serve::Reporter {
        Box::new(move |event| self.tell(event))
    }

    fn tell(&mut self, event: Event) {
        match event {
            Event::Listening(address) => self.listening(address),
            Event::Polling(reason) => self.terminal.say(&format!(
                "The system cannot tell of changes ({reason}), so files are looked at twice a second.\n"
            )),
            Event::Turned(turned) => self.turned(turned),
            Event::Settled => {}
        }
    }

    fn listening(&mut self, address: SocketAddr) {
        let port = address.port();
        if self.wanted != 0 && port != self.wanted {
            self.terminal.say(&format!(
                "Port {} is taken; this is the next free one.\n",
                self.wanted
            ));
        }
        let shown = match address.ip() {
            ip if ip.is_unspecified() => SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            ip => SocketAddr::from((ip, port)),
        };
        let url = format!("http://{shown}/");
        // Nobody has to read the address: it may be known.
        let _ = self.terminal.result(&format!("{url}\n"));
        if std::io::stderr().is_terminal() {
            self.terminal.talk("Press Ctrl-C to end.\n");
        }
        if self.open && !open(&url) {
            self.terminal.say(&format!(
                "No browser could be started; open {url} in one.\n"
            ));
        }
    }

    fn turned(&mut self, turned: Turned) {
        let line = summary::turned(&turned, Zoned::now().time());
        self.terminal.talk(&line);
        if !turned.problems.is_empty() {
            let problems = in_order(turned.problems);
            let text = findings(Format::Text, &problems, &turned.sources, Some(3));
            self.terminal.say(&text);
        }
    }
}

/// Starts the browser of the user.
fn open(url: &str) -> bool {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program)
        .args(before)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_a_name_or_a_safe_link() {
        let link = |text| editor(text).map(|editor| editor.0);
        assert_eq!(link("none"), Ok(None));
        assert!(link("vscode").is_ok() && link("mine://x?f={path}").is_ok());
        for wrong in [
            "",
            "emacs",
            "javascript:alert('{path}')",
            "vscode://file",
            "{path}",
        ] {
            assert!(link(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_host_is_an_address() {
        assert!(host("localhost").unwrap().is_loopback());
        assert!(host("[::1]").unwrap().is_loopback());
        assert!(!host("0.0.0.0").unwrap().is_loopback());
        assert!(host("example.com").is_err());
    }
}
