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

-- What may be given up when there is no room, to be found without a walk through all the rest.
CREATE INDEX pending_shed ON pending (kind, id) WHERE kind IN ('PROGRESS', 'INTERIM', 'EVENT');

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

-- For people: what a record says, in columns.
CREATE VIEW backlog AS
SELECT
  id,
  datetime(stored / 1000, 'unixepoch') AS stored_utc,
  channel,
  kind,
  session,
  number,
  CASE sent WHEN 0 THEN 'no' ELSE 'maybe' END AS sent,
  json_extract(readable, '$.eventTime') AS event_time,
  json_extract(readable, '$.service.parties.chargedParty') AS charged_party,
  json_extract(readable, '$.service.correlation.icid') AS icid,
  json_extract(readable, '$.service.causeCode') AS cause_code,
  coalesce(json_extract(readable, '$.peers.ccf[0]'), json_extract(readable, '$.peers.ecf[0]'), '(configured)') AS peer,
  body
FROM (SELECT *, iif(json_valid(body), body, '{}') AS readable FROM pending);

CREATE VIEW dead AS
SELECT
  id,
  datetime(buried / 1000, 'unixepoch') AS buried_utc,
  result_code,
  reason,
  channel,
  kind,
  session,
  number,
  CASE sent WHEN 0 THEN 'no' ELSE 'maybe' END AS sent,
  json_extract(readable, '$.eventTime') AS event_time,
  json_extract(readable, '$.service.parties.chargedParty') AS charged_party,
  json_extract(readable, '$.service.correlation.icid') AS icid,
  body
FROM (SELECT *, iif(json_valid(body), body, '{}') AS readable FROM dead_letter);

CREATE VIEW open AS
SELECT
  datetime(updated / 1000, 'unixepoch') AS updated_utc,
  channel,
  session,
  number AS closing_number,
  json_extract(readable, '$.service.parties.chargedParty') AS charged_party,
  json_extract(readable, '$.service.correlation.icid') AS icid,
  json_extract(readable, '$.service.messages.sent') AS messages_sent,
  body
FROM (SELECT *, iif(json_valid(body), body, '{}') AS readable FROM open_session);
