use super::{Phrase, Post};
use crate::{config::SiteConfig, render::markdown::escape};

/// The form a digest is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestFormat {
    /// CommonMark.
    Markdown,
    /// A page of its own, for e-mail: no style sheet, no script, no image.
    Html,
    /// The mrkdwn of Slack.
    Slack,
}

/// Slack shows 4,000 letters of a message and cuts the rest; this leaves room for what a webhook adds.
const SLACK: usize = 3_800;

pub(super) fn write(post: &Post, site: &SiteConfig, format: DigestFormat) -> String {
    match format {
        DigestFormat::Markdown => markdown(post, &site.title),
        DigestFormat::Html => html(post, site),
        DigestFormat::Slack => slack(post, &site.title),
    }
}

fn markdown(post: &Post, site: &str) -> String {
    let title = format!("{}: {}", plain_markdown(site), post.title);
    let mut text = format!("# {title}\n\n{}\n", post.lead);
    for section in &post.sections {
        text.push_str(&format!("\n## {}\n\n", section.title));
        for line in &section.lines {
            text.push_str("- ");
            for phrase in line {
                let words = plain_markdown(&phrase.text);
                text.push_str(&match &phrase.url {
                    Some(url) => format!("[{words}](<{url}>)"),
                    None => words,
                });
            }
            text.push('\n');
        }
        if let Some(more) = &section.more {
            text.push_str(&format!("- {more}\n"));
        }
    }
    if let Some(page) = &post.page {
        text.push_str(&format!("\n[{}](<{page}>)\n", post.whole));
    }
    text
}

/// An author's text on one line, with nothing in it that is markup.
fn plain_markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if "\\`*_{}[]<>#|~!&".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

fn one_line(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let trimmed = text.trim_end().len();
    text[..trimmed].to_owned() + if trimmed < text.len() { " " } else { "" }
}

fn html(post: &Post, site: &SiteConfig) -> String {
    let title = escape(&format!("{}: {}", site.title, post.title));
    let mut text = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body style=\"font-family: sans-serif; line-height: 1.5; max-width: 40em\">\n<h1>{title}</h1>\n<p>{}</p>\n",
        escape(&site.language),
        escape(&post.lead)
    );
    for section in &post.sections {
        text.push_str(&format!("<h2>{}</h2>\n<ul>\n", escape(&section.title)));
        for line in &section.lines {
            let words: String = line.iter().map(html_phrase).collect();
            text.push_str(&format!("<li>{words}</li>\n"));
        }
        if let Some(more) = &section.more {
            text.push_str(&format!("<li>{}</li>\n", escape(more)));
        }
        text.push_str("</ul>\n");
    }
    if let Some(page) = &post.page {
        text.push_str(&format!(
            "<p><a href=\"{}\">{}</a></p>\n",
            escape(page),
            escape(&post.whole)
        ));
    }
    text.push_str("</body>\n</html>\n");
    text
}

fn html_phrase(phrase: &Phrase) -> String {
    let words = escape(&one_line(&phrase.text));
    match &phrase.url {
        Some(url) => format!("<a href=\"{}\">{words}</a>", escape(url)),
        None => words,
    }
}

/// As many whole lines as a message holds.
fn slack(post: &Post, site: &str) -> String {
    let mut lines = vec![
        format!("*{}: {}*", mrkdwn(site), post.title),
        mrkdwn(&post.lead),
    ];
    for section in &post.sections {
        lines.push(format!("\n*{}*", mrkdwn(&section.title)));
        for line in &section.lines {
            let words: String = line.iter().map(slack_phrase).collect();
            lines.push(format!("• {words}"));
        }
        lines.extend(section.more.as_ref().map(|more| format!("• {more}")));
    }
    let end = post
        .page
        .as_ref()
        .map_or_else(String::new, |page| format!("\n<{page}|{}>\n", post.whole));
    let mut text = String::new();
    let room = SLACK - end.chars().count().min(SLACK);
    let mut used = 0;
    for line in lines {
        let letters = line.chars().count() + 1;
        if used + letters + 2 > room {
            text.push_str("…\n");
            break;
        }
        used += letters;
        text.push_str(&line);
        text.push('\n');
    }
    text + &end
}

fn slack_phrase(phrase: &Phrase) -> String {
    match &phrase.url {
        // A bar would end the address.
        Some(url) => format!("<{}|{}>", url.replace('|', "%7C"), mrkdwn(&phrase.text)),
        None => mrkdwn(&phrase.text),
    }
}

/// Slack knows three entities; letters that would begin markup are parted from their words by a zero-width space, as it
/// has no escape for them.
fn mrkdwn(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '*' | '_' | '~' | '`' => plain.extend(['\u{200b}', c, '\u{200b}']),
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::super::Section;
    use super::*;

    fn post(text: &str, lines: usize) -> Post {
        let phrase = || Phrase {
            text: text.into(),
            url: Some("https://x.example/a|b/".into()),
        };
        Post {
            title: "November 2026".into(),
            lead: "One debrief.".into(),
            sections: vec![Section {
                title: "What happened".into(),
                lines: (0..lines).map(|_| vec![phrase()]).collect(),
                more: None,
            }],
            page: Some("https://x.example/digest/2026-11/".into()),
            whole: "The whole month".into(),
        }
    }

    #[test]
    fn words_of_an_author_are_no_markup() {
        let nasty = "<!channel> *bold* [x](y) `z` <script> & \u{1b}[31m\nnext";
        let site = SiteConfig::default();
        let text = |format| write(&post(nasty, 1), &site, format);
        let slack = text(DigestFormat::Slack);
        assert!(
            !slack.contains("<!channel") && !slack.contains("*bold*"),
            "{slack}"
        );
        assert!(
            slack.contains("<https://x.example/a%7Cb/|&lt;!channel&gt;"),
            "{slack}"
        );
        let html = text(DigestFormat::Html);
        assert!(
            html.contains("&lt;script&gt;") && !html.contains("<script"),
            "{html}"
        );
        let markdown = text(DigestFormat::Markdown);
        assert!(
            markdown.contains("\\<script\\>") && markdown.contains("\\[x\\]"),
            "{markdown}"
        );
        for text in [slack, html, markdown] {
            assert!(!text.contains('\u{1b}'));
            assert!(text.lines().all(|line| !line.starts_with("next")));
        }
    }

    #[test]
    fn a_message_is_cut_at_a_line() {
        let long = "A rather long title of a debrief that goes on and on".repeat(3);
        let text = write(
            &post(&long, 200),
            &SiteConfig::default(),
            DigestFormat::Slack,
        );
        assert!(text.chars().count() <= SLACK, "{}", text.chars().count());
        assert!(text.ends_with("…\n\n<https://x.example/digest/2026-11/|The whole month>\n"));
    }
}
