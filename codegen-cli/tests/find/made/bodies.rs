//! What stands in bodies.

use super::{Maker, Place};

impl Maker {
    pub(super) fn expression(&mut self, depth: usize) -> String {
        self.left -= 1;
        if depth > 6 || self.left < 0 {
            return String::from(["1", "Part { x: 1 }.x", "{ 1 }", "if true { 1 } else { 2 }"][self.below(4)]);
        }
        let depth = depth + 1;
        let (one, other) = (self.block(depth), self.expression(depth));
        let (attributes, is_left_out) = (self.attributes(), self.one_in(2));
        match self.below(14) {
            8 => format!(
                "{{ #[allow(unused)] let r#match = (r#\"}} \"{{ #\"#, '{{', b'\"', '\\'', \"\\\"}}\", b\"{{\"); /* {{ /* \" */ ' */ {one} 2 }}"
            ),
            9 => format!("'l: {{ if 1 < 2 {{ {one} break 'l {{ 1 }} }} {other} }}"),
            10 => format!(
                "const {{ {one} 1 }}.max(match 1 {{ #[cfg(any())] 1 => |a: u8, b: u8| {{ {one} a }}, _ => {other} }})"
            ),
            11 => format!("(if let Some(1) = Some({{ {one} 1 }}) {{ {other} }} else {{ 2 }})"),
            12 => self.included_expression(depth),
            0 => format!("{{ {one} 1 }}"),
            1 => format!("if true {{ {one} 1 }} else {{ {other} }}"),
            2 => format!("match 1 {{ {} _ => {other} }}", self.arms(depth)),
            3 if is_left_out => format!("Part {{ #[cfg(any())] x: {{ {one} 1 }}, x: {other} }}.x"),
            3 => format!("Part {{ x: {other} }}.x"),
            4 => format!("({other} + {{ {one} 1 }})"),
            5 => format!("(|x: u8| -> u8 {{ {one} x }})({other})"),
            6 => format!("[{attributes}{{ {one} 1 }}, {other}].len() as u8"),
            7 => format!("unsafe {{ {one} 1 }}.max({other})"),
            _ => format!("Vec::<[u8; {{ {one} 1 }}]>::with_capacity({other} as usize).len() as u8"),
        }
    }

    /// An expression in a file of its own.
    fn included_expression(&mut self, depth: usize) -> String {
        let name = self.name("expression");
        let beside = self.body.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (folder, path) = (format!("{beside}/{name}/"), format!("{beside}/{name}/value.in"));
        let around = std::mem::replace(&mut self.body, (path.clone(), folder));
        let text = format!("{{ {} {} }}", self.block(depth + 1), self.expression(depth + 1));
        self.body = around;
        self.files.push((path, text));
        match self.below(3) {
            0 => format!("include!(\"{name}/value.in\")"),
            1 => format!("include ! /* \" */ [concat!(r\"{name}\", \"/value.in\",)]"),
            _ => format!("(1).max(include!{{ \"{name}/value.in\" }})"),
        }
    }

    fn arms(&mut self, depth: usize) -> String {
        let mut arms = Vec::new();
        for _ in 0..=self.below(3) {
            let pattern = ["1", "2 | 3", "x if x > 1", "x @ 3 if { 1 < 2 }", "_ if Part { x: 1 }.x > 2"][self.below(5)];
            let (attributes, one, other) = (self.attributes(), self.block(depth + 1), self.expression(depth + 1));
            let body = match self.below(4) {
                0 => format!("{{ {one} 1 }}"),
                1 => format!("{other},"),
                2 => format!("if true {{ {one} 1 }} else {{ {other} }}"),
                _ => format!("Part {{ x: 1 }}.x + {{ {one} 1 }},"),
            };
            arms.push(format!("{attributes}{pattern} => {body} "));
        }
        arms.concat()
    }

    fn statement(&mut self, depth: usize) -> String {
        self.left -= 1;
        if self.left < 0 {
            return String::from(";");
        }
        let (attributes, one, other) = (self.attributes(), self.block(depth + 1), self.expression(depth + 1));
        let rest = match self.below(18) {
            0..=3 => return self.task(),
            14 => return self.selected(depth + 1),
            4 => format!("let _ = {other};"),
            5 => format!("let Part {{ x }} = Part {{ x: {other} }};"),
            6 => format!("let _: Result<u8, u8> = Ok({other});"),
            7 => format!("if let Part {{ x: 1 }} = (Part {{ x: 1 }}) {{ {one} }} else if false {{ {other}; }}"),
            8 => {
                let (attributes, last) = (self.attributes(), self.block(depth + 1));
                let left_out = format!("#[cfg(any())] Part {{ x: 5 }} => {{ {one} }}");
                format!(
                    "match (Part {{ x: 1 }}) {{ {left_out} {attributes}Part {{ x: 6 }} | Part {{ x: 7 }} if true => {{ {last} }} _ => {{}} }}"
                )
            }
            9 => format!("for Part {{ x }} in [Part {{ x: 1 }}] {{ {one} }}"),
            10 => format!("'label: while {{ 1 > 2 }} {{ {one} }}"),
            11 => format!("{{ {}{one} }}", self.inner()),
            12 => format!("Part {{ x: 1 }}.x.max({other});"),
            13 => format!("loop {{ {one} break }}"),
            _ => return self.item(depth + 1, &Place::Body),
        };
        format!("{attributes}{rest}\n")
    }

    /// What is chosen in a body.
    fn selected(&mut self, depth: usize) -> String {
        let was_passed = std::mem::replace(&mut self.is_passed, true);
        let (condition, one, other) = (self.condition(0), self.block(depth), self.block(depth));
        let last = self.expression(depth);
        self.is_passed = was_passed;
        format!("cfg_select! {{ {condition} => {{ {one} }} _ => {{ {other} let _ = {last}; }} }}\n")
    }

    pub(super) fn block(&mut self, depth: usize) -> String {
        if depth > 6 || self.left < 0 {
            return String::new();
        }
        (0..self.below(4)).map(|_| self.statement(depth)).collect()
    }
}
