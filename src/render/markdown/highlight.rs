//! Colour for code: comments, strings, numbers, names and keywords, told apart by what starts them.
//!
//! Blocks of code in a debrief are a few lines of a shell, a config or a query. A lexer of one page colours those well
//! enough and costs nothing; grammars would cost more time than all the rest of rendering.

use super::{
    escape::push_escaped,
    language::{Language, language},
};

/// Appends code, escaped, with spans of the classes `hl-comment`, `hl-string`, `hl-number`, `hl-key`, `hl-keyword`,
/// `hl-added` and `hl-removed` where its language is known.
pub(super) fn highlight(out: &mut String, name: &str, code: &str) {
    if name == "diff" || name == "patch" {
        return diff(out, code);
    }
    match language(name) {
        Some(language) => Lexer {
            language,
            code,
            at: 0,
        }
        .write(out),
        None => push_escaped(out, code),
    }
}

fn diff(out: &mut String, code: &str) {
    for line in code.split_inclusive('\n') {
        let class = match line.as_bytes() {
            [b'+', ..] => "hl-added",
            [b'-', ..] => "hl-removed",
            [b'@', b'@', ..] => "hl-comment",
            _ => "",
        };
        span(out, class, line);
    }
}

fn span(out: &mut String, class: &str, text: &str) {
    if class.is_empty() {
        return push_escaped(out, text);
    }
    out.push_str("<span class=\"");
    out.push_str(class);
    out.push_str("\">");
    push_escaped(out, text);
    out.push_str("</span>");
}

struct Lexer<'a> {
    language: &'static Language,
    code: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn write(mut self, out: &mut String) {
        let code = self.code;
        while let Some(next) = code[self.at..].chars().next() {
            let start = self.at;
            let (class, length) = self.token(next);
            self.at += length.max(next.len_utf8());
            span(out, class, &code[start..self.at]);
        }
    }

    /// The class and the length of the token that begins here.
    fn token(&self, next: char) -> (&'static str, usize) {
        let rest = &self.code[self.at..];
        if let Some(length) = self.comment(rest) {
            return ("hl-comment", length);
        }
        if self.language.quotes.contains(&next) && !self.follows_word() {
            let length = string_len(rest, next);
            return (
                if self.is_key(length) {
                    "hl-key"
                } else {
                    "hl-string"
                },
                length,
            );
        }
        if !is_word(next) {
            let length = rest
                .char_indices()
                .skip(1)
                .find(|&(_, c)| is_word(c) || !c.is_whitespace())
                .map_or(rest.len(), |(at, _)| at);
            return ("", length);
        }
        let length = rest
            .find(|c| !is_word(c) && c != '-' && c != '.')
            .unwrap_or(rest.len());
        if self.is_key(length) {
            return ("hl-key", length);
        }
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        (self.word_class(&rest[..length]), length)
    }

    fn comment(&self, rest: &str) -> Option<usize> {
        if let Some((open, close)) = self.language.block_comment
            && rest.starts_with(open)
        {
            let end = rest[open.len()..].find(close);
            return Some(end.map_or(rest.len(), |end| open.len() + end + close.len()));
        }
        let before = self.code[..self.at].chars().next_back();
        let starts_word = before.is_none_or(char::is_whitespace);
        let opens = (self.language.line_comments.iter()).any(|open| rest.starts_with(open));
        (opens && starts_word).then(|| rest.find('\n').unwrap_or(rest.len()))
    }

    /// An apostrophe inside a word is no quote: `don't`.
    fn follows_word(&self) -> bool {
        self.code[..self.at]
            .chars()
            .next_back()
            .is_some_and(is_word)
    }

    /// Whether what is so long names what follows, and begins its line or its object.
    fn is_key(&self, length: usize) -> bool {
        let Some(sign) = self.language.keys else {
            return false;
        };
        let before = self.code[..self.at]
            .trim_end_matches([' ', '\t'])
            .chars()
            .next_back();
        let begins = before.is_none_or(|c| "\n-{,[".contains(c));
        let mut after = self.code[self.at + length..]
            .trim_start_matches([' ', '\t'])
            .chars();
        begins && after.next() == Some(sign)
    }

    fn word_class(&self, word: &str) -> &'static str {
        let mut keywords = self.language.keywords.split(' ');
        let known = match self.language.any_case {
            true => keywords.any(|keyword| keyword.eq_ignore_ascii_case(word)),
            false => keywords.any(|keyword| keyword == word),
        };
        if known {
            "hl-keyword"
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            "hl-number"
        } else {
            ""
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a string with its quotes; one that is not closed ends with its line.
fn string_len(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' if quote != '`' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// With `‹class text›` for each span, to read easily.
    fn marked(language: &str, code: &str) -> String {
        let mut out = String::new();
        highlight(&mut out, language, code);
        out.replace("<span class=\"hl-", "‹")
            .replace("\">", " ")
            .replace("</span>", "›")
    }

    #[test]
    fn what_starts_a_token_colours_it() {
        let cases = [
            (
                "sh",
                "kubectl get pods # all of them",
                "kubectl get pods ‹comment # all of them›",
            ),
            (
                "sh",
                "echo \"a # b\" $#",
                "echo ‹string &quot;a # b&quot;› $#",
            ),
            ("sh", "echo don't", "echo don&#39;t"),
            (
                "yaml",
                "replicas: 3\n- max-surge: 'x'",
                "‹key replicas›: ‹number 3›\n- ‹key max-surge›: ‹string &#39;x&#39;›",
            ),
            ("yaml", "image: a:b", "‹key image›: a:b"),
            (
                "json",
                "{\"a\": \"b\", \"c\": null}",
                "{‹key &quot;a&quot;›: ‹string &quot;b&quot;›, ‹key &quot;c&quot;›: ‹keyword null›}",
            ),
            (
                "sql",
                "SELECT 1 -- why\nFROM t",
                "‹keyword SELECT› ‹number 1› ‹comment -- why›\n‹keyword FROM› t",
            ),
            (
                "rust",
                "fn a<'b>() {} /* c\nd */",
                "‹keyword fn› a&lt;&#39;b&gt;() {} ‹comment /* c\nd */›",
            ),
            ("diff", "-a\n+b\n c", "‹removed -a\n›‹added +b\n› c"),
            (
                "js",
                "`a\nb` \"open\nnext",
                "‹string `a\nb`› ‹string &quot;open›\nnext",
            ),
            ("unknown", "if \"x\"", "if &quot;x&quot;"),
        ];
        for (language, code, expected) in cases {
            assert_eq!(marked(language, code), expected);
        }
    }

    proptest! {
        /// Colour never changes the text.
        #[test]
        fn no_letter_is_lost(code in "[a-z'\"`#/*\\-:={}\\\\ \néß<&]{0,60}", name in "(sh|yaml|json|sql|rust|js|diff|ini|hcl)") {
            let (mut coloured, mut plain) = (String::new(), String::new());
            highlight(&mut coloured, &name, &code);
            push_escaped(&mut plain, &code);
            let text = regex::Regex::new("<[^>]*>").unwrap().replace_all(&coloured, "").into_owned();
            prop_assert_eq!(text, plain);
        }
    }
}
