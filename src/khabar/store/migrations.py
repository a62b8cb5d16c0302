"""The store's schema, as the steps that lead from each version to the next (SQLite's ``user_version``)."""

from __future__ import annotations

from khabar.store.first_schema import FIRST

_TERMS = """
  INSERT INTO happening_terms SELECT DISTINCT 'outlet', c.value ->> '$.outlet', new.id FROM json_each(new.data, '$.claims') c
    WHERE c.value ->> '$.outlet' IS NOT NULL;
  INSERT INTO happening_terms SELECT DISTINCT 'claim', c.value ->> '$.claiming', new.id FROM json_each(new.data, '$.claims') c;
  INSERT INTO happening_terms SELECT DISTINCT 'report', c.value ->> '$.report', new.id FROM json_each(new.data, '$.claims') c;
  INSERT INTO happening_terms SELECT DISTINCT 'actor', a.value, new.id FROM json_each(new.data, '$.actors') a;
"""
_V2 = f"""
-- what happenings are looked up by: their outlets, actors, reports and claims; kept by triggers, whoever writes
CREATE TABLE happening_terms(
  kind TEXT NOT NULL, value TEXT NOT NULL, happening TEXT NOT NULL, PRIMARY KEY(kind, value, happening)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_terms_happening ON happening_terms(happening);
CREATE INDEX happenings_listed ON happenings(state<>'contested', first IS NULL, first DESC, id);
CREATE INDEX happenings_place ON happenings(place);
CREATE TRIGGER happenings_filed AFTER INSERT ON happenings
BEGIN
  DELETE FROM happening_terms WHERE happening=new.id;
{_TERMS}
END;
CREATE TRIGGER happenings_unfiled AFTER DELETE ON happenings
BEGIN
  DELETE FROM happening_terms WHERE happening=old.id;
END;
INSERT INTO happening_terms SELECT DISTINCT 'outlet', c.value ->> '$.outlet', h.id FROM happenings h, json_each(h.data, '$.claims') c
  WHERE c.value ->> '$.outlet' IS NOT NULL;
INSERT INTO happening_terms SELECT DISTINCT 'claim', c.value ->> '$.claiming', h.id FROM happenings h, json_each(h.data, '$.claims') c;
INSERT INTO happening_terms SELECT DISTINCT 'report', c.value ->> '$.report', h.id FROM happenings h, json_each(h.data, '$.claims') c;
INSERT INTO happening_terms SELECT DISTINCT 'actor', a.value, h.id FROM happenings h, json_each(h.data, '$.actors') a;

-- who may use the desk from other machines; passwords as argon2 hashes
CREATE TABLE users(
  name TEXT PRIMARY KEY, hash TEXT NOT NULL, role TEXT NOT NULL CHECK(role IN ('reader', 'reviewer', 'admin')), added TEXT NOT NULL
) STRICT;
-- what was done at the desk: only ever added to
CREATE TABLE audit(
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the log is kept'); END;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
"""

_MATERIAL = """
-- photos, videos and other files given as evidence; their bytes lie in the folder beside the store, named by hash
CREATE TABLE material(
  sha TEXT PRIMARY KEY, size INTEGER NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('kept', 'quarantined')), reason TEXT, facts TEXT NOT NULL, added TEXT NOT NULL
) STRICT;
CREATE TRIGGER material_is_kept BEFORE DELETE ON material
BEGIN SELECT RAISE(ABORT, 'material is kept for ever'); END;
CREATE TRIGGER material_never_changes BEFORE UPDATE OF sha, size, added ON material
BEGIN SELECT RAISE(ABORT, 'material is never changed'); END;
-- each time somebody gave a file: the same file given twice is one item with two givings
CREATE TABLE givings(
  id INTEGER PRIMARY KEY, item TEXT NOT NULL REFERENCES material, name TEXT NOT NULL, giver TEXT NOT NULL, note TEXT NOT NULL,
  message TEXT, sent TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX givings_item ON givings(item);
-- what an item is evidence for or against: a claim by its identity, a report by its hash, a happening by id and claims
CREATE TABLE material_ties(
  item TEXT NOT NULL REFERENCES material, about TEXT NOT NULL CHECK(about IN ('claim', 'report', 'happening')),
  subject TEXT NOT NULL, claims TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(item, about, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX material_ties_subject ON material_ties(about, subject);
-- perceptual hashes of an image or of key frames: sixty-four bits a window, and a small grey picture
CREATE TABLE material_prints(
  item TEXT NOT NULL REFERENCES material, n INTEGER NOT NULL, what TEXT NOT NULL, hashes BLOB NOT NULL, mirror BLOB NOT NULL,
  width INTEGER NOT NULL, height INTEGER NOT NULL, grey BLOB NOT NULL, PRIMARY KEY(item, n)
) STRICT, WITHOUT ROWID;
-- boxes that are blurred in every copy that is handed on, in thousandths of width and height
CREATE TABLE material_blurs(
  item TEXT NOT NULL REFERENCES material, boxes TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX material_blurs_item ON material_blurs(item);
-- the custody log: only ever added to; each entry holds the hash of the one before
CREATE TABLE custody(
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, act TEXT NOT NULL, version TEXT NOT NULL, fields TEXT NOT NULL, nonce TEXT NOT NULL,
  prev TEXT NOT NULL, hash TEXT NOT NULL, signer TEXT NOT NULL, seal TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_is_kept BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'the custody log is kept for ever'); END;
CREATE TRIGGER custody_never_changes BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'the custody log is never changed'); END;
"""

_STAMP = """
-- counts what lists and figures are made from, so that answers remembered elsewhere are known to be old
CREATE TABLE stamp(one INTEGER PRIMARY KEY CHECK(one=1), n INTEGER NOT NULL) STRICT;
INSERT INTO stamp VALUES(1, 0);
CREATE TRIGGER readings_made AFTER INSERT ON readings
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER readings_gone AFTER DELETE ON readings
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER happenings_made AFTER INSERT ON happenings
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER happenings_gone AFTER DELETE ON happenings
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER appearances_made AFTER INSERT ON appearances
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER problems_made AFTER INSERT ON problems
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER problems_changed AFTER UPDATE ON problems
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER problems_gone AFTER DELETE ON problems
BEGIN UPDATE stamp SET n=n+1; END;
CREATE TRIGGER sources_graded AFTER INSERT ON judgements WHEN new.about='source'
BEGIN UPDATE stamp SET n=n+1; END;
"""

_LISTS = """
-- lists and figures read these narrow indexes instead of the happenings with all their claims
ALTER TABLE happenings ADD COLUMN level TEXT GENERATED ALWAYS AS (data ->> '$.place.level') VIRTUAL;
CREATE INDEX happenings_slots
  ON happenings(state, type, class, family, place, level, admin1, country, first, last, origins, lat, lon, first_reported, id);
CREATE INDEX places_written ON places(text, name_en);
CREATE INDEX places_spelled ON places(name_en, text, metonym);
"""

_RELATIVE = """
-- points that a position relative to a named place gives (20 km east of …), with their own radius: of mentions, and of happenings
-- whose accounts all put them so; of reports read before this version only after they are read anew
CREATE TABLE relative_points(
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, place TEXT NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, km REAL NOT NULL, words TEXT NOT NULL, PRIMARY KEY(report, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE happening_points(
  happening TEXT PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL, km REAL NOT NULL, words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER happenings_unplaced AFTER DELETE ON happenings
BEGIN
  DELETE FROM happening_points WHERE happening=old.id;
END;
"""

_TIES = """
DROP TABLE inputs;  -- was never written to: what is read is known by the texts themselves
-- which accounts tell of one happening, with the points that speak for it; each tie in both directions
CREATE TABLE unit_ties(
  unit TEXT NOT NULL REFERENCES units ON DELETE CASCADE, other TEXT NOT NULL REFERENCES units ON DELETE CASCADE, points REAL NOT NULL,
  PRIMARY KEY(unit, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_ties_other ON unit_ties(other);
-- accounts from before there were ties: they are tied when the store is next written to
CREATE TABLE untied(
  unit TEXT PRIMARY KEY REFERENCES units ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO untied SELECT id FROM units;
"""

_CHANGES = """
-- at which state of the stamp a happening was last made or taken away: who holds their columns in memory reads only what is new
CREATE TABLE happening_changes(happening TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX happening_changes_n ON happening_changes(n);
DROP TRIGGER happenings_made;
DROP TRIGGER happenings_gone;
CREATE TRIGGER happenings_made AFTER INSERT ON happenings
BEGIN
  UPDATE stamp SET n=n+1;
  INSERT OR REPLACE INTO happening_changes SELECT new.id, n FROM stamp;
END;
CREATE TRIGGER happenings_gone AFTER DELETE ON happenings
BEGIN
  UPDATE stamp SET n=n+1;
  INSERT OR REPLACE INTO happening_changes SELECT old.id, n FROM stamp;
END;
"""

_VOICES = """
-- the name of a source across reports; NULL for a voice of its own report alone: unnamed, or a bare noun (بيان, الوزير)
ALTER TABLE sources ADD COLUMN voice TEXT;
UPDATE sources SET voice=name WHERE anonymous=0;
-- which nouns are bare, and the keys of accounts by wording and small numbers, are found when the store is next written to
INSERT OR IGNORE INTO untied SELECT id FROM units;
"""

_SPEAKERS = """
-- the key under which a source is one and the same across reports; NULL where its voice is
ALTER TABLE sources ADD COLUMN speaker TEXT;
UPDATE sources SET speaker=folded WHERE voice IS NOT NULL;
CREATE INDEX sources_speaker ON sources(speaker);
-- keys, and what the days of happenings rest on, are found when the store is next written to
INSERT OR IGNORE INTO untied SELECT id FROM units;
"""

MIGRATIONS: tuple[str, ...] = (FIRST, _V2, _MATERIAL, _STAMP, _LISTS, _RELATIVE, _TIES, _CHANGES, _VOICES, _SPEAKERS)
