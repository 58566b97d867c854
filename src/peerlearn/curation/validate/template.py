"""The practice template as data: each field with what it counts and how people call it in ar, en, fr and es."""

from __future__ import annotations

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


TEMPLATE: tuple[TemplateField, ...] = (
    TemplateField("title", "D", ("العنوان", "title", "titre", "título")),
    TemplateField("summary", "D", ("الملخّص", "summary", "résumé", "resumen")),
    TemplateField("city", "D", ("المدينة", "city", "ville", "ciudad")),
    TemplateField("level", "D", ("النطاق", "level", "échelle", "ámbito")),
    TemplateField("challenge", "D", ("التحدّي", "challenge", "défi", "desafío")),
    TemplateField("solution", "D", ("الحلّ وخطواته", "solution and process", "solution et démarche", "solución y proceso")),
    TemplateField("sources", "D", ("المصادر", "sources", "sources", "fuentes")),
    TemplateField("lead", "P", ("الجهة القائدة", "lead organisation", "organisme responsable", "entidad responsable")),
    TemplateField("partners", "P", ("الشركاء", "partners", "partenaires", "socios")),
    TemplateField("start", "P", ("تاريخ البدء", "start", "début", "comienzo")),
    TemplateField("stage", "P", ("المرحلة", "stage", "stade", "etapa")),
    TemplateField("themes", "P", ("الموضوعات", "themes", "thèmes", "temas")),
    TemplateField("key_features", "P", ("السمات الأساسية", "Key Features", "caractéristiques clés", "características clave")),
    TemplateField("sdgs", "P", ("أهداف التنمية المستدامة", "SDGs", "ODD", "ODS")),
    TemplateField("target_groups", "P", ("الفئات المستهدفة", "target groups", "publics visés", "grupos destinatarios")),
    TemplateField("beneficiaries", "P", ("عدد المستفيدين", "beneficiaries", "nombre de bénéficiaires", "número de beneficiarios")),
    TemplateField("objectives", "P", ("الأهداف", "objectives", "objectifs", "objetivos")),
    TemplateField(
        "participation",
        "P",
        ("المشاركة والحوكمة", "participation and governance", "participation et gouvernance", "participación y gobernanza"),
    ),
    TemplateField("resources.cost", "P", ("الكلفة", "cost", "coût", "coste")),
    TemplateField("resources.running_cost", "P", ("كلفة التشغيل", "running cost", "coût de fonctionnement", "coste de funcionamiento")),
    TemplateField("resources.staff", "P", ("العاملون", "staff", "personnel", "personal")),
    TemplateField("resources.funding", "P", ("التمويل", "funding", "financement", "financiación")),
    TemplateField("resources.complexity", "P", ("درجة التعقيد", "complexity", "complexité", "complejidad")),
    TemplateField("results", "P", ("النتائج بأرقامها", "results with figures", "résultats chiffrés", "resultados con cifras")),
    TemplateField(
        "evidence.reason",
        "P",
        ("سبب مستوى الدليل", "reason for the evidence level", "motif du niveau de preuve", "motivo del nivel de evidencia"),
    ),
    TemplateField("obstacles", "P", ("العقبات وما كنّا سنغيّره", "obstacles", "obstacles", "obstáculos")),
    TemplateField(
        "enabling_conditions", "P", ("الظروف المساعدة", "enabling conditions", "conditions favorables", "condiciones favorables")
    ),
    TemplateField("sustainability", "P", ("الاستمرارية", "sustainability", "pérennité", "sostenibilidad")),
    TemplateField("lessons", "P", ("الدروس المستفادة", "lessons", "enseignements", "lecciones")),
    TemplateField("core_elements", "P", ("ما لا يُنقل بدونه", "core elements", "éléments essentiels", "elementos esenciales")),
    TemplateField("adaptable_elements", "P", ("ما يمكن تكييفه", "adaptable elements", "éléments adaptables", "elementos adaptables")),
    TemplateField(
        "transfer_conditions", "P", ("شروط النقل", "conditions of transfer", "conditions de transfert", "condiciones de transferencia")
    ),
    TemplateField("minimum_capacity", "P", ("أدنى قدرة لازمة", "minimum capacity", "capacité minimale", "capacidad mínima")),
    TemplateField("last_verified", "P", ("آخر تحقّق", "last verified", "dernière vérification", "última verificación")),
)
NOT_HELD = ("city snapshot", "contact and consent", "in kind", "adoptions", "reviews", "media")
"""Fields of the template that a practice cannot hold yet, or that are optional by nature: they count for nothing."""
OTHER_NAMES: dict[str, tuple[str, str, str, str]] = {
    "id": ("المعرّف", "id", "identifiant", "identificador"),
    "lang": ("اللغة", "language", "langue", "lengua"),
    "versions": ("النسخ اللغوية", "language versions", "versions linguistiques", "versiones lingüísticas"),
    "written": ("كاتب النص وتاريخه", "who wrote it and when", "auteur et date du texte", "autor y fecha del texto"),
    "sections": ("الأقسام", "sections", "rubriques", "secciones"),
    "status": ("الحالة", "status", "statut", "estado"),
    "end": ("تاريخ الانتهاء", "end", "fin", "final"),
    "evidence": ("الدليل", "evidence", "preuve", "evidencia"),
    "resources": ("الموارد", "resources", "ressources", "recursos"),
}
"""Names of fields that count nothing by themselves."""
LANGS = ("ar", "en", "fr", "es")
NAMES = OTHER_NAMES | {each.path: each.names for each in TEMPLATE}


def field_name(path: str, lang: str) -> str:
    """Return how people call the field at a path, in a language of the interface; a path that is none of the template's as it is."""
    parts = path.split(".")
    place = LANGS.index(lang) if lang in LANGS else LANGS.index("en")
    section = parts[3] if parts[:1] == ["versions"] and parts[2:3] == ["sections"] and len(parts) > 3 else None
    inner = parts[2:] if parts[:1] == ["versions"] and len(parts) > 2 else parts
    for known in (section, ".".join(inner[:2]), inner[0]):
        if known in NAMES:
            return NAMES[known][place] + (f" ({parts[1]})" if inner is not parts else "")
    return path
