"""Accounts: people and their roles. Nobody is deleted, since the log names them: they are made inactive or erased."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk import drafts, letters, role_page, saved_filters
from desk.access import person, require
from desk.frozen import ReadOnlyAdmin
from desk.logged import LoggedChanges
from desk.own_account import as_file
from foundation import erasing, second_factor
from foundation.errors import NewsroomError
from foundation.models import EditLog, User
from foundation.sessions import end_sessions

# What says who somebody is: the log keeps that it changed, never what it was.
_PERSONAL = ("username", "first_name", "last_name", "email")
_STANDING = {"is_active", "is_staff", "is_superuser"}
_LABELS = {"username": "Log-in name", "email": "E-mail address", "groups": "Roles", "is_staff": "May open the desk"}
_HINTS = {
    "username": "Letters, digits and @ . + - _ only.",
    "is_active": "Instead of deleting an account untick this: the log goes on naming who did what.",
    "is_staff": "Whoever has a role needs this as well.",
    "groups": "What they may do is what all their roles allow. Control or Command chooses several.",
}


class NewUserForm(AdminUserCreationForm[User]):
    """A log-in name and a password; whoever is to choose their own is invited instead."""

    usable_password = None  # type: ignore[assignment]  # Django's choice of accounts without a password: none here

    class Meta(AdminUserCreationForm.Meta):
        model = User
        labels = _LABELS
        help_texts = _HINTS


class PasswordLink(ReadOnlyPasswordHashWidget):
    """The way to the page where another password is set, without Django's line about the stored hash."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Django's, with nothing to sum up."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return {**context, "summary": []}


class ChangeUserForm(UserChangeForm[User]):
    """What is asked for is called as everywhere else at the desk."""

    class Meta(UserChangeForm.Meta):
        model = User
        labels = _LABELS
        help_texts = _HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields.get("password")
        if password:
            password.widget, password.help_text = PasswordLink(), ""


@admin.register(User)
class UserAdmin(LoggedChanges, DjangoUserAdmin):  # type: ignore[type-arg]
    form = ChangeUserForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    change_form_template = "desk/person.html"
    named_only = _PERSONAL
    actions = None
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Name", {"fields": ("first_name", "last_name", "email")}),
        ("Role", {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Everybody; a superuser is shown to superusers only, so that nobody takes over such an account."""
        rows = User.objects.prefetch_related("groups").order_by("username")
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        """The groups by name."""
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser makes a superuser."""
        return ("last_login", "date_joined", *(() if request.user.is_superuser else ("is_superuser",)))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: make the account inactive, or erase the person."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who keeps accounts; nobody brings somebody back who was erased."""
        return super().has_change_permission(request, obj) and (obj is None or obj.erased_at is None)

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and those of a person's data."""
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/data/", view(self.data), name="foundation_user_data"),
            path("<int:object_id>/erase/", view(self.erase), name="foundation_user_erase"),
            path(
                "<int:object_id>/second-factor/reset/",
                view(require_POST(self.reset_second_factor)),
                name="foundation_user_reset_second_factor",
            ),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save, and end the sessions of somebody whose standing changed."""
        super().save_model(request, obj, form, change)
        if change and _STANDING & set(form.changed_data):
            end_sessions([obj.pk])

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Django's page; its act and its log row stand together, and the person is told."""
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND and int(id) != request.user.pk:
            letters.tell_of_change(get_object_or_404(User, pk=id), "An administrator set a new password")
        return response

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Django's page, with what there is to do about the person."""
        user = self.get_object(request, object_id)
        told = {"subject": user, "has_second_factor": user is not None and second_factor.is_on(user)}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def data(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Hand out what is kept of a person, as a JSON file. Logged."""
        user = self._person(request, object_id)
        EditLog.objects.record("hand_out_data", user, by=person(request))
        return as_file(user)

    def reset_second_factor(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Let somebody in who lost their phone and their recovery codes. Logged; the person is told."""
        user = self._person(request, object_id)
        if second_factor.turn_off(user, by=person(request)):
            letters.tell_of_change(user, "An administrator took the second factor away")
            messages.success(request, f"{user.display_name()} logs in with the password alone now.")
        return HttpResponseRedirect(reverse("admin:foundation_user_change", args=[user.pk]))

    def erase(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Say what goes and what stays; a POST that repeats the log-in name erases the person."""
        user, told = self._person(request, object_id), ""
        if request.method == "POST":
            try:
                if request.POST.get("username", "").strip() != user.get_username():
                    raise NewsroomError("Type the log-in name of the person, so that nobody is erased by mistake.")
                erasing.erase(user, by=person(request))
                drafts.forget_person(user)
                saved_filters.forget_person(user)
            except NewsroomError as refusal:
                told = str(refusal)
            else:
                messages.success(request, f"Erased. What they did is shown as by {user.display_name()}.")
                return HttpResponseRedirect(reverse("admin:foundation_user_changelist"))
        context = {**self.admin_site.each_context(request), "title": "Erase a person", "subject": user, "told": told}
        return TemplateResponse(request, "desk/erase_person.html", {**context, "opts": User._meta})

    def _person(self, request: HttpRequest, object_id: int) -> User:
        require(request, "foundation.change_user")
        return get_object_or_404(self.get_queryset(request), pk=object_id)


admin.site.unregister([Group, TOTPDevice, StaticDevice])  # nobody reads secrets, and roles are kept by sync_roles


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin[Group]):
    list_display = ("name", "people")
    list_per_page = 500  # all on one page

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """The roles, with the number of people who have each and may log in."""
        count = Count("user", filter=Q(user__is_active=True))
        return Group.objects.annotate(people_count=count).order_by("name")

    @admin.display(description="people", ordering="people_count")
    def people(self, group: Any) -> int:
        """How many have the role and may log in."""
        return int(group.people_count)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """What the role may do, in words."""
        group = self.get_object(request, object_id)
        told = role_page.told(group) if group and self.has_view_permission(request, group) else {}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})
