"""Notices by which a publisher says that its article was wrong, in the page's own words. Pure.

A notice of correction marks the article; one of retraction is only ever put to the desk as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NOTICE_CHARS = 1_000
_MOST_BLOCKS = 5_000

# What a block begins with that is a correction: a word of that trade, then a colon, a dash or a date, then the words.
_WORDS = (
    r"corrections?(?: and clarifications?)?|clarifications?|editor(?:['’]s|s['’])? note|corrected version|erratum"
    r"|korrektur|berichtigung|richtigstellung|anmerkung der redaktion|hinweis der redaktion"
    r"|rectificatif|rectification|correctif|note de la rédaction|erratum"
    r"|correcci[oó]n|fe de erratas?|fe de errores|rectificaci[oó]n|nota del editor|nota de la redacci[oó]n"
    r"|correzione|rettifica|errata corrige|nota della redazione|corre[cç][aã]o|errata|nota da reda[cç][aã]o"
    r"|rectificatie|correctie|r[aä]ttelse|rettelse|korrigering|oikaisu|sprostowanie|poprawka|oprava"
    r"|исправление|поправка|уточнение|виправлення|düzeltme|تصحيح|تنويه|הבהרה|תיקון|सुधार"
)
_SPACELESS = r"訂正|更正|修正|お詫び|정정|바로잡습니다|알립니다"
_LABELLED = re.compile(
    rf"[\[(*\s]*(?:(?:{_WORDS})(?:\s*[,(]?\s*[^:–—]{{0,30}})?\s*[:–—.]|(?:{_SPACELESS})\s*[:：】\]\s]?)\s*(?=\S)", re.I
)
# Whole sentences of that trade, wherever the block has them.
_TOLD = re.compile(
    r"\b(?:this|the) (?:article|story|report|post|piece|page|headline|version|copy)(?: \w+){0,3}?"
    r" (?:was|has been|is) (?:since been |later |subsequently )?(?:corrected\b|amended\b"
    r"|(?:updated|edited|revised|clarified)(?= (?:to|on|at|after|since|because|with|in|following|for|from)\b))"
    r"|\b(?:an?|the) (?:earlier|previous|original|initial) version"
    r" of (?:this \w+|the (?:article|story|headline|post))"
    r"[^.]{0,60}? (?:mis\w+|incorrectly|wrongly|erroneously|inaccurately|gave the wrong|contained|should have|said)"
    r"|\bdieser (?:artikel|text|beitrag) wurde (?:[^.]{0,60} )?(?:korrigiert|berichtigt|aktualisiert)"
    r"|\bin einer (?:früheren|ersten|vorherigen) (?:version|fassung)\b"
    r"|\bcet article a été (?:[^.]{0,40} )?(?:corrigé|modifié|rectifié|mis à jour)"
    r"|\bune (?:première|précédente) version de cet article\b"
    r"|\beste (?:artículo|texto) (?:ha sido|fue) (?:corregido|actualizado|modificado)"
    r"|\buna (?:versión anterior|primera versión) de este (?:artículo|texto)\b"
    r"|\bquesto articolo è stato (?:corretto|aggiornato|modificato)"
    r"|\beste (?:artigo|texto) foi (?:corrigido|atualizado)|\bdit artikel (?:is|werd) (?:aangepast|gecorrigeerd)"
    r"|\bв более ранней версии\b|\bэта статья была (?:исправлена|обновлена)",
    re.I,
)
_RETRACTED = re.compile(
    r"\b(?:this|the) (?:article|story|report|paper|piece|post)(?: \w+){0,3}? (?:has been|was|is)"
    r" (?:retracted|withdrawn|removed|taken down|unpublished|deleted)\b"
    r"|\b(?:has|have) (?:retracted|withdrawn) (?:this|the|its) (?:article|story|report)\b"
    r"|\bwe (?:have )?(?:retract|withdraw|retracted|withdrawn) (?:this|the|our) (?:article|story|report)\b"
    r"|^[\[(*\s]*(?:retraction|retracted|story (?:kill|withdrawn)|withdrawn)\s*[:–—]"
    r"|\bdieser (?:artikel|text|beitrag) wurde (?:zurückgezogen|gelöscht|entfernt)"
    r"|\bcet article a été (?:retiré|supprimé|dépublié)"
    r"|\beste artículo (?:ha sido|fue) (?:retirado|retractado|eliminado)"
    r"|\bquesto articolo è stato (?:ritirato|rimosso)|\beste artigo foi (?:retirado|removido|retratado)"
    r"|\bэта статья (?:была )?(?:отозвана|удалена)|\bстатья отозвана|記事を(?:取り消|撤回|削除)|기사를? (?:철회|삭제)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Notices:
    """The words of each notice on a page; empty where there is none."""

    correction: str = ""
    retraction: str = ""


def notices_in(blocks: Iterable[str], *, declared: Iterable[str] = ()) -> Notices:
    """Find the notices among a page's blocks of text, in reading order.

    `declared` are corrections that the page's own data names; they come first. A heading such as "Correction" is
    read with the block below it. Several notices are kept together, a line each, cut at NOTICE_CHARS.
    """
    corrections, retractions = [text for text in declared if text], []
    above = ""
    for number, block in enumerate(blocks):
        if number >= _MOST_BLOCKS:
            break
        if len(block) > NOTICE_CHARS * 2:
            above = ""
            continue
        text = f"{above}: {block}" if above and _is_label(above) else block
        if _RETRACTED.search(text):
            retractions.append(text)
        elif _is_correction(text):
            corrections.append(text)
        above = block
    return Notices(_joined(corrections), _joined(retractions))


def _is_label(text: str) -> bool:
    """Whether the block is such a word and nothing else: a heading."""
    bare = text.rstrip(":–—.：】] ")
    found = _LABELLED.match(f"{bare}: x")
    return found is not None and found.end() > len(bare)


def _is_correction(text: str) -> bool:
    label = _LABELLED.match(text)
    # A label with hardly a word behind it is a link or a heading.
    return bool(label and len(text) - label.end() >= 12) or _TOLD.search(text) is not None


def _joined(found: list[str]) -> str:
    """Each once, a line each."""
    return "\n".join(dict.fromkeys(found))[:NOTICE_CHARS]
