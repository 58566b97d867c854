"""The template for many practices in one file: one row a practice, one column a field, headed in ar, en or fr.

A person may move columns, leave some out, and head them by the field's name or its label in any of the languages. ``write_template``
makes the file that is offered for download.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from peerlearn.curation.ingest.tidy import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

TemplateLang = Literal["ar", "en", "fr"]
Format = Literal["xlsx", "csv"]
LANGS: tuple[TemplateLang, ...] = ("ar", "en", "fr")


@dataclass(frozen=True)
class TemplateField:
    """One column: the field's name, its labels, and what to write under it, both in ar, en, fr."""

    name: str
    labels: Mapping[str, str]
    hints: Mapping[str, str]
    needed: bool = False


def _field(name: str, labels: tuple[str, str, str], hints: tuple[str, str, str], *, needed: bool = False) -> TemplateField:
    texts: list[Mapping[str, str]] = [MappingProxyType(dict(zip(map(str, LANGS), each, strict=True))) for each in (labels, hints)]
    return TemplateField(name, texts[0], texts[1], needed)


_TEXT = ("فقرات من النص.", "Paragraphs of text.", "Quelques paragraphes.")
_LIST = ("افصل بين القيم بفاصلة منقوطة (؛).", "Separate values with a semicolon.", "Séparez les valeurs par un point-virgule.")
_YEAR = (
    "سنة مثل 2020، أو تاريخ مثل 2020-05-01.",
    "A year like 2020 or a date like 2020-05-01.",
    "Une année comme 2020 ou une date comme 2020-05-01.",
)
_NUMBER = ("رقم بلا كلمات.", "A number without words.", "Un nombre, sans mots.")

FIELDS: tuple[TemplateField, ...] = (
    _field("title", ("العنوان", "Title", "Titre"), ("سطر واحد.", "One line.", "Une ligne."), needed=True),
    _field(
        "summary",
        ("الملخّص", "Summary", "Résumé"),
        ("250 كلمة على الأكثر.", "250 words at most.", "250 mots au plus."),
        needed=True,
    ),
    _field(
        "lang", ("لغة الأصل", "Original language", "Langue d’origine"), ("ar أو en أو fr أو es …", "ar, en, fr, es …", "ar, en, fr, es …")
    ),
    _field("city", ("المدينة", "City", "Ville"), ("اسم المدينة.", "The city’s name.", "Le nom de la ville."), needed=True),
    _field("country", ("البلد", "Country", "Pays"), ("اسم البلد.", "The country’s name.", "Le nom du pays."), needed=True),
    _field(
        "level",
        ("المستوى", "Level", "Niveau"),
        ("حيّ أو مدينة أو إقليم أو وطني.", "District, city, region or national.", "Quartier, ville, région ou national."),
    ),
    _field("lead", ("الجهة المسؤولة", "Lead organisation", "Organisme responsable"), ("اسم الجهة.", "Its name.", "Son nom.")),
    _field("partners", ("الشركاء", "Partners", "Partenaires"), _LIST),
    _field("start", ("البداية", "Start", "Début"), _YEAR),
    _field("end", ("النهاية", "End", "Fin"), _YEAR),
    _field(
        "stage",
        ("المرحلة", "Stage", "Étape"),
        (
            "فكرة أو تجريب أو منفَّذة أو موسَّعة أو متوقفة.",
            "Idea, pilot, implemented, scaled up or stopped.",
            "Idée, pilote, mise en œuvre, déployée à grande échelle ou arrêtée.",
        ),
    ),
    _field("themes", ("الموضوعات", "Themes", "Thèmes"), _LIST),
    _field("key_features", ("الملامح الرئيسية", "Key Features", "Caractéristiques du référentiel"), _LIST),
    _field(
        "sdgs",
        ("أهداف التنمية المستدامة وغاياتها", "SDGs and targets", "ODD et cibles"),
        ("مثل: 4؛ 4.6؛ 11", "Like 4; 4.6; 11", "Par exemple 4 ; 4.6 ; 11"),
    ),
    _field("target_groups", ("الفئات المستهدفة", "Target groups", "Groupes cibles"), _LIST),
    _field("beneficiaries", ("عدد المستفيدين", "Number of beneficiaries", "Nombre de bénéficiaires"), _NUMBER),
    _field("challenge", ("التحدي", "Challenge", "Défi"), _TEXT, needed=True),
    _field("objectives", ("الأهداف", "Objectives", "Objectifs"), _TEXT),
    _field("solution", ("الحل وخطوات التنفيذ", "Solution and process", "Solution et démarche"), _TEXT, needed=True),
    _field("participation", ("المشاركة والحوكمة", "Participation and governance", "Participation et gouvernance"), _TEXT),
    _field("resources", ("الموارد", "Resources", "Ressources"), _TEXT),
    _field("resources.cost", ("الكلفة", "Cost", "Coût"), _NUMBER),
    _field(
        "resources.currency",
        ("العملة", "Currency", "Devise"),
        ("رمزها، مثل SAR أو MAD.", "Its code, like SAR or MAD.", "Son code, comme SAR ou MAD."),
    ),
    _field("resources.cost_year", ("سنة الكلفة", "Year of the cost", "Année du coût"), _NUMBER),
    _field("resources.funding", ("مصادر التمويل", "Funding", "Financement"), _TEXT),
    _field(
        "results",
        ("النتائج", "Results", "Résultats"),
        ("بأرقامها وتواريخها ومن أحصاها.", "With figures, dates and who counted.", "Avec chiffres, dates et qui a compté."),
    ),
    _field(
        "obstacles",
        (
            "العقبات وما كنا سنفعله على نحو مختلف",
            "Obstacles and what we would do differently",
            "Obstacles et ce que nous ferions autrement",
        ),
        _TEXT,
    ),
    _field("enabling_conditions", ("الظروف المساعدة", "Enabling conditions", "Conditions favorables"), _TEXT),
    _field("sustainability", ("الاستدامة", "Sustainability", "Pérennité"), _TEXT),
    _field("lessons", ("الدروس المستفادة", "Lessons learned", "Enseignements tirés"), _TEXT),
    _field("core_elements", ("العناصر الجوهرية", "Core elements", "Éléments essentiels"), _TEXT),
    _field("adaptable_elements", ("العناصر القابلة للتكييف", "Adaptable elements", "Éléments adaptables"), _TEXT),
    _field("transfer_conditions", ("شروط النقل", "Conditions for transfer", "Conditions de transfert"), _TEXT),
    _field("minimum_capacity", ("الحد الأدنى من القدرات", "Minimum capacity", "Capacités minimales"), _TEXT),
    _field(
        "sources.title",
        ("عنوان المصدر", "Source title", "Titre de la source"),
        ("أين كُتب عنها.", "Where it is written about.", "Où l’on en parle."),
    ),
    _field("sources.publisher", ("الناشر", "Publisher", "Éditeur"), ("اسم الناشر.", "Its name.", "Son nom.")),
    _field("sources.url", ("الرابط", "Link", "Lien"), ("يبدأ بـ https://", "It begins with https://", "Il commence par https://")),
    _field("sources.year", ("سنة النشر", "Year of the source", "Année de la source"), _NUMBER),
    _field("sources.licence", ("الرخصة", "Licence", "Licence"), ("مثل CC BY 4.0.", "Like CC BY 4.0.", "Par exemple CC BY 4.0.")),
)
SHEET: Mapping[str, str] = MappingProxyType({"ar": "الممارسات", "en": "Practices", "fr": "Pratiques"})
GUIDE: Mapping[str, str] = MappingProxyType({"ar": "الدليل", "en": "Guide", "fr": "Guide"})
_GUIDE_HEADS = MappingProxyType(
    {
        "ar": ("العمود", "ما يُكتب فيه", "مطلوب"),
        "en": ("Column", "What to write", "Needed"),
        "fr": ("Colonne", "Ce qu’il faut écrire", "Requis"),
    }
)
LEAST_COLUMNS = 3
"""A table whose header names at least so many fields, the title among them, follows the template."""


def _key(text: str) -> str:
    """Fold what people change in a heading: case, accents and Arabic marks, apostrophes, a star, what stands in brackets, spaces."""
    text = unicodedata.normalize("NFD", one_line(text)).casefold().partition("(")[0]
    return "".join(letter for letter in text if letter.isalnum() or letter in "._").strip("._")


_NAMES: Mapping[str, str] = MappingProxyType({_key(word): each.name for each in FIELDS for word in (each.name, *each.labels.values())})


def field_of(heading: str) -> str | None:
    """Return the name of the field that a column's heading means, or None."""
    return _NAMES.get(_key(heading))


def columns_of(row: Sequence[str]) -> Mapping[int, str] | None:
    """Return column -> field for the header row of the template, or None for any other row; a field named twice counts once."""
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        name = field_of(cell)
        if name is not None and name not in found.values():
            found[column] = name
    return found if len(found) >= LEAST_COLUMNS and "title" in found.values() else None


def write_template(*, lang: TemplateLang, file_format: Format) -> bytes:
    """Return the empty template as a file: XLSX with a sheet that explains every column, or CSV in UTF-8 with a byte order mark.

    Raises:
        ValueError: there is no template in this language or format.
    """
    if lang not in LANGS or file_format not in ("xlsx", "csv"):
        raise ValueError(f"there is no template {file_format!r} in {lang!r}")
    return _as_csv(lang) if file_format == "csv" else _as_xlsx(lang)


def _as_csv(lang: TemplateLang) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(each.labels[lang] for each in FIELDS)
    return text.getvalue().encode("utf-8-sig")


def _as_xlsx(lang: TemplateLang) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = SHEET[lang]
    sheet.append([each.labels[lang] + (" *" if each.needed else "") for each in FIELDS])
    sheet.freeze_panes = "B2"
    guide: Worksheet = book.create_sheet(GUIDE[lang])
    guide.append(list(_GUIDE_HEADS[lang]))
    for each in FIELDS:
        guide.append([each.labels[lang], each.hints[lang], "*" if each.needed else ""])
    for page, widths in ((sheet, [28] * len(FIELDS)), (guide, [44, 64, 10])):
        page.sheet_view.rightToLeft = lang == "ar"
        for column, width in enumerate(widths, start=1):
            page.column_dimensions[get_column_letter(column)].width = width
        for cell in page[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE8F0")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
