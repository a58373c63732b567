-- What the servers of a cluster share, version 2: after schema-1.sql, and while servers of version 1
-- run, which go on. To be run once by the owner of the database, and role.sql after it:
--   psql -v ON_ERROR_STOP=1 --single-transaction -f schema-2.sql tollgate
-- Each capability has a section of its own.

UPDATE schema_version SET version = 2, readable_from = 1 WHERE version = 1;

-- Conferences.

-- By it the servers of this cluster know the URIs that they gave to conferences from those of another.
ALTER TABLE schema_version ADD COLUMN cluster uuid NOT NULL DEFAULT gen_random_uuid();

-- Where the other servers send what is for this one, as a SIP URI. Null: a server of version 1.
ALTER TABLE node ADD COLUMN place text;

-- Each conference that runs has one server. Who takes over a dead server's conferences changes node in
-- the transaction that raises the epoch. opened: which opening of the conference the row is of;
-- state: what it takes to open it again, JSON in UTF-8.
CREATE TABLE conference (
  key text PRIMARY KEY,
  node bigint NOT NULL,
  opened bigint NOT NULL,
  updated timestamptz NOT NULL DEFAULT now(),
  state bytea NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX conference_node ON conference (node);

-- Messages that wait for their recipients.

-- holder: the server that has it in hand, which delivers or settles it; null while it waits. Times
-- are milliseconds since 1970.
CREATE TABLE deferred (
  id text PRIMARY KEY,
  recipient text NOT NULL,
  stored bigint NOT NULL,
  expires bigint NOT NULL,
  content_type text NOT NULL,
  body bytea NOT NULL,
  headers bytea NOT NULL,
  terms bytea NOT NULL,
  debit text NOT NULL,
  holder bigint
);

CREATE INDEX deferred_recipient ON deferred (recipient, stored);
CREATE INDEX deferred_expires ON deferred (expires);
CREATE INDEX deferred_holder ON deferred (holder) WHERE holder IS NOT NULL;
