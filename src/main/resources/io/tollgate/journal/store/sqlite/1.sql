-- What waits for the answer of a charging function. body is JSON, times are milliseconds since 1970.
CREATE TABLE pending (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  session TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  stored INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  body TEXT NOT NULL
);

CREATE UNIQUE INDEX pending_key ON pending (session, number);

-- One row for each open charging session: the STOP or TERMINATION that it is owed.
CREATE TABLE open_session (
  session TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  number INTEGER NOT NULL,
  boot INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  body TEXT NOT NULL
);

-- What a charging function refuses for good. The columns of pending, and why.
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  session TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  stored INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  body TEXT NOT NULL,
  result_code INTEGER NOT NULL,
  reason TEXT NOT NULL,
  buried INTEGER NOT NULL
);

-- For people: the backlog with what a record says in columns.
CREATE VIEW backlog AS
SELECT
  id,
  datetime(stored / 1000, 'unixepoch') AS stored_utc,
  channel,
  kind,
  session,
  number,
  CASE sent WHEN 0 THEN 'no' ELSE 'maybe' END AS sent,
  json_extract(body, '$.service.parties.chargedParty') AS charged_party,
  json_extract(body, '$.service.correlation.icid') AS icid,
  json_extract(body, '$.service.causeCode') AS cause_code,
  coalesce(json_extract(body, '$.peers.ccf[0]'), json_extract(body, '$.peers.ecf[0]'), '(configured)') AS peer
FROM pending;
