"""The tables as the migrations that it replaces leave them, made at once: a fresh database needs no history."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stories.models.dossier
from foundation.guards import guard, unguard

GUARDED = ("stories_snapshot", "stories_correction")


def guard_them(apps, schema_editor):
    """Refuse UPDATE and DELETE from now on."""
    for table in GUARDED:
        guard(table, database=schema_editor.connection)


def unguard_them(apps, schema_editor):
    """Allow them again."""
    for table in GUARDED:
        unguard(table, database=schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("stories", "0001_begin"),
        ("stories", "0002_append_only"),
        ("stories", "0003_corrections"),
        ("stories", "0004_attention_index"),
        ("stories", "0005_corrections_append_only"),
        ("stories", "0006_suggestion_kinds"),
        ("stories", "0007_llm_spending"),
        ("stories", "0008_sources_that_change"),
        ("stories", "0009_figures_board"),
        ("stories", "0010_update_ready_index"),
        ("stories", "0011_sentence_findings"),
        ("stories", "0012_attention"),
        ("stories", "0013_front_indexes"),
        ("stories", "0014_removal_and_hold"),
        ("stories", "0015_places_of_people"),
        ("stories", "0016_shared_versions_and_dossiers"),
        ("stories", "0017_states_phase_flash"),
        ("stories", "0018_lineage_and_deletion"),
        ("stories", "0019_article_utc_offset"),
        ("stories", "0020_comments_alerts_duty"),
        ("stories", "0021_review_alerts"),
    ]

    initial = True

    dependencies = [
        ("editions", "0010_looked_at"),
        ("foundation", "__first__"),
        ("media", "0003_pulled_pictures"),
        ("reference", "0003_unwatched_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoardLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("label", models.CharField(max_length=80)),
                ("position", models.IntegerField(default=0)),
                (
                    "written_by",
                    models.CharField(
                        choices=[("machine", "machine"), ("person", "a person")], default="person", max_length=8
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LlmAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("answer", models.TextField()),
                ("kept_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="LlmProvider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("dialect", models.JSONField(default=dict)),
                ("probed_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0, help_text="In a row.")),
                (
                    "open_until",
                    models.DateTimeField(help_text="Left alone until then; afterwards one call probes.", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("canonical_url", models.CharField(blank=True, max_length=2000, null=True, unique=True)),
                (
                    "reference",
                    models.CharField(
                        blank=True, default="", help_text="What it is, where it has no URL.", max_length=300
                    ),
                ),
                ("seen_by", models.CharField(blank=True, default="", max_length=200)),
                ("headline", models.CharField(max_length=250)),
                ("byline", models.CharField(blank=True, default="", max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "news"),
                            ("analysis", "analysis"),
                            ("opinion", "opinion"),
                            ("live_blog", "live blog"),
                            ("press_release", "press release"),
                            ("official_document", "official document"),
                            ("wire_copy", "wire copy"),
                            ("other", "other"),
                        ],
                        default="news",
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=12)),
                ("published_at", models.DateTimeField()),
                (
                    "precision",
                    models.CharField(
                        choices=[("minute", "to the minute"), ("day", "the day only")], default="minute", max_length=8
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("live", "live"),
                            ("corrected", "corrected by publisher"),
                            ("retracted", "retracted by publisher"),
                        ],
                        default="live",
                        max_length=10,
                    ),
                ),
                ("retracted_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("corrected_at", models.DateTimeField(blank=True, null=True)),
                (
                    "gone_at",
                    models.DateTimeField(blank=True, help_text="Since when its address gives no page.", null=True),
                ),
                (
                    "notice",
                    models.TextField(
                        blank=True, db_default="", default="", help_text="What its publisher says was wrong."
                    ),
                ),
                (
                    "utc_offset_minutes",
                    models.SmallIntegerField(help_text="Of the clock by which it was written, if known.", null=True),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reference.publisher"
                    ),
                ),
                (
                    "text_set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("heading", models.CharField(blank=True, default="", max_length=120)),
                ("needs_heading", models.BooleanField(default=False)),
                ("position", models.IntegerField()),
                (
                    "written_by",
                    models.CharField(
                        choices=[("machine", "machine"), ("person", "a person")], default="machine", max_length=8
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "machine_heading",
                    models.CharField(
                        blank=True, db_default="", default="", help_text="What a person renamed.", max_length=120
                    ),
                ),
                (
                    "placed_revision",
                    models.PositiveIntegerField(
                        help_text="The desk revision in which a person moved it here; no run moves it back.", null=True
                    ),
                ),
                (
                    "heading_article",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.article"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField()),
                ("text_hash", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="stories.article"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("article", "text_hash"), name="snapshot_once_per_text")
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("value", models.CharField(help_text="As it is shown: 40, $36 million.", max_length=60)),
                ("amount", models.DecimalField(decimal_places=6, max_digits=38)),
                (
                    "unit",
                    models.CharField(
                        blank=True, default="", help_text="As the reader of figures names it: USD.", max_length=40
                    ),
                ),
                ("as_of", models.DateTimeField()),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                ("quote", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("standing", "standing"),
                            ("proposed", "proposed by the machine"),
                            ("rejected", "rejected"),
                        ],
                        default="standing",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.article"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="stories.boardline"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.snapshot"
                    ),
                ),
            ],
            options={
                "ordering": ["-as_of", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", True), ("snapshot__isnull", True)),
                            models.Q(
                                ("article__isnull", False), ("end__gt", models.F("start")), ("snapshot__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="board_value_cites_whole_or_not",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="current_snapshot",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.snapshot"
            ),
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("headline", models.CharField(max_length=250)),
                (
                    "slug",
                    models.CharField(
                        blank=True, default="", help_text="Made from the headline when left empty.", max_length=120
                    ),
                ),
                (
                    "slugline",
                    models.CharField(
                        blank=True, default="", help_text="The desk's own handle, never shown.", max_length=80
                    ),
                ),
                ("kicker", models.CharField(blank=True, default="", max_length=60)),
                ("standfirst", models.TextField(blank=True, default="", max_length=600)),
                ("language", models.CharField(default="en", max_length=12)),
                ("desk_note", models.TextField(blank=True, default="", max_length=4000)),
                (
                    "is_sensitive",
                    models.BooleanField(default=False, help_text="Forces every update to wait for an editor."),
                ),
                (
                    "summary_policy",
                    models.CharField(
                        choices=[("publish", "publish by itself"), ("hold", "hold for an editor")],
                        default="publish",
                        max_length=10,
                    ),
                ),
                (
                    "editorial_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("approved", "approved"),
                            ("spiked", "spiked"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "approved_digest",
                    models.CharField(blank=True, default="", help_text="Of the desk part approved.", max_length=64),
                ),
                (
                    "embargo_until",
                    models.DateTimeField(
                        blank=True, help_text="Empty under an embargo: until it is lifted.", null=True
                    ),
                ),
                ("release_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("deleted_at", models.DateTimeField(help_text="Recoverable for 30 days.", null=True)),
                ("desk_revision", models.PositiveIntegerField(default=0)),
                (
                    "published_desk_revision",
                    models.PositiveIntegerField(default=0, help_text="The last one a person published."),
                ),
                ("inputs_revision", models.PositiveIntegerField(default=0)),
                ("summarised_revision", models.PositiveIntegerField(default=0)),
                (
                    "summary_version",
                    models.PositiveIntegerField(default=0, help_text="Raised by every run that was saved."),
                ),
                ("stale_since", models.DateTimeField(null=True)),
                ("inputs_changed_at", models.DateTimeField(null=True)),
                ("claimed_by", models.CharField(blank=True, default="", max_length=80)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True, default="")),
                ("needs_attention", models.BooleanField(default=False)),
                ("edition_due_at", models.DateTimeField(help_text="When an update may publish itself.", null=True)),
                (
                    "hold_reason",
                    models.TextField(blank=True, default="", help_text="Why the last update did not publish itself."),
                ),
                (
                    "checked_desk_revision",
                    models.IntegerField(db_default=-1, default=-1, help_text="Looked at for what waits."),
                ),
                ("checked_summary_version", models.IntegerField(db_default=-1, default=-1)),
                ("check_after", models.DateTimeField(help_text="Until when somebody is looking.", null=True)),
                ("legal_hold_reason", models.TextField(blank=True, db_default="", default="", max_length=4000)),
                (
                    "legal_hold_since",
                    models.DateTimeField(help_text="No machine, no deletion: stories/legal_holds.py.", null=True),
                ),
                (
                    "embargo_since",
                    models.DateTimeField(help_text="Nobody outside sees it: stories/embargoes.py.", null=True),
                ),
                (
                    "is_flash",
                    models.BooleanField(db_default=False, default=False, help_text="May run before it has an article."),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("developing", "developing"),
                            ("running", "running"),
                            ("quiet", "quiet"),
                            ("closed", "closed"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "joined",
                    models.JSONField(
                        db_default=[], default=list, help_text="Ids of all stories that were merged into it."
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, help_text="When the copy is wanted.", null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned",
                    models.ManyToManyField(blank=True, related_name="assigned_stories", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instruments",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="reference.instrument", verbose_name="tickers"
                    ),
                ),
                (
                    "lead_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.image",
                    ),
                ),
                (
                    "legal_hold_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="stories.story",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy_set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="editions.publishedstory",
                    ),
                ),
                ("topics", models.ManyToManyField(blank=True, related_name="+", to="reference.topic")),
            ],
            options={
                "verbose_name_plural": "stories",
                "ordering": ["-changed_at", "-pk"],
                "permissions": [
                    ("publish_story", "Can publish, correct, embargo and kill stories"),
                    ("approve_story", "Can approve stories"),
                    ("edit_any_story", "Can edit stories of others"),
                ],
                "indexes": [
                    models.Index(fields=["-changed_at", "-id"], name="story_newest_changed"),
                    models.Index(
                        condition=models.Q(("inputs_revision__gt", models.F("summarised_revision"))),
                        fields=["inputs_changed_at"],
                        name="story_awaiting_summary",
                    ),
                    models.Index(
                        condition=models.Q(("edition_due_at__isnull", False)),
                        fields=["edition_due_at"],
                        name="story_edition_due",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True), ("needs_attention", True)),
                        fields=["id"],
                        name="story_needs_attention",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True), models.Q(("hold_reason", ""), _negated=True)),
                        fields=["id"],
                        name="story_update_ready",
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(
                                ("checked_desk_revision__lt", models.F("desk_revision")),
                                ("checked_summary_version__lt", models.F("summary_version")),
                                _connector="OR",
                            ),
                            ("deleted_at__isnull", True),
                        ),
                        fields=["-changed_at", "-id"],
                        name="story_unchecked",
                    ),
                    models.Index(
                        condition=models.Q(("check_after__isnull", False)),
                        fields=["check_after"],
                        name="story_check_held",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", False)), fields=["deleted_at"], name="story_deleted"
                    ),
                    models.Index(condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="story_due"),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True), ("editorial_state", "in_review")),
                        fields=["-id"],
                        name="story_in_review",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("summarised_revision__lte", models.F("inputs_revision"))),
                        name="story_summarised_no_further_than_inputs",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("content", models.JSONField()),
                ("schema_version", models.PositiveSmallIntegerField()),
                ("content_digest", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("is_sealed", models.BooleanField(default=False, help_text="Whether it shows what was sealed.")),
                ("is_for", models.CharField(blank=True, default="", help_text="Whom it is meant for.", max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_count", models.PositiveIntegerField(default=0)),
                ("last_opened_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shared_versions", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.IntegerField()),
                ("text", models.TextField(max_length=1200)),
                (
                    "form",
                    models.CharField(
                        choices=[("plain", "plain prose"), ("quotation", "a quotation, its outlet named")],
                        default="plain",
                        max_length=10,
                    ),
                ),
                ("outlet", models.CharField(blank=True, default="", max_length=200)),
                (
                    "written_by",
                    models.CharField(
                        choices=[("machine", "machine"), ("person", "a person")], default="machine", max_length=8
                    ),
                ),
                ("is_kept", models.BooleanField(default=False, verbose_name="keep this wording")),
                (
                    "machine_text",
                    models.TextField(blank=True, default="", help_text="What the machine last wrote here."),
                ),
                ("tier", models.CharField(default="A", max_length=1)),
                ("reasons", models.JSONField(default=list, help_text="Findings of the support check, in plain words.")),
                (
                    "operations",
                    models.JSONField(default=list, help_text="Typed edits of the one source sentence it rests on."),
                ),
                (
                    "origins",
                    models.PositiveSmallIntegerField(default=1, help_text="Independent original reports behind it."),
                ),
                ("lost_evidence", models.BooleanField(default=False, help_text="Source no longer says this.")),
                ("vouched_at", models.DateTimeField(null=True)),
                (
                    "desk_changed_at",
                    models.DateTimeField(help_text="When a person last changed or removed it.", null=True),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "findings",
                    models.JSONField(
                        db_default=[], default=list, help_text="The same with the passages they speak of."
                    ),
                ),
                (
                    "placed_revision",
                    models.PositiveIntegerField(
                        help_text="The desk revision in which a person moved it here; no run moves it back.", null=True
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="stories.section"
                    ),
                ),
                (
                    "vouched_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["section__position", "position", "pk"],
                "indexes": [
                    models.Index(fields=["story", "removed_at"], name="sentence_of_story"),
                    models.Index(
                        condition=models.Q(("lost_evidence", True), ("removed_at__isnull", True)),
                        fields=["id"],
                        name="sentence_lost",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="section",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sections", to="stories.story"
            ),
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField(default=0)),
                ("caption_override", models.TextField(blank=True, default="", max_length=1500)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="media.image"
                    ),
                ),
                (
                    "source_article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stories.article",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("story", "image"), name="image_once_per_story")],
            },
        ),
        migrations.CreateModel(
            name="LlmSpending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "debited_micros",
                    models.PositiveBigIntegerField(default=0, help_text="Millionths of the currency unit."),
                ),
                ("calls", models.PositiveIntegerField(default=0)),
                ("tokens_in", models.PositiveBigIntegerField(default=0)),
                ("tokens_out", models.PositiveBigIntegerField(default=0)),
                (
                    "story",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.story"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "LLM spending",
                "ordering": ["-day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "story"), name="llm_spending_once_a_day_per_story"),
                    models.UniqueConstraint(
                        condition=models.Q(("story__isnull", True)), fields=("day",), name="llm_spending_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("duplicate", "copied"), ("merge", "merged"), ("split", "split")], max_length=10
                    ),
                ),
                ("record", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, default="", max_length=4000)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="led_to", to="stories.story"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="came_from", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "merge"), ("undone_at__isnull", True)),
                        fields=("source",),
                        name="merged_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="lineage_between_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("with_redacted", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True, default="", max_length=4000)),
                ("due_since", models.DateTimeField(db_index=True, null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, default="", max_length=300)),
                ("file", models.FileField(blank=True, max_length=200, upload_to=stories.models.dossier.dossier_path)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dossiers", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "permissions": [("make_dossier", "Can make the dossier of a story")],
            },
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("names", models.JSONField(default=list)),
                ("numbers", models.JSONField(default=list)),
                ("stems", models.JSONField(default=list)),
                ("deleted_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "deleted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deletions", to="stories.story"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="boardline",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="board_lines", to="stories.story"
            ),
        ),
        migrations.CreateModel(
            name="Attention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("headline", "headline against text"), ("figures", "figures differ")], max_length=10
                    ),
                ),
                ("where", models.CharField(help_text="The tab on which it is mended.", max_length=10)),
                (
                    "subject",
                    models.CharField(
                        blank=True, default="", help_text="A field of the story, or a uid.", max_length=40
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attention", to="stories.story"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attention",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["kind", "-id"],
                        name="attention_standing",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("story", "kind", "where", "subject", "text"),
                        name="attention_standing_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mention", "somebody mentions you"),
                            ("handover", "a story is handed over to you"),
                            ("taken", "somebody takes over a story of yours"),
                            ("assign", "a story is given to you"),
                            ("release", "a release was refused or late"),
                            ("failed", "the update of a live story failed"),
                            ("source", "a source of a live story was withdrawn or corrected"),
                            ("held", "an update of a live story waits"),
                            ("night", "nobody answered, and everything holds"),
                            ("comment", "somebody comments on a story of yours or that you watch"),
                            ("review", "a story is sent to review and waits for approval"),
                            ("public", "what readers see of a story that you watch changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ref", models.CharField(max_length=80)),
                (
                    "detail",
                    models.CharField(blank=True, default="", help_text="In words, of no story.", max_length=120),
                ),
                ("raised_at", models.DateTimeField()),
                ("needs_answer", models.BooleanField(default=False)),
                ("escalations", models.PositiveSmallIntegerField(default=0)),
                ("escalate_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("needs_answer", True)),
                        fields=["-id"],
                        name="alert_unanswered",
                    ),
                    models.Index(
                        condition=models.Q(("answered_by__isnull", False)),
                        fields=["-answered_at"],
                        name="alert_answered_by_person",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "story", "ref"), name="alert_raised_once")],
            },
        ),
        migrations.CreateModel(
            name="StoryArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Given at publication.", null=True)),
                ("attached_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "summarised_hash",
                    models.CharField(blank=True, default="", help_text="The text the summary rests on.", max_length=64),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, default="", help_text="Why the summary does not use it.", max_length=40
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="story_articles", to="stories.article"
                    ),
                ),
                (
                    "attached_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="story_articles", to="stories.story"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("story", "article"), name="article_once_per_story"),
                    models.UniqueConstraint(fields=("story", "number"), name="number_once_per_story"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SummaryRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "trigger",
                    models.CharField(
                        choices=[("articles", "articles, rights or policy changed"), ("engine", "engine upgraded")],
                        default="articles",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("changed", "summary changed"),
                            ("unchanged", "nothing changed"),
                            ("overtaken", "overtaken by a newer change"),
                            ("failed", "failed"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("inputs_revision", models.PositiveIntegerField()),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("engine", models.CharField(max_length=60)),
                ("model", models.CharField(blank=True, default="", max_length=100)),
                ("step", models.CharField(blank=True, default="", max_length=60)),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("tokens_in", models.PositiveIntegerField(default=0)),
                ("tokens_out", models.PositiveIntegerField(default=0)),
                (
                    "cost_micros",
                    models.PositiveBigIntegerField(default=0, help_text="Millionths of the currency unit."),
                ),
                ("counts", models.JSONField(default=dict, help_text="kept, added, replaced, removed, refused.")),
                ("refusals", models.JSONField(default=list)),
                ("conflicts", models.JSONField(default=list, help_text="Figures that differ between sources.")),
                ("label", models.CharField(blank=True, default="", help_text="Such as One source: X.", max_length=120)),
                ("original_reports", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True, default="")),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "indexes": [models.Index(fields=["story", "-started_at"], name="run_newest_of_story")],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField(help_text="What would stand; of one to be taken out, what stands.")),
                ("evidence", models.JSONField(default=list, help_text="Spans as the engine drafted them.")),
                ("why", models.CharField(blank=True, default="", max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("outdated", "outdated"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reword", "another wording"),
                            ("add", "a further sentence"),
                            ("remove", "taking it out"),
                            ("heading", "another heading"),
                        ],
                        db_default="reword",
                        default="reword",
                        max_length=8,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        help_text="Whose heading, or where to add.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="stories.section",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="stories.sentence",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suggestions", to="stories.story"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suggestions", to="stories.summaryrun"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("story", "sentence", "kind", "text"),
                        name="suggestion_open_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sentence__isnull", True), ("state", "open")),
                        fields=("story", "kind", "text"),
                        name="suggestion_open_once_for_no_sentence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimelineEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("date", models.CharField(max_length=60)),
                ("as_typed", models.CharField(blank=True, default="", max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("happened", "happened"),
                            ("planned", "planned"),
                            ("slipped", "slipped"),
                            ("cancelled", "cancelled"),
                        ],
                        default="happened",
                        max_length=10,
                    ),
                ),
                ("sort_from", models.DateField()),
                ("sort_to", models.DateField()),
                ("position", models.IntegerField(default=0)),
                ("text", models.TextField(max_length=1200)),
                (
                    "written_by",
                    models.CharField(
                        choices=[("machine", "machine"), ("person", "a person")], default="person", max_length=8
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="timeline_entries", to="stories.story"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "timeline entries",
                "ordering": ["sort_from", "sort_to", "position", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True), ("status", "planned")),
                        fields=["-sort_to", "-id"],
                        name="entry_planned",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sort_to__gte", models.F("sort_from"))), name="entry_ends_after_it_begins"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "corrected by its publisher"),
                            ("changed", "has another text, which no longer says this"),
                            ("retracted", "withdrawn by its publisher"),
                            ("gone", "no longer stands at its address"),
                            ("question", "may have been withdrawn: its page says so"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, default="", help_text="The publisher's notice, or the words that are gone."
                    ),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not seen yet"),
                            ("seen", "seen by a person"),
                            ("holds", "the new text still says it"),
                            ("rests_no_more", "it rests on the article no more"),
                        ],
                        default="",
                        max_length=13,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="stories.article"
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.placement",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.section",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.sentence",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="stories.story"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.timelineentry",
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cleared_at__isnull", True)), fields=["story"], name="flag_standing"
                    ),
                    models.Index(fields=["article"], name="flag_of_article"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at__isnull", True), ("outcome", "")),
                            models.Q(("cleared_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="flag_cleared_with_its_outcome",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("quoted", models.TextField(blank=True, default="", max_length=300)),
                ("text", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="stories.comment",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="stories.placement",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="stories.sentence",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="stories.story"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="stories.timelineentry",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry", None), ("placement", None)),
                            models.Q(("placement", None), ("sentence", None)),
                            models.Q(("entry", None), ("sentence", None)),
                            _connector="OR",
                        ),
                        name="comment_on_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("resolved_at", None), ("resolved_by", None)), _connector="OR"
                        ),
                        name="only_threads_are_resolved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("quote", models.TextField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="0 is the primary: whose words they are."),
                ),
                ("score", models.PositiveSmallIntegerField(default=1000, help_text="Per mille.")),
                (
                    "lost_at",
                    models.DateTimeField(help_text="Since when the article's text no longer holds it.", null=True),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="stories.article"
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="stories.sentence",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="stories.snapshot"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="stories.timelineentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="citation_span_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", True), ("sentence__isnull", False)),
                            models.Q(("entry__isnull", False), ("sentence__isnull", True)),
                            _connector="OR",
                        ),
                        name="citation_of_exactly_one",
                    ),
                    models.UniqueConstraint(
                        fields=("sentence", "snapshot", "start", "end"), name="citation_once_per_sentence"
                    ),
                    models.UniqueConstraint(
                        fields=("entry", "snapshot", "start", "end"), name="citation_once_per_entry"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="watches", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="watches", to="stories.story"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "watches",
                "constraints": [models.UniqueConstraint(fields=("story", "person"), name="watched_once")],
            },
        ),
        migrations.CreateModel(
            name="AlertChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mention", "somebody mentions you"),
                            ("handover", "a story is handed over to you"),
                            ("taken", "somebody takes over a story of yours"),
                            ("assign", "a story is given to you"),
                            ("release", "a release was refused or late"),
                            ("failed", "the update of a live story failed"),
                            ("source", "a source of a live story was withdrawn or corrected"),
                            ("held", "an update of a live story waits"),
                            ("night", "nobody answered, and everything holds"),
                            ("comment", "somebody comments on a story of yours or that you watch"),
                            ("review", "a story is sent to review and waits for approval"),
                            ("public", "what readers see of a story that you watch changed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("now", "at once"), ("digest", "once a day"), ("off", "not by mail")], max_length=6
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alert_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "kind"), name="chosen_once")],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                ("ended_at", models.DateTimeField(help_text="When somebody took it off the rota.", null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="duties", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "duties",
                "ordering": ["starts_at", "turn", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="duty_ends_after_it_starts"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("channel", models.CharField(choices=[("mail", "mail"), ("chat", "chat")], max_length=4)),
                ("is_quiet", models.BooleanField(default=False)),
                ("digest_day", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("handed_until", models.DateTimeField(help_text="A message about it waits for a worker.", null=True)),
                ("sending_until", models.DateTimeField(help_text="A worker has it.", null=True)),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, default="", max_length=200)),
                (
                    "alert",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="stories.alert",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="stories.letter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("given_up_at__isnull", True), ("is_quiet", False), ("sent_at__isnull", True)
                        ),
                        fields=["id"],
                        name="letter_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("digest__isnull", True), ("is_quiet", True)),
                        fields=["person"],
                        name="letter_to_gather",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("alert__isnull", False), ("channel", "mail")),
                        fields=("alert", "person"),
                        name="letter_once_for_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("channel", "chat")), fields=("alert",), name="chat_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("digest_day__isnull", False)),
                        fields=("person", "digest_day"),
                        name="digest_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="stories.comment"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)), fields=["person", "-id"], name="mention_waiting"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("comment", "person"), name="mentioned_once")],
            },
        ),
        migrations.CreateModel(
            name="RemovalRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.TextField(max_length=4000)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("confirmed", "confirmed"), ("dropped", "dropped")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removal_requests",
                        to="editions.publishedstory",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)), fields=("story",), name="removal_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "confirmed"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="removal_by_two_people",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-published_at", "-id"], name="article_newest"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("canonical_url__isnull", False), models.Q(("canonical_url", ""), _negated=True)),
                    models.Q(
                        ("canonical_url__isnull", True),
                        models.Q(("reference", ""), _negated=True),
                        models.Q(("seen_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="article_has_url_or_reference",
            ),
        ),
        migrations.RunPython(guard_them, unguard_them),
    ]
