"""The paper that lies on top of a dossier."""

from __future__ import annotations

_README = """\
DOSSIER OF A STORY

Story: {headline}
Id:    {uid}
Of:    {site}

Everything here was put together by a program from the newsroom's record; nobody wrote or left out a line by hand.
Made twice of the same state, this file has the same bytes. Times are UTC unless a zone stands beside them.

WHAT IS IN IT

story.json           who the story is: ids, addresses, states, owner, legal hold
what-stood-when.csv  each version: from when to when it stood, who let it out
editions/NNNN/       each version: page.html as readers had it (opens without a network), content.json, edition.json
                     (who published it, the note, every line that changed with it)
pictures/, reader/   what the pages show
evidence.csv         on which passage each sentence and entry rested, under which wording, in which versions
snapshots/           the source texts as they were taken in; the name of each is its SHA-256
approvals.json       who sent to review, approved, sealed, released and published
decisions.json       corrections, redactions, requests of removal, every visible change, with reasons
served.json          whom it reached, as far as that is recorded
log.jsonl            every row of the edit log about the story, its articles and pictures; "names" says what each id
                     in a row is, and what it says or is called today, shortened (no link covers that)
manifest.sha256      the SHA-256 of every file

HOW TO CHECK IT

1. sha256sum -c manifest.sha256        every file is the one that was written
2. python3 verify.py                   needs nothing but Python 3: the same, and that each cited passage stands in its
                                       text, and that each row of the log is the one from which its link was made
3. The newsroom runs `manage.py verify_log`, which checks the whole chain: each link covers its row and the link before
   it. "position", "before" and "hash" of each line of log.jsonl are the link's own. Rows between belong to other
   stories, so this extract alone cannot show that none was taken out; verify_log does, and its head, kept outside the
   newsroom at an earlier day, shows that the chain was not built anew.
4. Ask the newsroom for the SHA-256 of this ZIP: it stands in its list of dossiers and, once handed out, in its log.

WHAT IS WITHHELD

{withheld}

WHAT IS NOT RECORDED, AND SO IS NOT HERE

- What partners fetched before their fetches were noted, and each single time between the first and the last.
- Who read pages, feeds and pictures. Nobody who reads is identified.
- What caches, search engines and other sites kept.
- What was typed and never saved. The making of dossiers stands in the newsroom's log and is left out here.
{more}"""
_VEILED = """\
What was redacted is left out of every version, of the lines of changes, the evidence and the log, and source texts that
hold its words are given as their cited passages alone. Versions and words that a reporting restriction forbids are left
out too. Where something was withheld, it says so. Rows of the log that are withheld keep their link, and cannot be
checked here. Pictures that were pulled are in no dossier.
Redacted: {redacted}. Versions kept back: {kept_back}. Rows of the log withheld: {rows}. Source texts: {texts}."""
_LIFTED = """\
Nothing but pictures that were pulled. THIS DOSSIER HOLDS WHAT WAS REDACTED OR MUST NOT BE PUBLISHED, put in by
{by} for this reason: {reason}"""


def readme(
    *, headline: str, uid: str, site: str, counts: dict[str, int], lifted: tuple[str, str] | None, has_run: bool
) -> str:
    """Return the paper; `lifted` is who had the redacted put in, and why."""
    withheld = _LIFTED.format(by=lifted[0], reason=lifted[1]) if lifted else _VEILED.format(**counts)
    more = "" if has_run else "\nThe story has not run: there is no version of it, and no evidence of one.\n"
    return _README.format(headline=headline, uid=uid, site=site, withheld=withheld, more=more)
