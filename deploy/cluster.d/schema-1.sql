-- What the servers of a cluster share, version 1, to which schema-2.sql adds. To be run once by the
-- owner of the database:
--   psql -v ON_ERROR_STOP=1 --single-transaction -f schema-1.sql tollgate
-- Times in pending, open_session and dead_letter are milliseconds since 1970; bodies are JSON in
-- UTF-8 (bytea, because JSON may hold characters that PostgreSQL's text may not).

-- version: what the schema is; readable_from: the oldest version of a server that can work with
-- it, so that servers of two versions run side by side while an upgrade goes on.
CREATE TABLE schema_version (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  version integer NOT NULL,
  readable_from integer NOT NULL CHECK (readable_from <= version)
);
INSERT INTO schema_version (version, readable_from) VALUES (1, 1);

-- One life of a server. Who holds it renews its lease by the clock of this database; every
-- transaction about its rows begins by naming its epoch. Whoever takes it over raises the epoch.
CREATE TABLE node (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  epoch bigint NOT NULL,
  holder bigint NOT NULL,
  lease_until timestamptz NOT NULL,
  started timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- What waits for the answer of a charging function. The second key holds for all nodes: nothing is
-- kept twice under one number, whoever keeps it.
CREATE TABLE pending (
  node bigint NOT NULL,
  id bigint NOT NULL,
  channel text NOT NULL,
  session text NOT NULL,
  number bigint NOT NULL,
  kind text NOT NULL,
  stored bigint NOT NULL,
  sent boolean NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (node, id),
  UNIQUE (session, number)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX pending_shed ON pending (node, kind, id) WHERE kind IN ('PROGRESS', 'INTERIM', 'EVENT');

-- One row for each open charging session: the STOP or TERMINATION that it is owed, and the request
-- before it that was on its way.
CREATE TABLE open_session (
  session text PRIMARY KEY,
  node bigint NOT NULL,
  channel text NOT NULL,
  number bigint NOT NULL,
  boot bigint NOT NULL,
  updated bigint NOT NULL,
  body bytea NOT NULL,
  unanswered bytea
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX open_session_node ON open_session (node);

-- How far the usage of open sessions had come a second ago or so, and when that was by the node's
-- own clock. key: from the Session-Id.
CREATE TABLE usage (
  node bigint NOT NULL,
  key bigint NOT NULL,
  counters bytea NOT NULL,
  PRIMARY KEY (node, key)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE alive (
  node bigint PRIMARY KEY,
  until bigint NOT NULL
) WITH (fillfactor = 50);

-- What a charging function refuses for good. The columns of pending, and why.
CREATE TABLE dead_letter (
  node bigint NOT NULL,
  id bigint NOT NULL,
  channel text NOT NULL,
  session text NOT NULL,
  number bigint NOT NULL,
  kind text NOT NULL,
  stored bigint NOT NULL,
  sent boolean NOT NULL,
  body bytea NOT NULL,
  result_code integer NOT NULL,
  reason text NOT NULL,
  buried bigint NOT NULL,
  PRIMARY KEY (node, id)
);

-- A SIP session that is up: what another node needs to end both of its legs. legs is JSON: for
-- each the Call-ID, tags, URIs, CSeq, route set, remote target and transport.
CREATE TABLE session (
  node bigint NOT NULL,
  id text NOT NULL,
  updated bigint NOT NULL,
  legs bytea NOT NULL,
  PRIMARY KEY (node, id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
