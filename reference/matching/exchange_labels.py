"""What stands before a symbol in copy, "(NYSE: F)" or "TYO:7203", and which exchange that is by its MIC."""

from __future__ import annotations

from collections.abc import Mapping

# As agencies, filings and the usual finance pages write them.
_WRITTEN = {
    "XNYS": "nyse, new york stock exchange",
    "XNAS": "nasdaq, nasdaqgs, nasdaqgm, nasdaqcm",
    "XASE": "nyse american, nyse mkt, amex, nyseamerican",
    "ARCX": "nyse arca, nysearca",
    "BATS": "cboe, bats",
    "OTCM": "otc, otcmkts, otcqx, otcqb, otc pink",
    "XKRX": "krx, kospi, kosdaq, korea exchange",
    "XTKS": "tse, tyo, jpx, tokyo stock exchange",
    "XLON": "lse, lon, aim, london stock exchange",
    "XETR": "xetra, etr, fwb, fra, frankfurt",
    "XPAR": "euronext paris, epa, paris",
    "XAMS": "euronext amsterdam, ams, amsterdam",
    "XBRU": "euronext brussels, ebr",
    "XHKG": "hkex, hkg, sehk, hkse, hk",
    "XSHG": "sse, sha, shanghai",
    "XSHE": "szse, she, shenzhen",
    "XTSE": "tsx, toronto",
    "XTSX": "tsxv, tsx-v, tsx venture",
    "XASX": "asx",
    "XSWX": "six, swx, vtx",
    "XBOM": "bse, bom",
    "XNSE": "nse",
    "XSES": "sgx",
    "XTAI": "twse, tpe, tai",
    "XSAU": "tadawul",
    "XMAD": "bme",
    "XMIL": "bit, borsa italiana, mil",
    "XSTO": "sto, omx",
    "XCSE": "cph",
    "XHEL": "hel",
    "XOSL": "osl, ose",
    "XJSE": "jse",
    "XMEX": "bmv",
    "BVMF": "b3, bvmf",
}


def labels_of(short_names: Mapping[str, str]) -> dict[str, str]:
    """Return the MIC that each label stands for, by the label in lower case; the house's own short names and MICs too.

    `short_names` are short names by MIC.
    """
    found = {label.strip(): mic for mic, labels in _WRITTEN.items() for label in labels.split(",")}
    found |= {mic.casefold(): mic for mic in (*_WRITTEN, *short_names)}
    for mic, name in short_names.items():
        found.setdefault(name.casefold(), mic)
    return found
