"""What generated debriefs talk about: services, people, causes, and sentences with gaps to fill."""

SERVICES = """checkout payments search ingest auth edge-proxy billing notifier catalog feature-flags scheduler media-store
reporting mobile-gateway identity inventory metrics ledger geo webhooks queue-broker config-store profiles
recommendations cdn dns vault ci-runner data-lake support-desk pricing shipping""".split()

TEAMS = "payments platform storefront data identity network mobile insights logistics reliability".split()

PEOPLE = "ana bo chen dee eli farah gus hana ivan jo kai lena mo nia olu pia quinn rosa sami tove uma vik".split()

TAGS = [f"{what}-{which}" for what in ("region", "tier", "runtime", "vendor", "customer", "platform", "release")
        for which in ("a", "b", "c", "d", "core", "edge", "eu", "us")]

SEVERITIES = ["sev1"] + ["sev2"] * 3 + ["sev3"] * 5 + ["sev4"] * 3

# Two syllables make the name of a component nobody else has: debriefs are told apart by such words.
FIRST = "ar bel cor dan el far gil hol in jas kel lor mer nor os pel quor ras sel tor ul ver wil yar zen".split()
LAST = "bank dock field gate house keeper line mill path pond rack reef shelf spool stack tiller ward well yard".split()

SYMPTOMS = ["slow answers", "failed logins", "duplicate charges", "empty results", "stuck jobs", "lost messages",
            "missing invoices", "stale prices", "a full outage", "timeouts", "wrong balances", "broken images"]

# Cause -> what set it off, how it worked, what would have caught it.
CAUSES = {
    "expired-certificate": [
        "the certificate of {component} reached its last day",
        "Every client that checks the chain refused the connection; {component} does not retry with another one.",
        "warn 30 days before a certificate of {service} ends"],
    "dns": [
        "a record for {component} was removed with the old zone",
        "Resolvers kept the answer for {n} minutes, so the fault spread slowly and ended slowly.",
        "compare the zone with what {service} resolves before a change goes out"],
    "bad-deploy": [
        "release {version} of {service} went to all hosts at once",
        "It started a second pool for {component} and kept the first, until the database refused both.",
        "stop a rollout of {service} when its error rate doubles"],
    "config-change": [
        "a new limit for {component} was written in seconds instead of milliseconds",
        "The value was valid, so nothing complained; {service} simply waited a thousand times longer.",
        "check the units in the configuration of {component}"],
    "schema-migration": [
        "a migration locked the {table} table of {service}",
        "Readers queued behind the lock, the queue filled the pool, and the pool took {component} with it.",
        "run migrations of {service} with a lock timeout"],
    "retry-storm": [
        "a short fault of {component} made every client try again at the same moment",
        "Each layer tried {n} times, so one failed request became hundreds at the bottom.",
        "give the clients of {component} a retry budget with jitter"],
    "connection-pool": [
        "a slow query held {n} connections of {component}",
        "The pool of {service} had as many, and health checks waited in the same queue as customers.",
        "alert when the pool of {component} is 80 % full"],
    "capacity": [
        "the campaign brought {n} times the usual load to {service}",
        "Scaling out took longer than the load took to grow, because new hosts of {component} start cold.",
        "rehearse the peak of {service} every quarter"],
    "cache-stampede": [
        "the cache in front of {component} was emptied by a restart",
        "All hosts asked for the same {n} keys at once and none of them waited for another.",
        "let one host of {service} fill a key while the others wait"],
    "memory-leak": [
        "{component} kept a copy of every session since release {version}",
        "Memory grew by {n} MB an hour, and the kernel ended the process at night.",
        "restart nothing by hand: alert on the growth of {component}"],
    "feature-flag": [
        "the flag for {component} was switched on for everybody instead of one in a hundred",
        "The new path asks {service} twice for each page, which nobody had measured under load.",
        "ask for a second person before a flag of {service} reaches everybody"],
    "clock-skew": [
        "the clock of one host of {component} ran {n} seconds ahead",
        "Tokens it issued were from the future for all others, so {service} refused them.",
        "page when a clock of {component} is more than a second off"],
    "provider-outage": [
        "the provider behind {component} lost a zone",
        "Our fallback had the same provider under another name, so it failed with it.",
        "keep the fallback of {service} with somebody else"],
    "data-corruption": [
        "a batch wrote {n} rows of {table} with the wrong currency",
        "The check compares sums, and the sums were right; only {component} looks at single rows.",
        "check a sample of the rows that {component} writes"],
    "missing-alert": [
        "nobody was told that {component} had stopped",
        "The alert listened to a metric that {service} no longer sends, and silence looked like health.",
        "alert when a metric of {component} falls silent"],
    "queue-overflow": [
        "the queue of {component} grew past its limit",
        "It drops the oldest message first, and the oldest were the ones customers waited for.",
        "watch the age of the oldest message in {component}"],
}

DETECTED = [
    "The first to notice was a customer who wrote to support about {symptom}; the graph of {component} had shown it for {n} minutes.",
    "An alert on the error rate of {service} fired, but it named {other}, so the first {n} minutes went into the wrong service.",
    "Monitoring paged after {n} minutes. The page linked a dashboard that no longer shows {component}.",
    "A colleague who was testing something else saw {symptom} and asked in the channel whether that was known.",
    "The synthetic check of {service} failed three times in a row and opened the incident by itself.",
]
RESPONSE = [
    "We first suspected {other}, because it had changed that morning, and rolled it back without effect.",
    "Two people looked at the same logs of {component} for {n} minutes before anybody said so aloud.",
    "The runbook for {service} told us to restart {component}, which hid the fault for {n} minutes and then brought it back.",
    "Once the timeline was written down in one place, it was plain that {component} had failed before {service} did.",
    "Traffic was moved to the other region in two steps; the second had to wait for {component} to catch up.",
    "We wrote to customers after {n} minutes and again when {symptom} had ended.",
    "The fix itself was one line. Finding who may approve a change to {component} at night took longer.",
    "Support had an answer for customers before we had one for ourselves, which kept the number of tickets low.",
]
BACKGROUND = [
    "{component} was introduced two years ago to take load off {other}, and has had no owner since the teams changed.",
    "{service} calls {component} on every request, although only one in {n} needs the answer.",
    "The limit of {component} dates from a time when {service} had a tenth of today's traffic.",
    "There are two ways to change {component}: the reviewed one, and a console that everybody on call can open.",
    "Nothing in the design of {service} says what should happen when {component} is slow rather than down.",
    "Since the move to the new hosts, {component} and {other} share a disk; no diagram shows it.",
]
WELL = [
    "The rollback of {service} took {n} seconds and worked the first time.",
    "Whoever was on call asked for help early, and got it from {team}.",
    "The status page was right all along.",
    "The copy of the {table} table from last night could be restored in {n} minutes.",
    "Somebody kept notes from the first minute, so this debrief was quick to write.",
]
WRONG = [
    "The dashboard of {component} averages over {n} minutes and hides short spikes.",
    "Three alerts said the same thing and none of them said what to do.",
    "The only person who knows {component} was on holiday.",
    "We had no way to switch off the path to {component} without a deploy of {service}.",
    "The test environment of {service} uses another version of {component}.",
]
LUCKY = [
    "It happened at night: at noon {n} times as many people would have seen {symptom}.",
    "A batch of {service} had failed earlier and was not running, or it would have doubled the damage.",
    "The one host of {component} that still worked was the one the largest customer uses.",
]
ACTIONS = ["Document how {component} is restored", "Give {component} an owner", "Move {component} off the shared disk",
           "Test the fallback of {service} every month", "Remove the console of {component}",
           "Show {component} on the dashboard of {service}", "Limit what one client may ask of {service}"]
EVENTS = ["first alert for {component}", "customers report {symptom}", "incident declared", "rollback of {service} begun",
          "{other} ruled out", "traffic moved away from {component}", "status page updated", "second wave of {symptom}",
          "cause found in {component}", "support has an answer for customers", "queue of {service} drained"]
TYPES = ["prevent", "detect", "mitigate", "process", "document", "investigate"]

CODE = {
    "yaml": "pool:\n  service: {component}\n  size: {n}  # was {m}\n  timeout: {m}s\n  retries: {k}\n",
    "bash": "for host in $(hosts {component}); do\n  curl -sf \"https://$host/health\" || echo \"$host is down\"\ndone\n",
    "python": "def call(limit={k}):\n    for attempt in range(limit):\n        try:\n            return ask(\"{component}\")\n"
              "        except TimeoutError:  # no jitter\n            time.sleep({k} ** attempt)\n",
    "sql": "SELECT count(*), max(age) FROM {table}\nWHERE service = '{component}' AND retries > {k}\nGROUP BY host;\n",
    "json": "{{\"service\": \"{component}\", \"errors\": {n}, \"p99_ms\": {m}, \"ok\": false}}\n",
}
TABLES = "orders invoices sessions prices shipments accounts refunds events".split()

# A sentence of the story is one of each: thousands of them, so that debriefs are not made of the same paragraphs.
WHEN = ["At first", "By then", "A few minutes later", "While that ran", "After the second page", "Before anybody saw it",
        "In the other region", "On the standby hosts", "Just before the hour", "Once {team} had joined",
        "With half of the hosts back", "As soon as the graphs were compared", "Against the runbook", "In hindsight"]
WHAT = ["the logs of {component} showed {n} refused requests a second", "somebody drained {service} by hand",
        "the {table} table answered in {m} ms instead of {k}", "{component} restarted itself every {n} seconds",
        "a colleague of {team} read the change of version {version} again", "the queue held {m} messages",
        "we lowered the timeout of {other} to {k} seconds", "the host in rack {k} lost its route to {component}",
        "a customer sent us a trace with {n} calls to {service}", "the pool of {component} stood at {n} of {n}",
        "{other} began to answer from its own copy of the {table}", "the load balancer took {k} hosts out",
        "the job that tidies {table} was still running", "our own health check made up {n} % of the load"]
SO = ["which explained {symptom} but not the errors in {other}", "and nobody knew whether that was usual",
      "so the team looked at {component} next", "which is why the graph has a step there", "and that bought us {n} minutes",
      "although the alert for it had been silenced in spring", "and made things worse for {k} minutes",
      "which {team} had warned about a year ago", "so we stopped and wrote down what we knew",
      "and the first customers could work again", "which left {m} orders to be looked at by hand",
      "but only for clients of version {version}", "and the page that says so was out of date",
      "which no test of {service} would have found"]
