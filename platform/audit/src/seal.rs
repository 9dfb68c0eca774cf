//! Sealing: blocks of lines chained by SHA-256, so that a changed, removed or inserted line is found.

use std::fmt::Write as _;

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::schema::{audit_blocks, audit_entries};
use crate::store::Line;

/// At most this many lines in a block.
const BLOCK: i64 = 5_000;

/// What checking the journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Blocks checked.
    pub blocks: usize,
    /// Lines in sealed blocks.
    pub sealed: usize,
    /// Lines written since the last block: nothing vouches for these yet.
    pub unsealed: usize,
    /// The first block whose lines or chain do not match its hash.
    pub broken: Option<i64>,
}

/// Seals the lines written since the last block; returns how many. Runs as a leased job: one sealer at a time.
pub fn seal(tx: &mut WriteTx, now: Moment) -> Result<usize> {
    let lines: Vec<Line> = audit_entries::table
        .filter(audit_entries::block.is_null())
        .order(audit_entries::id.asc())
        .limit(BLOCK)
        .select(audit_entries::all_columns)
        .load(&mut **tx)?;
    if lines.is_empty() {
        return Ok(0);
    }
    let last: Option<(i64, String)> = audit_blocks::table
        .order(audit_blocks::id.desc())
        .select((audit_blocks::id, audit_blocks::hash))
        .first(&mut **tx)
        .optional()?;
    let (seq, previous) = last.map_or((1, String::new()), |(id, hash)| (id + 1, hash));
    diesel::insert_into(audit_blocks::table)
        .values((
            audit_blocks::id.eq(seq),
            audit_blocks::sealed_at.eq(now.0),
            audit_blocks::entries.eq(i64::try_from(lines.len()).unwrap_or(i64::MAX)),
            audit_blocks::previous.eq(&previous),
            audit_blocks::hash.eq(hash_of(&previous, &lines)),
        ))
        .execute(&mut **tx)?;
    let ids: Vec<i64> = lines.iter().map(|line| line.id).collect();
    for some in ids.chunks(500) {
        diesel::update(audit_entries::table.filter(audit_entries::id.eq_any(some)))
            .set(audit_entries::block.eq(seq))
            .execute(&mut **tx)?;
    }
    Ok(lines.len())
}

/// Recomputes every block.
pub fn verify(conn: &mut Conn) -> Result<Verdict> {
    let blocks: Vec<(i64, i64, String, String)> = audit_blocks::table
        .order(audit_blocks::id.asc())
        .select((audit_blocks::id, audit_blocks::entries, audit_blocks::previous, audit_blocks::hash))
        .load(conn)?;
    let mut verdict = Verdict { blocks: 0, sealed: 0, unsealed: 0, broken: None };
    let mut expected = String::new();
    for (position, (seq, entries, previous, hash)) in (1_i64..).zip(blocks) {
        let lines: Vec<Line> = audit_entries::table
            .filter(audit_entries::block.eq(seq))
            .order(audit_entries::id.asc())
            .select(audit_entries::all_columns)
            .load(conn)?;
        let is_whole = seq == position
            && previous == expected
            && i64::try_from(lines.len()) == Ok(entries)
            && hash == hash_of(&previous, &lines);
        if !is_whole {
            verdict.broken = Some(seq);
            break;
        }
        verdict.blocks += 1;
        verdict.sealed += lines.len();
        expected = hash;
    }
    let tail: i64 = audit_entries::table.filter(audit_entries::block.is_null()).count().get_result(conn)?;
    verdict.unsealed = usize::try_from(tail).unwrap_or(usize::MAX);
    Ok(verdict)
}

/// The hash of a block: over the previous hash and every field of every line.
fn hash_of(previous: &str, lines: &[Line]) -> String {
    let mut hash = Sha256::new();
    hash.update(previous.as_bytes());
    for line in lines {
        let fields = (
            line.id,
            line.at,
            line.account_id,
            &line.action,
            &line.area,
            &line.kind,
            line.object_id,
            &line.unit_path,
            &line.text,
            &line.details,
        );
        // A debug tuple quotes and escapes each text, so no two different lines give the same bytes.
        hash.update(format!("{fields:?}\n").as_bytes());
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
