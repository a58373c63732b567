-- What the servers of a cluster share, version 3: after schema-2.sql, and while servers of version 2
-- run, which go on. To be run once by the owner of the database:
--   psql -v ON_ERROR_STOP=1 --single-transaction -f schema-3.sql tollgate

UPDATE schema_version SET version = 3, readable_from = 2 WHERE version = 2;

-- What the server says of itself when it renews its lease: warming, ready or draining. Null: a
-- server of version 2.
ALTER TABLE node ADD COLUMN state text;
