//! What an incident cost: known figures, and any others a team keeps beside them.

use crate::{
    data::{Map, Node, Value, nearest},
    diagnostic::{Code, Diagnostic},
    model::{Cost, Impact, Quantity},
};

use super::{
    KEYS,
    facts::{Facts, one_line},
    quantity::{FORMS, currency_code, read_cost, read_quantity, read_share},
    words::DATA_LOSS,
};

impl Facts<'_, '_, '_> {
    pub(super) fn impact(&mut self) -> Impact {
        let Some(node) = self.root.get("impact") else {
            return Impact::default();
        };
        let Some(map) = self.reader.group("impact", node) else {
            return Impact::default();
        };
        Impact {
            customers: self.figure(map, "customers", read_quantity),
            complaints: self.figure(map, "complaints", read_quantity),
            cost: self.cost(map),
            requests_failed: self.figure(map, "requests_failed", read_quantity),
            error_rate: self.figure(map, "error_rate", read_share),
            data_loss: map
                .get("data_loss")
                .and_then(|n| self.reader.word("impact.data_loss", n, DATA_LOSS)),
            other: self.other_figures(map),
            span: Some(node.span),
        }
    }

    fn figure(
        &mut self,
        map: &Map,
        key: &str,
        read: fn(&str) -> Option<Quantity>,
    ) -> Option<Quantity> {
        let node = map.get(key)?;
        self.quantity(&format!("impact.{key}"), node, read)
    }

    fn quantity(
        &mut self,
        path: &str,
        node: &Node,
        read: fn(&str) -> Option<Quantity>,
    ) -> Option<Quantity> {
        let found = node.text().and_then(read);
        if found.is_none() {
            self.reader.wrong(path, node, FORMS, None);
        }
        found
    }

    /// `18000 EUR`, or `{amount, currency, basis}`.
    fn cost(&mut self, map: &Map) -> Option<Cost> {
        let node = map.get("cost")?;
        if let Value::Map(inner) = &node.value {
            return self.described_cost(node, inner);
        }
        let cost = node.text().and_then(read_cost);
        if cost.is_none() {
            let expected = "an amount such as `18000 EUR`, `{amount: 18000, currency: EUR}` or the word `unknown`";
            self.reader.wrong("impact.cost", node, expected, None);
        }
        cost
    }

    fn described_cost(&mut self, node: &Node, map: &Map) -> Option<Cost> {
        let currency = map.get("currency").and_then(|node| {
            let code = node.text().and_then(currency_code);
            if code.is_none() {
                self.reader.wrong(
                    "impact.cost.currency",
                    node,
                    "a three-letter code such as `EUR`",
                    None,
                );
            }
            code
        });
        let basis = self.text_in(map, "impact.cost", "basis");
        let Some(amount) = map.get("amount") else {
            self.reader.missing("impact.cost", node, "amount");
            return None;
        };
        // An amount may carry its currency too.
        let money = amount.text().and_then(read_cost);
        if money.is_none() {
            self.reader.wrong("impact.cost.amount", amount, FORMS, None);
        }
        let money = money?;
        Some(Cost {
            amount: money.amount,
            currency: currency.or(money.currency),
            basis,
        })
    }

    fn other_figures(&mut self, map: &Map) -> Vec<(String, String)> {
        let mut figures = Vec::new();
        for entry in map {
            let name = entry.key.text.as_str();
            if KEYS.names("impact").any(|known| known == name) {
                continue;
            }
            if let Some(meant) = nearest(name, KEYS.names("impact")) {
                let diagnostic =
                    Diagnostic::new(Code::UnknownKey, format!("unknown key `impact.{name}`"))
                        .at(self.reader.file(), entry.key.span, "")
                        .help(format!(
                            "did you mean `impact.{meant}`? It is shown as a figure of your own"
                        ));
                self.reader.report(diagnostic);
            }
            let texts = self.texts(&format!("impact.{name}"), &entry.node);
            let texts: Vec<_> = texts.into_iter().map(|text| text.value).collect();
            if !texts.is_empty() {
                figures.push((one_line(name), texts.join(", ")));
            }
        }
        figures
    }
}
