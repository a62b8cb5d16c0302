"""The store's first schema, on which the steps of ``migrations`` build."""

from __future__ import annotations

FIRST = """
CREATE TABLE reports(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,           -- sha256:… of the text
  text TEXT NOT NULL,                  -- as it came in, stored once
  language TEXT NOT NULL,
  added TEXT NOT NULL                  -- UTC, ISO 8601
) STRICT;
CREATE TRIGGER reports_never_change BEFORE UPDATE OF hash, text ON reports
BEGIN SELECT RAISE(ABORT, 'the text of a report is never changed'); END;

-- where a text stood: the same text in two outlets is one report with two appearances
CREATE TABLE appearances(
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  outlet TEXT NOT NULL DEFAULT '', uri TEXT NOT NULL DEFAULT '',
  title TEXT, published TEXT, published_from TEXT,
  UNIQUE(report, outlet, uri)
) STRICT;
CREATE INDEX appearances_published ON appearances(published);
CREATE INDEX appearances_outlet ON appearances(outlet);

-- the current reading of each report: which reader, version and resources made the rows below
CREATE TABLE readings(
  report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
  reader TEXT NOT NULL, version TEXT NOT NULL, resources TEXT NOT NULL, layers TEXT NOT NULL,
  record BLOB NOT NULL,                -- zlib of the record's JSON without the text
  made TEXT NOT NULL
) STRICT;

CREATE TABLE blocks(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, n INTEGER NOT NULL,
  kind TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY(report, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE sources(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  name TEXT, folded TEXT, kind TEXT NOT NULL, anonymous INTEGER NOT NULL, anonymity TEXT, reason TEXT, role TEXT,
  affiliation TEXT, actor TEXT, PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_folded ON sources(folded);
CREATE TABLE attributions(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  cue TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, mode TEXT NOT NULL,
  stance TEXT NOT NULL, parent TEXT, content TEXT NOT NULL, PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE actors(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  name TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, plover TEXT, country TEXT, wikidata TEXT, PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX actors_name ON actors(name);
CREATE TABLE places(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, text TEXT NOT NULL, name_en TEXT, geonames INTEGER, country TEXT, admin1 TEXT,
  level TEXT, lat REAL, lon REAL, precision INTEGER, relation TEXT, metonym INTEGER NOT NULL, PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_name ON places(name_en);
CREATE TABLE times(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, text TEXT NOT NULL, first TEXT, last TEXT, grain TEXT NOT NULL, vague TEXT,
  PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE events(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  type TEXT NOT NULL, trigger TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, modality TEXT NOT NULL,
  polarity TEXT NOT NULL, place TEXT, time TEXT, chain TEXT NOT NULL, grp TEXT, plover TEXT, cameo TEXT, acled TEXT,
  PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_type ON events(type);
CREATE TABLE claims(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, id TEXT NOT NULL,
  claimed TEXT NOT NULL, claiming TEXT NOT NULL, grp TEXT NOT NULL, events TEXT NOT NULL, chain TEXT NOT NULL, origin TEXT,
  modality TEXT NOT NULL, polarity TEXT NOT NULL, gloss TEXT NOT NULL, gloss_ar TEXT, text TEXT NOT NULL,
  PRIMARY KEY(report, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_claiming ON claims(claiming);
CREATE INDEX claims_claimed ON claims(claimed);

-- one report's account of one happening, with the slots that decide which accounts belong together
CREATE TABLE units(
  id TEXT PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  grp TEXT NOT NULL, class TEXT NOT NULL, slots TEXT NOT NULL, happening TEXT REFERENCES happenings ON DELETE SET NULL
) STRICT;
CREATE INDEX units_report ON units(report);
CREATE INDEX units_happening ON units(happening);
CREATE TABLE unit_keys(
  key TEXT NOT NULL, unit TEXT NOT NULL REFERENCES units ON DELETE CASCADE, PRIMARY KEY(key, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_keys_unit ON unit_keys(unit);
CREATE TABLE happenings(
  id TEXT PRIMARY KEY, class TEXT NOT NULL, type TEXT NOT NULL, family TEXT NOT NULL, state TEXT NOT NULL,
  origins INTEGER NOT NULL, place TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, first TEXT, last TEXT,
  first_reported TEXT, last_reported TEXT, data TEXT NOT NULL
) STRICT;
CREATE INDEX happenings_type ON happenings(type);
CREATE INDEX happenings_first ON happenings(first);
CREATE INDEX happenings_state ON happenings(state);

-- near-copies of one text, with what differs
CREATE TABLE copies(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, original INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  similarity REAL NOT NULL, differs TEXT NOT NULL, PRIMARY KEY(report, original)
) STRICT, WITHOUT ROWID;
CREATE TABLE sketches(
  report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE, sketch BLOB NOT NULL
) STRICT;
CREATE TABLE bands(
  band INTEGER NOT NULL, key INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  PRIMARY KEY(band, key, report)
) STRICT, WITHOUT ROWID;

-- what people decided: only ever added to, attached to claims by identity so that they survive a new reading
CREATE TABLE judgements(
  id INTEGER PRIMARY KEY, about TEXT NOT NULL, subject TEXT NOT NULL, verdict TEXT NOT NULL, data TEXT NOT NULL,
  who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX judgements_subject ON judgements(about, subject);
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are kept for ever'); END;
CREATE TRIGGER judgements_never_change BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are never changed; add a new one'); END;

CREATE TABLE problems(
  input TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
-- inputs taken in whole, so that an interrupted run goes on where it stopped
CREATE TABLE inputs(
  input TEXT PRIMARY KEY, stamp TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE feeds(
  url TEXT PRIMARY KEY, title TEXT, etag TEXT, modified TEXT, at TEXT
) STRICT;

CREATE VIRTUAL TABLE folded USING fts5(text, content='', tokenize="unicode61 remove_diacritics 0");
"""
