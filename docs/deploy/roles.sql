-- Least rights in PostgreSQL. Run as the owner of the database, after every `manage.py prepare`; running it again is harmless:
--     psql "$OWNER_DATABASE_URL" -f docs/deploy/roles.sql
-- Set passwords once, by hand: \password newsroom_desk and \password newsroom_public.
--
-- newsroom_desk    the desk's web process, the workers, the clock: every row, no table
-- newsroom_public  readers and partners (DOORS=public): the published record, and nothing of the desk

-- All or nothing: who works at this moment is never without rights.
BEGIN;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'newsroom_desk') THEN
        CREATE ROLE newsroom_desk LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'newsroom_public') THEN
        CREATE ROLE newsroom_public LOGIN;
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO newsroom_desk, newsroom_public', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO newsroom_desk, newsroom_public;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM newsroom_desk, newsroom_public;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO newsroom_desk;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO newsroom_desk;
-- Triggers refuse these too; so does the role.
REVOKE UPDATE, DELETE ON foundation_editlog, foundation_loglink, editions_edition, editions_redaction, stories_snapshot,
    stories_correction FROM newsroom_desk;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM newsroom_desk;

GRANT SELECT ON
    editions_publishedstory, editions_publishedstory_images, editions_oldslug, editions_edition, editions_listing,
    editions_change, editions_hidden, media_image, media_rendition, reference_topic, reference_site, reference_sitepage,
    reference_instrument, reference_exchange,
    partners_apikey
    TO newsroom_public;
-- When a partner's key was last used.
GRANT UPDATE (last_used_on) ON partners_apikey TO newsroom_public;
-- What partners were given: raised, never taken back.
GRANT SELECT, INSERT, UPDATE ON editions_serving TO newsroom_public;

COMMIT;
