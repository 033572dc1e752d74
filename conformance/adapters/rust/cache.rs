//! Last-used numbers of the keys that were asked for most recently.

use crate::sequencer::Key;
use std::collections::{BTreeMap, HashMap};

pub struct Cache {
    size: usize,
    uses: u64,
    entries: HashMap<Key, (u64, u64)>, // number, and when it was used
    by_use: BTreeMap<u64, Key>,
}

impl Cache {
    pub fn new(size: usize) -> Cache {
        Cache { size, uses: 0, entries: HashMap::new(), by_use: BTreeMap::new() }
    }

    pub fn get(&mut self, key: Key) -> Option<u64> {
        let number = self.entries.get(&key)?.0;
        self.put(key, number);
        Some(number)
    }

    pub fn put(&mut self, key: Key, number: u64) {
        self.uses += 1;
        if let Some((_, used)) = self.entries.insert(key, (number, self.uses)) {
            self.by_use.remove(&used);
        }
        self.by_use.insert(self.uses, key);
        if self.entries.len() > self.size {
            if let Some((_, oldest)) = self.by_use.pop_first() {
                self.entries.remove(&oldest);
            }
        }
    }

    pub fn clear(&mut self) {
        self.entries.clear();
        self.by_use.clear();
    }
}
