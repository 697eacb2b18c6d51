"""One invented matter told by seven invented outlets: a sea barrier that cracks. Mixed rights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from stories.summarising.request import Reuse, SourceArticle


def article(
    key: str,
    text: str,
    *,
    headline: str = "Velmora sea barrier cracks in the storm",
    outlet: str | None = None,
    language: str = "en",
    kind: str = "news",
    published_at: datetime | None = None,
    reuse: Reuse = Reuse.LICENSED,
    status: str = "live",
) -> SourceArticle:
    """An article with sensible defaults; the snapshot is the text's true hash."""
    outlet = outlet or f"Outlet {key}"
    return SourceArticle(
        key=key,
        snapshot=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        headline=headline,
        outlet=outlet,
        publisher=outlet,
        language=language,
        kind=kind,
        published_at=published_at or datetime(2026, 3, 5, 9, tzinfo=UTC),
        reuse=reuse,
        status=status,
    )


def texts_of(articles: Sequence[SourceArticle]) -> dict[str, str]:
    """Snapshot hash to text, as the support check wants it."""
    return {entry.snapshot: entry.text for entry in articles}


_TEXTS = (
    (
        "courier",
        "Tarn Courier",
        Reuse.LICENSED,
        datetime(2026, 3, 3, 8, tzinfo=UTC),
        "Velmora shuts sea barrier after storm opens cracks",
        "VELMORA (Tarn Courier) - \n\nThe Harbour Authority shut the Velmora sea barrier on Monday after a storm "
        "opened "
        "three cracks in its eastern gate. Some 4,200 people in the Lower Quay district were told to leave their "
        "homes.\n\n"
        "Harbour Authority director Mira Dunne said engineers had measured a gap of 14 centimetres in the gate. "
        "“We closed the gate before the second tide, and nobody was hurt,” Dunne said.\n\n"
        "The Velmora barrier was built in 1987 at a cost of 310 million crowns. It had been due for an overhaul.\n\n"
        "Sign up for our newsletter.",
    ),
    (
        "wire",
        "Coast Wire",
        Reuse.LICENSED,
        datetime(2026, 3, 3, 11, tzinfo=UTC),
        "Cracks force closure of Velmora barrier, 4,200 people leave homes",
        "The Velmora sea barrier was shut by the Harbour Authority on Monday after a storm opened three cracks "
        "in the "
        "eastern gate, officials said.\n\nAbout 4,200 people were told to leave their homes in the Lower Quay "
        "district. "
        "Schools in Velmora will stay closed until Friday.\n\nFerry operator Osk Lines cancelled 26 crossings "
        "between "
        "Velmora and Brindle. The ferries carry about 9,000 passengers a day.",
    ),
    (
        "gazette",
        "Osk Gazette",
        Reuse.QUOTE,
        datetime(2026, 3, 3, 18, tzinfo=UTC),
        "Ferries stop as Velmora mends its gate",
        "Osk Lines cancelled 26 crossings between Velmora and Brindle on Tuesday while divers inspected the "
        "barrier's "
        "eastern gate. The company expects to lose 1.5 million crowns for every day without ferries.\n\n"
        "Who will pay for it all?\n\nOsk Lines spokesman Ivo Castell said passengers could travel by bus over the "
        "Brindle bridge, which adds two hours to the journey. The buses were full by noon, and 300 travellers "
        "waited in the terminal of Brindle.",
    ),
    (
        "ledger",
        "Northern Ledger",
        Reuse.QUOTE,
        datetime(2026, 3, 4, 7, tzinfo=UTC),
        "Warning on Velmora barrier was filed in 2024, report shows",
        "An inspection report filed with the Harbour Authority in 2024 warned of rust in the eastern gate of the "
        "Velmora "
        "sea barrier. The City Assembly of Velmora put off the repair twice because of its cost of 45 million "
        "crowns.\n\n"
        "Assembly member Lena Groot, who chairs the budget committee, said the Harbour Authority had never "
        "called the "
        "repair urgent. Mira Dunne, director of the Harbour Authority, denied that on Tuesday.",
    ),
    (
        "daily",
        "Harbour Daily",
        Reuse.LICENSED,
        datetime(2026, 3, 4, 16, tzinfo=UTC),
        "City Assembly votes 60 million crowns for Velmora barrier repair",
        "The City Assembly of Velmora voted on Wednesday to spend 60 million crowns on the repair of the sea "
        "barrier. "
        "Assembly member Lena Groot said the money would come from the harbour fund.\n\n"
        "Residents of the Lower Quay district may return to their homes on Saturday, the Rescue Service said. "
        "The Rescue "
        "Service has housed 1,100 of them in two sports halls in Brindle.\n\n"
        "Divers found rust along the hinges of the eastern gate, according to the Harbour Authority.",
    ),
    (
        "channel",
        "Blue Channel",
        Reuse.QUOTE,
        datetime(2026, 3, 4, 19, tzinfo=UTC),
        "Velmora approves 60 million for barrier",
        "Velmora's City Assembly voted on Wednesday to spend 60 million crowns on the repair of the sea barrier, "
        "with 31 "
        "members in favour and 12 against. They argued for four hours.\n\n"
        "Rescue Service head Oskar Fell said 1,100 residents of the Lower Quay district were sleeping in two sports "
        "halls in Brindle.",
    ),
    (
        "post",
        "Market Post",
        Reuse.LICENSED,
        datetime(2026, 3, 5, 9, tzinfo=UTC),
        "Kesten Steel wins order for new Velmora barrier gate",
        "The Harbour Authority ordered a new eastern gate for the Velmora sea barrier from Kesten Steel on Thursday. "
        "Kesten Steel will deliver the gate in November for 38 million crowns, the Harbour Authority said.\n\n"
        "Insurers put the storm damage in Velmora at 120 million crowns, mostly in the Lower Quay district. "
        "Shares in "
        "Osk Lines fell 4 percent on the Tarn exchange.",
    ),
)

SEVEN = tuple(
    article(key, text, headline=headline, outlet=outlet, published_at=when, reuse=reuse)
    for key, outlet, reuse, when, headline, text in _TEXTS
)
"""The seven, oldest first."""
