//! What is told of a search: the lines of LD_DEBUG=libs, and the log for the explanation of a failure.
//!
//! In: what the search tries, and what comes of it. Out: events, printed at once; attempts, kept until they are asked for. A
//! search for the log prints nothing: it is a second one, of a name that was not found. Must not: change what is tried.

use crate::bytes::Owned;
use crate::error::HeaderError;
use crate::link::candidate::{Attempt, Outcome};
use crate::link::customs::customs;
use crate::plan::paths::Paths;
use crate::trace::{self, Category, Event, Rule, Unfitness};
use alloc::vec::Vec;

/// The rule on whose account a directory is tried, and whose search path it is.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    pub rule: Rule,
    pub owner: Option<&'a [u8]>,
}

#[derive(Debug)]
pub struct Report {
    emit: fn(&Event<'_>),
    log: Option<Vec<Attempt>>,
    /// LD_DEBUG=libs, in a search that is not for the log: asked once per search.
    traced: bool,
}

impl Report {
    /// `emit` prints the events.
    pub fn new(emit: fn(&Event<'_>)) -> Report {
        Report { emit, log: None, traced: false }
    }

    /// A search begins.
    pub fn begin(&mut self) {
        self.traced = trace::on(Category::Libs) && self.log.is_none();
    }

    /// The next search is for the log.
    pub fn log(&mut self) {
        self.log = Some(Vec::new());
    }

    /// What it tried.
    pub fn logged(&mut self) -> Vec<Attempt> {
        self.log.take().unwrap_or_default()
    }

    pub fn is_logging(&self) -> bool {
        self.log.is_some()
    }

    pub fn is_traced(&self) -> bool {
        self.traced
    }

    /// Does nobody want to know what is tried?
    pub fn is_silent(&self) -> bool {
        !self.traced && self.log.is_none()
    }

    pub fn event(&self, event: &Event<'_>) {
        if self.traced {
            (self.emit)(event);
        }
    }

    pub fn record(&mut self, path: &[u8], account: Account<'_>, outcome: Outcome) {
        if let Some(log) = &mut self.log {
            let owner = account.owner.map(<[u8]>::owned);
            log.push(Attempt { path: path.owned(), rule: account.rule, owner, outcome });
        }
    }

    /// The line of LD_DEBUG that newer releases have for what does not fit.
    #[cold]
    #[inline(never)]
    pub fn passed_over(&self, outcome: Outcome) {
        if !customs().tells_what_is_passed_over() {
            return;
        }
        let why = match outcome {
            Outcome::Failed(_) => Unfitness::Absent,
            Outcome::BadHeader(HeaderError::Class(_)) => Unfitness::Class,
            Outcome::BadHeader(HeaderError::Machine(_)) => Unfitness::Machine,
            _ => return,
        };
        self.event(&Event::PassedOver { why });
    }

    /// The line of LD_DEBUG for a search path, and another one wherever its directories belong to another rule.
    pub fn path(&self, paths: &Paths, rest: &[usize], shown: &mut Option<Rule>) {
        let directories = &paths.directories;
        let Some(first) = rest.first().and_then(|&i| directories.owner(i)) else { return };
        if *shown == Some(first.rule) {
            return;
        }
        *shown = Some(first.rule);
        let shown = directories.shown(rest, &paths.subdirectories);
        let dirs: Vec<&[u8]> = shown.iter().map(Vec::as_slice).collect();
        self.event(&Event::SearchPath { dirs: &dirs, rule: first.rule, from: first.from.as_deref() });
    }
}
