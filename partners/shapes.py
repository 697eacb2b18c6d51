"""The shapes of the partners' documents, one serializer each: these are what the OpenAPI document says.

documents.py builds the same shapes by hand, which is several times faster; a test checks every answer
against the OpenAPI document made from these, member for member.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from editions.models import Edition


class Shape(serializers.Serializer[Any]):
    """A read-only shape: every member is always there."""


class TopicShape(Shape):
    """A subject that readers follow."""

    uid = serializers.UUIDField()
    slug = serializers.CharField(help_text="What the list's `topic` filter takes.")
    name = serializers.CharField()


class TickerShape(Shape):
    """A security the story names: its symbol at one exchange."""

    uid = serializers.UUIDField()
    symbol = serializers.CharField()
    mic = serializers.CharField(help_text="ISO 10383 code of the exchange, for example XNYS.")
    exchange = serializers.CharField(help_text="The exchange's everyday short name, for example NYSE.")
    name = serializers.CharField()
    isin = serializers.CharField(help_text="Empty where we know none.")


class RenditionShape(Shape):
    """One size of a picture."""

    url = serializers.URLField()
    width_px = serializers.IntegerField()
    height_px = serializers.IntegerField()
    format = serializers.CharField(help_text="`jpeg`, `webp` and the like.")


class OtherUseShape(Shape):
    """Another place where the same photograph was found, with its words there."""

    uid = serializers.UUIDField()
    caption = serializers.CharField()
    credit_line = serializers.CharField()
    source_url = serializers.CharField()


class ImageShape(Shape):
    """A picture of the story. Pictures whose terms forbid passing them on (NOT FOR SALE) are left out of this API."""

    uid = serializers.UUIDField()
    caption = serializers.CharField(help_text="What is shown.")
    alt_text = serializers.CharField(help_text="For those who cannot see it.")
    credit_line = serializers.CharField(help_text="Printed ownership: print it beside the picture.")
    usage_terms = serializers.CharField(help_text="What you may do with it.")
    source_url = serializers.CharField(help_text="The page it came from; may be empty.")
    width_px = serializers.IntegerField()
    height_px = serializers.IntegerField()
    colour = serializers.CharField(help_text="Dominant colour as #rrggbb; may be empty.")
    file_photo = serializers.CharField(
        allow_null=True, help_text="Null, or of an old picture the day on which it was taken; may be empty."
    )
    digital_source_type = serializers.CharField(
        help_text="IPTC's name where a model made the picture or a part of it, else empty: say so beside the picture."
    )
    focus = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=1000),
        min_length=2,
        max_length=2,
        help_text="What to keep where you cut it: across and down in thousandths; 500 and 500: nobody said.",
    )
    renditions = RenditionShape(many=True)
    also = OtherUseShape(many=True)


class EvidenceShape(Shape):
    """A passage that a sentence rests on: half-open code point offsets into one stored text of an article."""

    number = serializers.IntegerField(help_text="The article's [n]: it never changes and is never given again.")
    article = serializers.UUIDField()
    snapshot = serializers.CharField(help_text="SHA-256 of the stored text the offsets count in.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    passage = serializers.CharField(help_text="The characters from start to end.")


class SentenceShape(Shape):
    """One sentence of an edition with its evidence. Its uid is the same from edition to edition."""

    uid = serializers.UUIDField()
    text = serializers.CharField()
    form = serializers.ChoiceField(
        ["plain", "quotation"], help_text="A quotation is the outlet's own words: show it as one."
    )
    outlet = serializers.CharField(help_text="Whose words a quotation is; otherwise empty.")
    mark = serializers.ChoiceField(
        ["from_sources", "edited", "newsroom_reporting", "removed"],
        help_text="`newsroom_reporting` is vouched for by its author and may have no evidence. "
        "`removed` says that a sentence was taken out of every version, and on which day: see `removed` of the story.",
    )
    author = serializers.CharField(help_text="The person who wrote or edited it; empty for the machine's.")
    evidence = EvidenceShape(many=True)


class SectionShape(Shape):
    """A heading and its sentences. There is no section without a sentence."""

    uid = serializers.UUIDField()
    heading = serializers.CharField(help_text="May be empty.")
    sentences = SentenceShape(many=True)


class EntryShape(Shape):
    """One dated fact of the timeline, which ascends; what is planned stands after all that is not."""

    uid = serializers.UUIDField()
    date = serializers.CharField(
        help_text="EDTF: `2025-08`, `2026-01-05/2026-01-06`, `2025-08~`, `2025-35`. Empty where the entry was removed."
    )
    status = serializers.ChoiceField(["happened", "planned", "slipped", "cancelled"])
    promised = serializers.ListField(
        child=serializers.CharField(), help_text="For when it was planned before, the first date first."
    )
    text = serializers.CharField()
    evidence = EvidenceShape(many=True)


class PublisherShape(Shape):
    """Whoever published an article."""

    uid = serializers.UUIDField(help_text="What the list's `publisher` filter takes.")
    name = serializers.CharField()
    home_page = serializers.CharField(help_text="May be empty.")


class ArticleShape(Shape):
    """An article the story gathers."""

    uid = serializers.UUIDField()
    number = serializers.IntegerField(help_text="The [n] that readers see.")
    url = serializers.CharField(help_text="Empty for an article without an address: see `reference`.")
    reference = serializers.CharField(help_text="What an article without an address is, and who saw it.")
    headline = serializers.CharField()
    byline = serializers.CharField()
    publisher = PublisherShape()
    kind = serializers.ChoiceField(
        [
            "news",
            "analysis",
            "opinion",
            "live_blog",
            "press_release",
            "official_document",
            "wire_copy",
            "other",
        ]
    )
    language = serializers.CharField()
    published_at = serializers.DateTimeField()
    precision = serializers.ChoiceField(["minute", "day"], help_text="How much of `published_at` is known.")
    status = serializers.ChoiceField(["live", "corrected", "retracted"])
    is_used = serializers.BooleanField(help_text="Whether the summary rests on it.")


class TombstoneShape(Shape):
    """The number of an article that was taken out of the story: it is never given again."""

    number = serializers.IntegerField(min_value=1)
    outlet = serializers.CharField()


class NoticeShape(Shape):
    """A dated public note, for example of a correction."""

    at = serializers.DateTimeField()
    text = serializers.CharField()


class RemovedShape(Shape):
    """A sentence, entry or picture that was taken out of every version. Take it out of what you publish."""

    what = serializers.ChoiceField(["sentence", "entry", "image"])
    uid = serializers.UUIDField()
    at = serializers.DateTimeField()


class StoryShape(Shape):
    """One edition of a published story, whole."""

    uid = serializers.UUIDField()
    url = serializers.URLField(help_text="The page for readers.")
    state = serializers.ChoiceField(["live"])
    version = serializers.IntegerField(help_text="The number of this edition.")
    kind = serializers.ChoiceField(Edition.Kind.values)
    published_at = serializers.DateTimeField(help_text="When this edition ran.")
    updated_at = serializers.DateTimeField(help_text="When the story's facts last moved.")
    first_published_at = serializers.DateTimeField()
    headline = serializers.CharField()
    kicker = serializers.CharField(help_text="The short label above the headline; may be empty.")
    standfirst = serializers.CharField(help_text="One or two sentences below the headline; may be empty.")
    language = serializers.CharField(help_text="BCP 47.")
    phase = serializers.CharField(
        help_text="Where a running story stands: `developing`, `running`, `quiet` or `closed`; may be empty."
    )
    topics = TopicShape(many=True)
    tickers = TickerShape(many=True)
    lead_image = serializers.UUIDField(allow_null=True, help_text="The uid of one of `images`, for cards.")
    images = ImageShape(many=True)
    sections = SectionShape(many=True)
    timeline = EntryShape(many=True)
    articles = ArticleShape(many=True)
    tombstones = TombstoneShape(many=True)
    notices = NoticeShape(many=True)
    # DRF takes declared fields off the class, so a member may be called as an attribute of its own.
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="What the summary says about itself; may be empty."
    )
    original_reports = serializers.IntegerField(help_text="How many articles are not copies of another.")
    removed = RemovedShape(many=True)
    content_digest = serializers.CharField(
        help_text="SHA-256 of the edition's content as it was published: equal, with `removed` equal, means unchanged."
    )


class StoryLineShape(Shape):
    """A story as the list gives it."""

    uid = serializers.UUIDField()
    url = serializers.URLField(help_text="The page for readers.")
    document = serializers.URLField(help_text="The whole story in this API.")
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()
    first_published_at = serializers.DateTimeField()
    headline = serializers.CharField()
    kicker = serializers.CharField()
    standfirst = serializers.CharField()
    language = serializers.CharField()
    article_count = serializers.IntegerField()
    publisher_count = serializers.IntegerField()


class StoryListShape(Shape):
    """A page of the list, the newest updated first."""

    stories = StoryLineShape(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")


class ParameterErrorShape(Shape):
    """What is wrong with one parameter."""

    parameter = serializers.CharField()
    detail = serializers.CharField()


class ProblemShape(serializers.Serializer[Any]):
    """A refusal (RFC 9457)."""

    type = serializers.URLField(help_text="A page that explains this kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is wrong here, and what to do.")
    errors = ParameterErrorShape(many=True, required=False)  # type: ignore[assignment]
    uid = serializers.UUIDField(required=False, help_text="The story that was killed or merged.")
    merged_into = serializers.UUIDField(required=False, help_text="The story it lives on in.")
    numbers = serializers.DictField(
        child=serializers.IntegerField(),
        required=False,
        help_text="The [n] of each article here to its [n] there. One that is not named was taken out before.",
    )
