"""The index by which the desk finds words on PostgreSQL; SQLite reads the rows. Its twin is foundation/grams.py."""

from __future__ import annotations

from django.db import migrations

# Its cost is what it takes beside an operator: the planner is to ask the index, never to cut every row anew.
# The cost is what it takes beside an operator, so that no plan cuts every row of a table anew.
FUNCTION = r"""
CREATE FUNCTION desk_grams(VARIADIC words text[]) RETURNS text[] LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN (
    WITH signs AS (
      SELECT one AS a, coalesce(lead(one) OVER w, '') AS b, coalesce(lead(one, 2) OVER w, '') AS c
      FROM unnest(string_to_array(
        ' ' || regexp_replace(lower(array_to_string(words, ' ')), 'SIGNS', ' ', 'g'), NULL
      )) WITH ORDINALITY AS line(one, place)
      WINDOW w AS (ORDER BY place)
    ), known AS (
      SELECT a, b, c,
        ascii(a) BETWEEN 3584 AND 4255 OR ascii(a) BETWEEN 6016 AND 6143 OR ascii(a) >= 11904 AS a_dense,
        ascii(b) BETWEEN 3584 AND 4255 OR ascii(b) BETWEEN 6016 AND 6143 OR ascii(b) >= 11904 AS b_dense
      FROM signs
    )
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
      SELECT a || b || c AS gram FROM known WHERE b NOT IN (' ', '') AND c NOT IN (' ', '')
      UNION ALL SELECT a || b FROM known WHERE b NOT IN (' ', '') AND (a = ' ' OR a_dense OR b_dense)
      UNION ALL SELECT a FROM known WHERE a_dense
    ) AS found
  );
END
$$
"""
# As foundation/grams.py has them; PostgreSQL reads the escapes itself.
SIGNS = r"[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\u00a0\u00ab\u00bb\u2000-\u206f\u3000-\u3003\u3008-\u301f]+"
INDEXES = {
    "stories_story": "headline, slugline, slug, kicker, standfirst, desk_note",
    "stories_article": "headline, byline, canonical_url, reference",
    "media_image": "caption, alt_text, credit_line, source_url",
    "stories_timelineentry": "text, date",
    "stories_sentence": "text",
}


def make_index(apps, schema_editor):
    """Make the function and an index for each table, where the database is PostgreSQL."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(FUNCTION.replace("SIGNS", SIGNS), params=None)
    for table, columns in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {table}_words ON {table} USING gin (desk_grams({columns}))", params=None)


def drop_index(apps, schema_editor):
    """Take them away."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in INDEXES:
        schema_editor.execute(f"DROP INDEX {table}_words", params=None)
    schema_editor.execute("DROP FUNCTION desk_grams(VARIADIC text[])", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_drafts_and_presence"),
        ("media", "0003_pulled_pictures"),
        ("stories", "0019_article_utc_offset"),
    ]
    operations = [migrations.RunPython(make_index, drop_index)]
