"""The tables as the migrations that it replaces leave them, made at once: a fresh database needs no history."""

from __future__ import annotations

import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import foundation.models
from foundation.guards import guard, unguard

GUARDED = ("foundation_editlog",)


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
        ("foundation", "0001_begin"),
        ("foundation", "0002_append_only"),
        ("foundation", "0003_heartbeat"),
        ("foundation", "0004_log_chain"),
        ("foundation", "0005_accounts"),
        ("foundation", "0006_log_filters"),
        ("foundation", "0007_shortcuts"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(help_text="The process that wrote it.", max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                ("session_stamp", foundation.models.CountField(db_default=1, default=1, editable=False)),
                (
                    "has_shortcuts",
                    models.BooleanField(db_default=True, default=True, verbose_name="keyboard shortcuts"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="EditLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("verb", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_uid", models.UUIDField()),
                ("engine", models.CharField(blank=True, default="", max_length=200)),
                ("command", models.CharField(blank=True, default="", max_length=200)),
                ("partner", models.CharField(blank=True, default="", max_length=200)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "edit log",
                "indexes": [
                    models.Index(fields=["subject_uid", "-at"], name="editlog_subject_newest"),
                    models.Index(fields=["verb", "-id"], name="editlog_verb_newest"),
                    models.Index(fields=["person", "-id"], name="editlog_person_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("command", ""), ("engine", ""), ("partner", ""), ("person__isnull", False)),
                            models.Q(
                                ("command", ""),
                                ("partner", ""),
                                ("person__isnull", True),
                                models.Q(("engine", ""), _negated=True),
                            ),
                            models.Q(
                                ("engine", ""),
                                ("partner", ""),
                                ("person__isnull", True),
                                models.Q(("command", ""), _negated=True),
                            ),
                            models.Q(
                                ("command", ""),
                                ("engine", ""),
                                ("person__isnull", True),
                                models.Q(("partner", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="editlog_exactly_one_actor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(blank=True, help_text="Empty once the person was erased.", max_length=254)),
                ("roles", models.JSONField(default=list)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LogLink",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                ("linked_at", models.DateTimeField()),
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link", to="foundation.editlog"
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard_them, unguard_them),
    ]
