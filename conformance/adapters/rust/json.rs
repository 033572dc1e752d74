//! A small reader of JSON. What it reads is a tree; asking for what is not there gives an error, not a panic.

use std::collections::HashMap;

#[derive(Debug, Clone)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(HashMap<String, Json>),
}

impl Json {
    pub fn parse(text: &str) -> Result<Json, String> {
        let mut parser = Parser { rest: text };
        let value = parser.value()?;
        parser.skip_space();
        if parser.rest.is_empty() { Ok(value) } else { Err(format!("nothing must follow: {}", parser.rest)) }
    }

    pub fn get(&self, name: &str) -> Result<&Json, String> {
        match self {
            Json::Object(fields) => fields.get(name).ok_or(format!("a field is missing: {name}")),
            _ => Err(format!("an object must hold the field: {name}")),
        }
    }

    pub fn text(&self, name: &str) -> Result<&str, String> {
        match self.get(name)? {
            Json::Text(text) => Ok(text),
            _ => Err(format!("a field must be a string: {name}")),
        }
    }

    pub fn list(&self, name: &str) -> Result<&[Json], String> {
        match self.get(name)? {
            Json::List(items) => Ok(items),
            _ => Err(format!("a field must be a list: {name}")),
        }
    }

    /// A JSON number without a fraction, in the range of the type.
    pub fn integer<T: TryFrom<u64>>(&self, name: &str) -> Result<T, String> {
        match self.get(name)? {
            Json::Number(n) if n.fract() == 0.0 && (0.0..9e15).contains(n) => {
                T::try_from(*n as u64).map_err(|_| format!("a field is out of range: {name}={n}"))
            }
            other => Err(format!("a field must be a whole number: {name}={other:?}")),
        }
    }

    /// A decimal string.
    pub fn decimal(&self, name: &str) -> Result<u64, String> {
        self.get(name)?.as_decimal().map_err(|e| format!("{e}: {name}"))
    }

    /// This value, a decimal string.
    pub fn as_decimal(&self) -> Result<u64, String> {
        match self {
            Json::Text(text) => text.parse().map_err(|_| format!("a decimal string must have 64 bits: {text}")),
            _ => Err("a decimal string must come".to_string()),
        }
    }
}

/// The text as a JSON string.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    /// Takes a token, if it comes next.
    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) { Ok(()) } else { Err(format!("{token} must come: {:.20}", self.rest)) }
    }

    fn value(&mut self) -> Result<Json, String> {
        if self.take("{") {
            self.object()
        } else if self.take("[") {
            let mut items = Vec::new();
            while !self.take("]") {
                if !items.is_empty() {
                    self.expect(",")?;
                }
                items.push(self.value()?);
            }
            Ok(Json::List(items))
        } else if self.take("\"") {
            self.string().map(Json::Text)
        } else if self.take("true") {
            Ok(Json::Bool(true))
        } else if self.take("false") {
            Ok(Json::Bool(false))
        } else if self.take("null") {
            Ok(Json::Null)
        } else {
            self.number()
        }
    }

    fn object(&mut self) -> Result<Json, String> {
        let mut fields = HashMap::new();
        while !self.take("}") {
            if !fields.is_empty() {
                self.expect(",")?;
            }
            self.expect("\"")?;
            let name = self.string()?;
            self.expect(":")?;
            fields.insert(name, self.value()?);
        }
        Ok(Json::Object(fields))
    }

    fn number(&mut self) -> Result<Json, String> {
        let end = self.rest.find(|c: char| !"+-.eE0123456789".contains(c)).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits.parse().map(Json::Number).map_err(|_| format!("a value must come: {digits}{:.20}", self.rest))
    }

    /// The rest of a string whose first quote was taken.
    fn string(&mut self) -> Result<String, String> {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next().ok_or("a string must end")? {
                '"' => break,
                '\\' => match chars.next().ok_or("a string must end")? {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'b' => text.push('\u{8}'),
                    'f' => text.push('\u{c}'),
                    'u' => {
                        let digits: String = chars.by_ref().take(4).collect();
                        let code = u32::from_str_radix(&digits, 16).map_err(|e| e.to_string())?;
                        // Halves of a surrogate pair are not put together: no field has one.
                        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                    c => text.push(c),
                },
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Ok(text)
    }
}
