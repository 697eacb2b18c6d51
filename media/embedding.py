"""What a public file says of itself: whose it is and what may be done with it, as XMP. Pure.

The packet is written here, from these words and nothing else: no date, no program, no place.
Names: IPTC Photo Metadata Standard 2023.1, the XMP properties of Creator, Credit Line, Copyright Notice, Rights Usage
Terms, Digital Source Type.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"


@dataclass(frozen=True, slots=True)
class Words:
    """Different things; an empty one is not written. `digital_source_type` is a name of IPTC's code list."""

    creator: str = ""
    credit_line: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    digital_source_type: str = ""


def packet(words: Words) -> bytes:
    """Return the XMP packet, b"" where there is nothing to say. Same words, same bytes."""
    said = [
        _list("dc:creator", "Seq", words.creator),
        f"<photoshop:Credit>{escape(words.credit_line)}</photoshop:Credit>" if words.credit_line else "",
        _list("dc:rights", "Alt", words.copyright_notice),
        _list("xmpRights:UsageTerms", "Alt", words.usage_terms),
        _made_by(words.digital_source_type),
    ]
    if not any(said):
        return b""
    spaces = f'xmlns:dc="{_DC}" xmlns:photoshop="{_PHOTOSHOP}" xmlns:xmpRights="{_RIGHTS}"'
    spaces += f' xmlns:Iptc4xmpExt="{_EXT}"' if words.digital_source_type else ""
    description = f'<rdf:Description rdf:about="" {spaces}>{"".join(said)}</rdf:Description>'
    body = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">{description}</rdf:RDF></x:xmpmeta>'
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{begin}{body}<?xpacket end="r"?>'.encode()


def _made_by(source_type: str) -> str:
    """The mark by which programs know what a model made; it must not be lost on the way to readers."""
    if not source_type:
        return ""
    return f"<Iptc4xmpExt:DigitalSourceType>{_SOURCE_TYPES}{escape(source_type)}</Iptc4xmpExt:DigitalSourceType>"


def _list(name: str, kind: str, word: str) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    entry = f"<rdf:{kind}><rdf:li{language}>{escape(word)}</rdf:li></rdf:{kind}>"
    return f"<{name}>{entry}</{name}>" if word else ""
