-- Two roles of PostgreSQL: the owner changes the schema (manage.py migrate), the application only reads and writes.
--
--     sudo -u postgres psql -d ecabinet -f deploy/roles.sql
--
-- Run it before the first `migrate` and again after each: it may be run as often as one likes, and gives new
-- tables their rights. -v owner=… -v app=… name other roles. Passwords are set apart, once: \password ecabinet_app
--
-- What the application's role cannot do, whatever somebody makes its process say: create, change or drop a table,
-- a function or a trigger (temporary ones too), switch triggers off, empty a table at once, change or delete a row
-- of an append-only table, become another role. tests/services/test_database_roles.py tries it.

\set ON_ERROR_STOP on
\if :{?owner}
\else
    \set owner ecabinet_owner
\endif
\if :{?app}
\else
    \set app ecabinet_app
\endif

BEGIN;

-- -- the roles: they sign in, and have no right over the cluster ---------------------------------------------------

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY[:'owner', :'app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

SELECT format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', rolname)
FROM pg_roles
WHERE rolname IN (:'owner', :'app')
  AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls OR NOT rolcanlogin) \gexec

-- The application is a member of nothing: SET ROLE leads nowhere.
SELECT format('REVOKE %I FROM %I', given.rolname, :'app')
FROM pg_auth_members
JOIN pg_roles AS given ON given.oid = roleid
JOIN pg_roles AS taker ON taker.oid = member
WHERE taker.rolname = :'app' \gexec

-- -- what there is belongs to the owner ------------------------------------------------------------------------------

SELECT format('ALTER DATABASE %I OWNER TO %I', datname, :'owner')
FROM pg_database
WHERE datname = current_database() AND pg_get_userbyid(datdba) <> :'owner' \gexec

GRANT ALL ON SCHEMA public TO :"owner";

SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, :'owner')
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
  AND pg_get_userbyid(relowner) <> :'owner' \gexec

SELECT format('ALTER FUNCTION %s OWNER TO %I', oid::regprocedure, :'owner')
FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) <> :'owner' \gexec

-- -- nobody else creates anything, not even for the length of a session ----------------------------------------------

SELECT format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC, %I', current_database(), :'app') \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'app') \gexec
REVOKE CREATE ON SCHEMA public FROM PUBLIC, :"app";
GRANT USAGE ON SCHEMA public TO :"app";

-- Names mean what is in `public`, and never something that was put in front of it.
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = pg_catalog, public, pg_temp', :'app', current_database()) \gexec
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = public, pg_temp', :'owner', current_database()) \gexec

-- -- rows: read and written; of append-only tables only read and added ------------------------------------------------

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, :"app";
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :"app";

SELECT format('REVOKE UPDATE, DELETE ON %s FROM %I', tgrelid::regclass, :'app')
FROM pg_trigger
WHERE tgname LIKE '%\_append\_only' \gexec

-- Which migrations have run is the owner's to write. The latest head of the journal is locked while the next one is
-- signed, and PostgreSQL asks for the right to change some column of a row that is to be locked.
SELECT format('REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM %I', :'app')
WHERE to_regclass('public.django_migrations') IS NOT NULL \gexec
SELECT format('GRANT UPDATE (number) ON core_treehead TO %I', :'app')
WHERE to_regclass('public.core_treehead') IS NOT NULL \gexec

COMMIT;
