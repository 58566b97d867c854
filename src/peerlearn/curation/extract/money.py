"""Amounts of money with the code of their currency; a word that several countries use for theirs (dinar, pound) needs its country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from peerlearn.curation.extract.numerals import numbers_of
from peerlearn.text.normalise import fold, search_text

_CURRENCIES: dict[str, str] = {
    "USD": "US$ | $ | USD | dollars | dollar | US dollars | دولار | دولار أمريكي | دولارًا | دولارات | dollars américains | dólares | dólar",
    "EUR": "€ | EUR | euro | euros | يورو",
    "GBP": "£ | GBP | pounds | جنيه إسترليني | livres sterling | libras esterlinas",
    "SAR": "SAR | ريال سعودي | Saudi riyals",
    "QAR": "QAR | ريال قطري | Qatari riyals",
    "OMR": "OMR | ريال عماني",
    "AED": "AED | درهم إماراتي | dirhams émiratis",
    "MAD": "MAD | درهم مغربي | dirhams marocains | DH",
    "EGP": "EGP | جنيه مصري | Egyptian pounds",
    "JOD": "JOD | دينار أردني | Jordanian dinars",
    "TND": "TND | دينار تونسي | dinars tunisiens",
    "KWD": "KWD | دينار كويتي",
    "BHD": "BHD | دينار بحريني",
    "IQD": "IQD | دينار عراقي",
    "DZD": "DZD | دينار جزائري | dinars algériens",
    "XOF": "XOF | FCFA | F CFA | francs CFA | فرنك أفريقي",
    "CAD": "CAD | C$ | CA$ | Canadian dollars",
    "AUD": "AUD | A$ | AU$ | Australian dollars",
    "NZD": "NZD | NZ$",
    "SGD": "SGD | S$",
    "CNY": "CNY | RMB | yuan | يوان",
    "JPY": "JPY | ¥ | yen | ين ياباني",
    "KRW": "KRW | ₩ | won | وون",
    "INR": "INR | ₹ | rupees | روبية",
    "BRL": "BRL | R$ | reais | ريال برازيلي",
    "MXN": "MXN | MX$ | pesos mexicanos",
    "COP": "COP | pesos colombianos",
    "CLP": "CLP | pesos chilenos",
    "ARS": "ARS | pesos argentinos",
    "ZAR": "ZAR | rand",
    "NGN": "NGN | ₦ | naira",
    "KES": "KES | KSh | Kenyan shillings",
    "CHF": "CHF | francs suisses",
    "DKK": "DKK",
    "SEK": "SEK",
    "TWD": "TWD | NT$",
}
_SIGN_ENDS = 26
_COST = re.compile(
    r"\b(?:cost\w*|budget\w*|spent|invest\w*|fund\w*|financ\w*|grant\w*|cout\w*|subvention\w*|presupuest\w*|costo\w*|coste\w*|inver\w*|financia\w*)\b"
    r"|كلفه|تكلفه|ميزانيه|موازنه|تمويل|بقيمه|منحه|استثمار"
)
_TOTAL = re.compile(r"\b(?:total\w*|overall|budget\w*|presupuest\w*|global\w*)\b|اجمالي|ميزانيه|موازنه|كلفه|تكلفه")
_EACH = re.compile(r"\b(?:per|each|a year|a month|par|chaque|por|cada|fee|price|prix|precio|salary)\b|لكل|رسوم|سنويا|شهريا|للفرد|راتب")


@dataclass(frozen=True)
class Amount:
    """Money that stands at ``text[start:end]``, and the folded words around it."""

    amount: int | float
    currency: str
    start: int
    end: int
    around: str

    def features(self, under: str) -> dict[str, float]:
        """Return what speaks for the amount being what the practice costs."""
        return {
            "under resources": float(under == "resources"),
            "labelled": float(under == "cost"),
            "cost word": float(bool(_COST.search(self.around))),
            "total word": float(bool(_TOTAL.search(self.around))),
            "each": float(bool(_EACH.search(self.around))),
            "large": float(self.amount >= 10_000),
        }


@lru_cache(maxsize=1)
def _codes() -> tuple[dict[str, str], re.Pattern[str]]:
    names = {fold(name.strip()): code for code, line in _CURRENCIES.items() for name in line.split("|")}
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return names, re.compile(rf"(?<![^\W\d_])({'|'.join(longest)})(?![^\W\d_])")


def amounts_of(text: str, *, lang: str) -> list[Amount]:
    """Return the amounts of a text whose currency is sure, in their order."""
    names, pattern = _codes()
    found = []
    for number in numbers_of(text, lang=lang):
        if number.percent:
            continue
        after = search_text(text[number.end : number.end + _SIGN_ENDS])
        lead = text[max(0, number.start - _SIGN_ENDS) : number.start]
        before = search_text(lead)
        start, end, code = number.start, number.end, ""
        if (match := pattern.match(after.text.lstrip())) is not None:
            shift = len(after.text) - len(after.text.lstrip())
            code, end = names[match.group(1)], number.end + after.to_original(shift, shift + match.end())[1]
        else:
            last = [each for each in pattern.finditer(before.text) if not before.text[each.end() :].strip()]
            if last:
                code, start = names[last[-1].group(1)], number.start - len(lead) + before.to_original(last[-1].start(), last[-1].end())[0]
        if code:
            around = search_text(text[max(0, start - 60) : end + 40]).text
            found.append(Amount(number.value, code, start, end, around))
    return found
