"""The templates of a practice and of a document as data: what each field counts, and how people call it in ar, en, fr and es."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Need = Literal["D", "P"]
WEIGHTS: dict[Need, int] = {"D": 3, "P": 1}
"""What a field counts: one that a draft needs three times as much as one that is wanted before publishing."""


@dataclass(frozen=True)
class TemplateField:
    """A field of the template: ``path`` in a practice, ``need`` (D for a draft, P to publish), and its names."""

    path: str
    need: Need
    names: tuple[str, str, str, str]

    @property
    def weight(self) -> int:
        """What it counts towards completeness."""
        return WEIGHTS[self.need]


Names = Mapping[str, tuple[str, str, str, str]]
_NEEDED: Names = {
    "title": ("العنوان", "title", "titre", "título"),
    "summary": ("الملخّص", "summary", "résumé", "resumen"),
    "city": ("المدينة", "city", "ville", "ciudad"),
    "level": ("النطاق", "level", "échelle", "ámbito"),
    "challenge": ("التحدّي", "challenge", "défi", "desafío"),
    "solution": ("الحلّ وخطواته", "solution and process", "solution et démarche", "solución y proceso"),
    "sources": ("المصادر", "sources", "sources", "fuentes"),
}
_WANTED: Names = {
    "lead": ("الجهة القائدة", "lead organisation", "organisme responsable", "entidad responsable"),
    "partners": ("الشركاء", "partners", "partenaires", "socios"),
    "start": ("تاريخ البدء", "start", "début", "comienzo"),
    "stage": ("المرحلة", "stage", "stade", "etapa"),
    "themes": ("الموضوعات", "themes", "thèmes", "temas"),
    "key_features": ("السمات الأساسية", "Key Features", "caractéristiques clés", "características clave"),
    "sdgs": ("أهداف التنمية المستدامة", "SDGs", "ODD", "ODS"),
    "target_groups": ("الفئات المستهدفة", "target groups", "publics visés", "grupos destinatarios"),
    "beneficiaries": ("عدد المستفيدين", "beneficiaries", "nombre de bénéficiaires", "número de beneficiarios"),
    "objectives": ("الأهداف", "objectives", "objectifs", "objetivos"),
    "participation": ("المشاركة والحوكمة", "participation and governance", "participation et gouvernance", "participación y gobernanza"),
    "resources.cost": ("الكلفة", "cost", "coût", "coste"),
    "resources.running_cost": ("كلفة التشغيل", "running cost", "coût de fonctionnement", "coste de funcionamiento"),
    "resources.staff": ("العاملون", "staff", "personnel", "personal"),
    "resources.funding": ("التمويل", "funding", "financement", "financiación"),
    "resources.complexity": ("درجة التعقيد", "complexity", "complexité", "complejidad"),
    "results": ("النتائج بأرقامها", "results with figures", "résultats chiffrés", "resultados con cifras"),
    "evidence.reason": ("سبب مستوى الدليل", "reason for the evidence level", "motif du niveau de preuve", "motivo del nivel de evidencia"),
    "obstacles": ("العقبات وما كنّا سنغيّره", "obstacles", "obstacles", "obstáculos"),
    "enabling_conditions": ("الظروف المساعدة", "enabling conditions", "conditions favorables", "condiciones favorables"),
    "sustainability": ("الاستمرارية", "sustainability", "pérennité", "sostenibilidad"),
    "lessons": ("الدروس المستفادة", "lessons", "enseignements", "lecciones"),
    "core_elements": ("ما لا يُنقل بدونه", "core elements", "éléments essentiels", "elementos esenciales"),
    "adaptable_elements": ("ما يمكن تكييفه", "adaptable elements", "éléments adaptables", "elementos adaptables"),
    "transfer_conditions": ("شروط النقل", "conditions of transfer", "conditions de transfert", "condiciones de transferencia"),
    "minimum_capacity": ("أدنى قدرة لازمة", "minimum capacity", "capacité minimale", "capacidad mínima"),
    "last_verified": ("آخر تحقّق", "last verified", "dernière vérification", "última verificación"),
}
_NEEDED_OF_A_DOCUMENT: Names = {
    "title": _NEEDED["title"],
    "summary": _NEEDED["summary"],
    "kind": ("النوع", "kind", "type", "tipo"),
    "date": ("التاريخ", "date", "date", "fecha"),
    "sources": _NEEDED["sources"],
}
_WANTED_OF_A_DOCUMENT: Names = {
    "sections": ("النص بأقسامه", "the text, in sections", "le texte, par rubriques", "el texto, por secciones"),
    "city": _NEEDED["city"],
    "themes": _WANTED["themes"],
    "sdgs": _WANTED["sdgs"],
}


def _fields(needed: Names, wanted: Names) -> tuple[TemplateField, ...]:
    first = [TemplateField(path, "D", names) for path, names in needed.items()]
    return (*first, *(TemplateField(path, "P", names) for path, names in wanted.items()))


TEMPLATE = _fields(_NEEDED, _WANTED)
DOCUMENT_TEMPLATE = _fields(_NEEDED_OF_A_DOCUMENT, _WANTED_OF_A_DOCUMENT)
NOT_HELD = ("city snapshot", "contact and consent", "in kind", "adoptions", "reviews", "media")
"""Fields of the template that a practice cannot hold yet, or that are optional by nature: they count for nothing."""
OTHER_NAMES: Names = {
    "id": ("المعرّف", "id", "identifiant", "identificador"),
    "lang": ("اللغة", "language", "langue", "lengua"),
    "versions": ("النسخ اللغوية", "language versions", "versions linguistiques", "versiones lingüísticas"),
    "written": ("كاتب النص وتاريخه", "who wrote it and when", "auteur et date du texte", "autor y fecha del texto"),
    "sections": ("الأقسام", "sections", "rubriques", "secciones"),
    "status": ("الحالة", "status", "statut", "estado"),
    "end": ("تاريخ الانتهاء", "end", "fin", "final"),
    "evidence": ("الدليل", "evidence", "preuve", "evidencia"),
    "resources": ("الموارد", "resources", "ressources", "recursos"),
    "resources.currency": ("العملة", "currency", "devise", "moneda"),
    "kind": _NEEDED_OF_A_DOCUMENT["kind"],
    "date": _NEEDED_OF_A_DOCUMENT["date"],
    "country": ("البلد", "country", "pays", "país"),
    "passages": ("فقرة", "passage", "passage", "pasaje"),
    "figures": ("رقم", "figure", "chiffre", "cifra"),
    "cost": ("الكلفة", "cost", "coût", "coste"),
    "currency": ("العملة", "currency", "devise", "moneda"),
    "cost_year": ("سنة الكلفة", "year of the cost", "année du coût", "año del coste"),
    "funding": ("التمويل", "funding", "financement", "financiación"),
    "source.title": ("عنوان المصدر", "title of the source", "titre de la source", "título de la fuente"),
    "source.publisher": ("ناشر المصدر", "publisher", "éditeur", "editor"),
    "source.url": ("رابط المصدر", "address of the source", "adresse de la source", "dirección de la fuente"),
    "source.licence": ("رخصة المصدر", "licence of the source", "licence de la source", "licencia de la fuente"),
    "source.year": ("سنة المصدر", "year of the source", "année de la source", "año de la fuente"),
    "written.by": ("كاتب النص", "who wrote it", "auteur du texte", "autor del texto"),
    "evidence.level": ("مستوى الدليل", "level of evidence", "niveau de preuve", "nivel de evidencia"),
    "evidence.type": ("نوع الدليل", "kind of evidence", "type de preuve", "tipo de evidencia"),
    "file": ("الملف", "file", "fichier", "archivo"),
    "front matter": ("مقدّمة الملف", "front matter", "en-tête du fichier", "cabecera del archivo"),
}
"""Names of fields that count nothing by themselves, and of those that only a draft or a file has."""
LANGS = ("ar", "en", "fr", "es")
NAMES: Names = {**OTHER_NAMES, **_NEEDED, **_WANTED}


def field_name(path: str, lang: str) -> str:
    """Return how people call the field at a path, in a language of the interface; a path that is none of the template's as it is."""
    parts = path.split(".")
    place = LANGS.index(lang) if lang in LANGS else LANGS.index("en")
    section = parts[3] if parts[:1] == ["versions"] and parts[2:3] == ["sections"] and len(parts) > 3 else None
    inner = parts[2:] if parts[:1] == ["versions"] and len(parts) > 2 else parts
    for known in (section or "", ".".join(inner[:2]), inner[0]):
        if known in NAMES:
            return NAMES[known][place] + (f" ({parts[1]})" if inner is not parts else "")
    return path
