//! What little of each language the highlighter knows.

/// How a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Language {
    /// What starts a comment that ends with its line.
    pub(super) line_comments: &'static [&'static str],
    /// What starts and ends a comment of many lines.
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    /// What starts and ends a string.
    pub(super) quotes: &'static [char],
    /// Whether a word (or string) before `:` or `=` is a name for what follows.
    pub(super) keys: Option<char>,
    /// With spaces between them; in lower case where any case will do.
    pub(super) keywords: &'static str,
    /// Whether keywords are written in any case.
    pub(super) any_case: bool,
}

const PLAIN: Language = Language {
    line_comments: &[],
    block_comment: None,
    quotes: &['"', '\''],
    keys: None,
    keywords: "",
    any_case: false,
};

/// Languages of the C family: comments and strings.
const BRACES: Language = Language {
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    ..PLAIN
};

const SHELL: Language = Language {
    line_comments: &["#"],
    keywords: "if then else elif fi for in do done while until case esac function return export local set exit \
        sudo",
    ..PLAIN
};

const YAML: Language = Language {
    line_comments: &["#"],
    keys: Some(':'),
    keywords: "true false null yes no",
    ..PLAIN
};

const TOML: Language = Language {
    line_comments: &["#"],
    keys: Some('='),
    keywords: "true false",
    ..PLAIN
};

const INI: Language = Language {
    line_comments: &["#", ";"],
    keys: Some('='),
    ..PLAIN
};

const JSON: Language = Language {
    line_comments: &["//"],
    quotes: &['"'],
    keys: Some(':'),
    keywords: "true false null",
    ..PLAIN
};

const SQL: Language = Language {
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    keywords: "select from where and or not in is null insert into values update set delete join left right \
        inner outer on as group by order having limit offset union all distinct create alter drop table \
        index concurrently column add primary key foreign references default begin commit rollback \
        explain analyze with case when then else end exists between like desc asc vacuum truncate grant \
        revoke view using returning count cascade if",
    any_case: true,
    ..PLAIN
};

const PYTHON: Language = Language {
    line_comments: &["#"],
    keywords: "def class return if elif else for while in not and or is import from as with try except finally \
        raise pass lambda yield async await None True False global assert break continue del self",
    ..PLAIN
};

const RUBY: Language = Language {
    line_comments: &["#"],
    keywords: "def class module end if elsif else unless do while until return require begin rescue ensure \
        raise yield self nil true false and or not then",
    ..PLAIN
};

const JAVASCRIPT: Language = Language {
    quotes: &['"', '\'', '`'],
    keywords: "const let var function return if else for while of in new class extends import export from \
        default async await try catch finally throw typeof instanceof this null undefined true false \
        switch case break continue interface type enum implements readonly",
    ..BRACES
};

const GO: Language = Language {
    quotes: &['"', '`'],
    keywords: "func package import return if else for range switch case default defer go chan select struct \
        interface map type var const nil true false break continue error string int bool byte",
    ..BRACES
};

const RUST: Language = Language {
    // An apostrophe is more often a lifetime than a string.
    quotes: &['"'],
    keywords: "fn let mut pub use mod struct enum impl trait for in if else match loop while return self Self \
        crate super where async await move ref const static type dyn true false as break continue unsafe",
    ..BRACES
};

const JAVA: Language = Language {
    keywords: "class interface enum record public private protected static final void new return if else for \
        while try catch finally throw throws import package extends implements this super null true \
        false int long boolean double char switch case break continue var val fun def object override \
        abstract",
    ..BRACES
};

const C: Language = Language {
    keywords: "int char long short unsigned void double float struct union enum typedef static const return if \
        else for while do switch case break continue sizeof goto class namespace template public private \
        using new delete auto nullptr true false bool string var async await",
    ..BRACES
};

const HCL: Language = Language {
    line_comments: &["#", "//"],
    quotes: &['"'],
    keys: Some('='),
    keywords: "resource module variable output provider data locals true false null",
    ..BRACES
};

const DOCKERFILE: Language = Language {
    line_comments: &["#"],
    keywords: "from run copy add cmd entrypoint env arg workdir expose user volume label healthcheck",
    any_case: true,
    ..PLAIN
};

/// The language an author names after the fence.
pub(super) fn language(name: &str) -> Option<&'static Language> {
    Some(match name {
        "sh" | "bash" | "shell" | "zsh" | "fish" => &SHELL,
        "yaml" | "yml" => &YAML,
        "toml" => &TOML,
        "ini" | "conf" | "cfg" | "properties" | "systemd" => &INI,
        "json" | "jsonc" | "json5" => &JSON,
        "sql" | "postgres" | "postgresql" | "mysql" | "psql" => &SQL,
        "python" | "py" => &PYTHON,
        "ruby" | "rb" => &RUBY,
        "javascript" | "js" | "typescript" | "ts" | "jsx" | "tsx" => &JAVASCRIPT,
        "go" | "golang" => &GO,
        "rust" | "rs" => &RUST,
        "java" | "kotlin" | "kt" | "scala" | "groovy" => &JAVA,
        "c" | "cpp" | "c++" | "h" | "cs" | "csharp" | "c#" => &C,
        "hcl" | "terraform" | "tf" => &HCL,
        "dockerfile" | "docker" => &DOCKERFILE,
        _ => return None,
    })
}
