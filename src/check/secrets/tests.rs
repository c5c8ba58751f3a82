use super::*;

/// Joined at run time, so that no scanner of repositories takes the tests for leaks.
fn joined(parts: &[&str]) -> String {
    parts.concat()
}

fn codes(text: &str) -> Vec<Code> {
    let config = Config {
        privacy: PrivacyConfig {
            customers: vec!["Northwind Traders".into(), "Ikos".into()],
            email_domains: vec!["mosslight.dev".into()],
        },
        ..Config::default()
    };
    let file: Arc<str> = "a.md".into();
    let found = secrets(&[(&file, text)], &config);
    found.into_iter().map(|finding| finding.code).collect()
}

/// Letters and digits as chance would have them, the same in each run.
fn noise(length: usize, alphabet: &str) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            alphabet[usize::try_from(state >> 33).unwrap() % alphabet.len()]
        })
        .collect()
}

const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &str = "0123456789abcdef";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// One of every kind, as people paste them.
fn true_secrets() -> Vec<String> {
    let mixed = |n| noise(n, MIXED);
    let hex = |n| noise(n, HEX);
    vec![
        joined(&[
            "-----BEGIN RSA ",
            "PRIVATE KEY-----\n",
            &mixed(64),
            "\n",
            &mixed(64),
            "\n-----END RSA PRIVATE KEY-----",
        ]),
        joined(&["-----BEGIN OPENSSH ", "PRIVATE KEY-----\n", &mixed(70)]),
        joined(&["-----BEGIN ", "PRIVATE KEY-----\n", &mixed(64)]),
        joined(&[
            "\"private_key\": \"-----BEGIN ",
            "PRIVATE KEY-----\\n",
            &mixed(64),
            "\\n\"",
        ]),
        joined(&[
            "-----BEGIN RSA ",
            "PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,",
            &hex(32),
            "\n\n",
            &mixed(64),
        ]),
        joined(&["> -----BEGIN EC ", "PRIVATE KEY-----\n> ", &mixed(64)]),
        joined(&["-----BEGIN PGP ", "PRIVATE KEY BLOCK-----\n\n", &mixed(64)]),
        joined(&[
            "AGE-SECRET-",
            "KEY-1",
            &noise(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
        ]),
        joined(&["the key was AK", "IA", &noise(16, UPPER), " until noon"]),
        joined(&["AS", "IA", &noise(16, UPPER)]),
        joined(&["aws_secret_access_key = ", &mixed(40)]),
        joined(&["gh", "p_", &mixed(36)]),
        joined(&["gh", "s_", &mixed(36)]),
        joined(&["github_", "pat_", &mixed(22), "_", &mixed(59)]),
        joined(&["gl", "pat-", &mixed(20)]),
        joined(&["xox", "b-123456789012-123456789012-", &mixed(24)]),
        joined(&["xox", "p-", &mixed(40)]),
        joined(&["xa", "pp-1-A0", &mixed(30)]),
        joined(&[
            "https://hooks.slack",
            ".com/services/T0",
            &noise(8, UPPER),
            "/B0",
            &noise(8, UPPER),
            "/",
            &mixed(24),
        ]),
        joined(&[
            "https://discord.com/api/web",
            "hooks/123456789012345678/",
            &mixed(68),
        ]),
        joined(&["bot 123456789:A", "A", &mixed(33)]),
        joined(&["AI", "za", &mixed(35)]),
        joined(&["GOC", "SPX-", &mixed(28)]),
        joined(&["AccountName=x;Account", "Key=", &mixed(86), "=="]),
        joined(&["sk_", "live_", &mixed(24)]),
        joined(&["whs", "ec_", &mixed(32)]),
        joined(&["twilio: S", "K", &hex(32)]),
        joined(&["S", "G.", &mixed(22), ".", &mixed(43)]),
        joined(&["np", "m_", &mixed(36)]),
        joined(&["py", "pi-AgEIcHlwaS5vcmc", &mixed(60)]),
        joined(&["dop_", "v1_", &hex(64)]),
        joined(&["shp", "at_", &hex(32)]),
        joined(&["hv", "s.", &mixed(90)]),
        joined(&["gls", "a_", &mixed(32), "_", &hex(8)]),
        joined(&["sk-", "proj-", &mixed(48)]),
        joined(&[
            "ey",
            "J",
            &mixed(33),
            ".ey",
            "J",
            &mixed(60),
            ".",
            &mixed(43),
        ]),
        joined(&[
            "postgres://app:",
            &mixed(12),
            "@db1.prod.internal:5432/orders",
        ]),
        joined(&[
            "curl https://deploy:",
            "s3cr3tWord!",
            "@artifacts.mosslight.dev/x",
        ]),
        joined(&["redis://:", "p8fk20dk", "@cache:6379/0"]),
        joined(&["Authorization: Bearer ", &mixed(40)]),
        joined(&["-H 'authorization: Basic ", &mixed(28), "=='"]),
        joined(&["password: ", "Summer2026!"]),
        joined(&["DB_PASSWORD=", "k3xQz81m"]),
        joined(&["PGPASSWORD='", "tr0ub4dor&3", "' psql"]),
        joined(&["api_key: \"", &hex(32), "\""]),
        joined(&["client_secret => ", &mixed(32)]),
        joined(&["X-Auth-Token: ", &mixed(32)]),
        joined(&["\"accessKey\": \"", &mixed(24), "\""]),
        joined(&["session_token=", "550e8400-e29b-41d4-a716-446655440000"]),
    ]
}

/// What stands in real debriefs and is no secret.
const LOOK_ALIKES: &[&str] = &[
    "-----BEGIN PRIVATE KEY----- was the first line of the file",
    "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQG",
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "-----BEGIN RSA PRIVATE KEY-----\n<redacted>\n-----END RSA PRIVATE KEY-----",
    "AKIAIOSFODNN7EXAMPLE is the key of the documentation",
    "the AKIA prefix means a long-lived key",
    "AKIA****************",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "tokens that begin with ghp_ were revoked",
    "xoxb-your-token-here-please",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 made it worse",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "image registry/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "trace 4bf92f3577b34da6a3ce929d0e0e4736, span 00f067aa0ba902b7",
    "request 550e8400-e29b-41d4-a716-446655440000 timed out",
    "the token expired at 02:00, the secret did not",
    "token: the one that the deploy job uses",
    "token_bucket=refill_rate_per_second_limit",
    "secret: projects/checkout/secrets/db-password/versions/3",
    "secretName: checkout-tls-2026-wildcard",
    "api_key: ${CHECKOUT_API_KEY}",
    "api_key = os.environ[\"CHECKOUT_API_KEY_2026\"]",
    "API_KEY={{ vault.checkout.key2 }}",
    "api_key: <your key goes here 1234>",
    "token=$(gcloud auth print-access-token2)",
    "password: ********",
    "password: <redacted>",
    "password = changeme123",
    "password: $DB_PASSWORD_1",
    "the password: we rotated it twice",
    "passwords: rotated 2026-11-20",
    "password_hash_rounds=12",
    "pwd=/srv/app/releases/20261120",
    "PWD: /home/deploy/app-v2.3.1",
    "reset your password: https://id.mosslight.dev/reset2",
    "auth: authorization-service-v2-eu-west-1",
    "auth=enabled-for-all-customers-2026",
    "credentials: see-runbook-17-rotate-credentials",
    "postgres://user:password@localhost/db",
    "postgres://app:${DB_PASSWORD}@db/orders",
    "https://grafana.mosslight.dev:3000/d/abc@2x",
    "http://10.0.0.1:8080/path?x=a@b",
    "redis://cache:6379/0",
    "Bearer tokens are checked at the edge",
    "Authorization: Bearer <token>",
    "Basic authentication was switched off in v2026.11.20",
    "eyJhbGciOiJIUzI1NiJ9 is only the header",
    "access_key=prod-eu-west-1-orders-replica-2",
    "sk-learn-contrib-metric-learn-package-name",
    "twilio SKU-2026-11-20",
    "client_secret=aaaaaaaaaaaaaaaaaaaaaaaa1",
    "secret=12345678901234567890",
    "npm_config_registry=https://registry.internal/npm2/",
    "the hvs. prefix of the token",
    "KEY=0123456789abcdef0123",
];

#[test]
fn every_kind_of_secret_is_found_once() {
    for secret in true_secrets() {
        let text = format!("Before the incident:\n\n    {secret}\n\nand after it.\n");
        assert_eq!(codes(&text), [Code::Secret], "{text}");
    }
}

#[test]
fn look_alikes_are_left_alone() {
    for text in LOOK_ALIKES {
        assert_eq!(codes(text), [], "{text}");
    }
}

#[test]
fn cards_of_people_are_found_and_other_numbers_are_not() {
    // Made up from the check digit backwards.
    for card in [
        "4539 5787 6362 1486",
        "5425-2334-3010-9903",
        "374245455400126",
        "6011000991300009.",
    ] {
        assert_eq!(codes(&format!("card {card}")), [Code::CardNumber], "{card}");
    }
    for other in [
        "4539 5787 6362 1487",
        "4111 1111 1111 1111",
        "order 1763632800000",
        "0.4539578763621486",
        "id-4539578763621486",
        "4539578763621486abc",
        "4539578763621486.5",
        "45 39 57 87 63 62 14 86",
        "4539 5787-6362 1486",
        "+49 4539 578763621486",
    ] {
        assert_eq!(codes(other), [], "{other}");
    }
}

#[test]
fn addresses_of_persons_are_found_and_those_of_tasks_are_not() {
    for person in [
        "ana.ruiz@gmail.com",
        "<bo@customer.co.uk>",
        "[mail](mailto:cy@acme.io)",
    ] {
        assert_eq!(codes(person), [Code::EmailAddress], "{person}");
    }
    for other in [
        "ana@mosslight.dev",
        "bo@eu.mosslight.dev",
        "someone@example.com",
        "support@acme.io",
        "git@github.com:mosslight/site.git",
        "ssh://deploy@build.acme.io/srv",
        "deploy@db1.prod.internal",
        "logo@2x.png",
        "lodash@4.17.21",
        "@ana asked @bo",
        "docker@2.service",
    ] {
        assert_eq!(codes(other), [], "{other}");
    }
}

#[test]
fn customers_are_found_as_whole_words() {
    assert_eq!(
        codes("first northwind traders called"),
        [Code::CustomerName]
    );
    assert_eq!(codes("IKOS, then"), [Code::CustomerName]);
    assert_eq!(codes("heikos shop"), []);
}

#[test]
fn nothing_that_is_found_is_repeated() {
    let file: Arc<str> = "a.md".into();
    for secret in true_secrets() {
        let text = format!("é: {secret}\nend\n");
        let found = secrets(&[(&file, &text)], &Config::default());
        let mut sources = Sources::default();
        sources.insert(Arc::clone(&file), text.as_str().into());
        hide(&found, &mut sources);
        let shown = crate::diagnostic::text::render(&found, &sources, Default::default());
        let span = found[0].places[0].span.unwrap();
        let longest = text[span.start..span.end]
            .split('\n')
            .max_by_key(|part| part.len())
            .unwrap();
        assert!(!shown.contains(longest), "{shown}");
        assert_eq!(sources.text("a.md").unwrap().len(), text.len());
        assert_eq!(
            sources.text("a.md").unwrap().lines().count(),
            text.lines().count()
        );
    }
}
