-- The role that the servers use: rows, never tables. To be run by the owner after the schema:
--   psql -v ON_ERROR_STOP=1 -v role=tollgate -v password="$PASSWORD" -f role.sql tollgate
-- Without -v password the role is left to pg_hba.conf (certificates, for example).
SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 200', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role')
\gexec
\if :{?password}
ALTER ROLE :"role" PASSWORD :'password';
\endif
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"role";
GRANT SELECT ON schema_version TO :"role";
GRANT SELECT, INSERT, UPDATE, DELETE ON node, pending, open_session, usage, alive, dead_letter, session,
  conference, deferred TO :"role";
