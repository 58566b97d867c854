"""Headings and labels in ar, en, fr and es: which words open a section of the template, and which name a field before a colon.

A heading is one short line that is, or begins with, one of these names; numbers, bullets and Markdown's marks before it are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from peerlearn.curation.extract.blocks import Block


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\n", " ").split("|") if each.strip())


SECTION_NAMES: dict[str, tuple[str, ...]] = {
    "challenge": _names(
        "التحدي | التحديات | المشكلة | الخلفية | السياق | خلفية | المقدمة والسياق | مبررات المبادرة "
        "| challenge | challenges | the challenge"
        "| problem | the problem | background | context | need | needs | rationale | défi | défis | le défi | problème | contexte"
        "| contexte et enjeux | enjeux | problématique | desafío | desafíos | reto | retos | problema | contexto | antecedentes"
        "| desafio | problemática | justificación"
    ),
    "objectives": _names(
        "الأهداف | أهداف | الهدف | الغاية | الغايات | objectives | objective | aims | aim | goals | goal | purpose | objectifs | objectif"
        "| buts | finalités | objetivos | objetivo | metas | propósito"
    ),
    "solution": _names(
        "الحل وخطوات التنفيذ | الحل | التنفيذ | خطوات التنفيذ | وصف المبادرة | وصف الممارسة | الوصف | الأنشطة | المنهجية | المبادرة"
        "| ماذا فعلنا | solution | solution and process | the solution | approach | our approach | implementation | activities"
        "| description | what we did | what was done | how it works | methodology | the programme | solution et démarche | démarche"
        "| mise en œuvre | activités | approche | méthodologie | le dispositif | solución y proceso | solución | proceso | implementación"
        "| actividades | enfoque | descripción | metodología | solução e processo | solução"
    ),
    "participation": _names(
        "المشاركة والحوكمة | المشاركة | الحوكمة | الشراكات والحوكمة | participation and governance | participation | governance"
        "| stakeholders | stakeholder involvement | participation et gouvernance | gouvernance | parties prenantes"
        "| participación y gobernanza | participación | gobernanza | actores | participação e governança"
    ),
    "resources": _names(
        "الموارد | الموارد والتمويل | التمويل | الميزانية | الموارد المالية | resources | resources and funding | funding | budget"
        "| financing | costs | ressources | financement | moyens | recursos | financiación | financiamiento | presupuesto"
    ),
    "results": _names(
        "النتائج | نتائج | الأثر | النتائج والأثر | الإنجازات | المخرجات | results | outcomes | impact | results and impact | achievements"
        "| outputs | résultats | impacts | résultats et impact | effets | resultados | impacto | logros | resultados e impacto"
    ),
    "obstacles": _names(
        "العقبات وما كنا سنفعله على نحو مختلف | العقبات | المعوقات | الصعوبات | التحديات والعقبات | صعوبات التنفيذ"
        "| obstacles and what we would do differently | obstacles | difficulties | barriers | challenges faced | limitations"
        "| obstacles et ce que nous ferions autrement | difficultés | difficultés rencontrées | freins | limites"
        "| obstáculos y qué haríamos de otro modo | obstáculos | dificultades | barreras | limitaciones"
    ),
    "enabling_conditions": _names(
        "الظروف المساعدة | عوامل النجاح | مقومات النجاح | enabling conditions | success factors | enablers | key success factors"
        "| conditions favorables | facteurs de réussite | facteurs de succès | condiciones favorables | factores de éxito"
    ),
    "sustainability": _names(
        "الاستدامة | استدامة المبادرة | الاستمرارية | sustainability | next steps | future plans | pérennité | durabilité | suites"
        "| prochaines étapes | sostenibilidad | continuidad | próximos pasos"
    ),
    "lessons": _names(
        "الدروس المستفادة | الدروس | دروس مستفادة | lessons learned | lessons learnt | lessons | what we learned"
        "| enseignements tirés | enseignements | leçons apprises | leçons tirées | lecciones aprendidas | lecciones | aprendizajes"
    ),
    "core_elements": _names(
        "العناصر الجوهرية | العناصر الأساسية | core elements | éléments essentiels | elementos esenciales | elementos clave"
    ),
    "adaptable_elements": _names("العناصر القابلة للتكييف | adaptable elements | éléments adaptables | elementos adaptables"),
    "transfer_conditions": _names(
        "شروط النقل | قابلية النقل | قابلية التطبيق في مدن أخرى | conditions for transfer | transferability | replicability"
        "| conditions de transfert | transférabilité | condiciones de transferencia | transferibilidad | replicabilidad"
    ),
    "minimum_capacity": _names("الحد الأدنى من القدرات | minimum capacity | capacités minimales | capacidad mínima"),
}
"""Section of the template -> how its heading reads."""

FIELD_LABELS: dict[str, tuple[str, ...]] = {
    "title": _names("العنوان | عنوان المبادرة | عنوان الممارسة | اسم المبادرة | اسم الممارسة | title | name of the practice | project title"
                    "| titre | intitulé | título | nombre de la práctica"),
    "summary": _names("الملخص | ملخص | الملخص التنفيذي | نبذة | نبذة عن المبادرة | summary | abstract | executive summary | overview"
                      "| in brief | résumé | synthèse | en bref | resumen | síntesis"),
    "city": _names("المدينة | مدينة | city | name of city | ville | commune | ciudad | municipio"),
    "country": _names("البلد | الدولة | country | pays | país"),
    "start": _names("البداية | تاريخ البداية | تاريخ البدء | سنة البدء | سنة الانطلاق | تاريخ الإطلاق | start | start date | started"
                    "| start year | launched | begin | début | date de début | année de lancement | lancement | inicio | fecha de inicio"
                    "| año de inicio"),
    "end": _names("النهاية | تاريخ النهاية | تاريخ الانتهاء | سنة الانتهاء | end | end date | end year | fin | date de fin | fecha de fin"
                  "| fecha de finalización"),
    "date": _names("التاريخ | تاريخ النشر | date | published | publication date | date de publication | fecha | fecha de publicación"),
    "themes": _names("الموضوعات | المواضيع | المحاور | themes | theme | topics | thèmes | thème | thématiques | temas | tema"),
    "target_groups": _names("الفئات المستهدفة | الفئة المستهدفة | المستفيدون | target groups | target group"
        "| target audience | beneficiaries"
                            "| publics cibles | public cible | groupes cibles | grupos destinatarios | población objetivo | destinatarios"
                            "| público objetivo"),
    "sdgs": _names("أهداف التنمية المستدامة | أهداف التنمية المستدامة وغاياتها | SDG | SDGs | sustainable development goals | ODD"
                   "| objectifs de développement durable | ODS | objetivos de desarrollo sostenible"),
    "key_features": _names("الملامح الرئيسية | السمات الرئيسية | key features"
        "| caractéristiques principales | características fundamentales"),
    "partners": _names("الشركاء | الشركاء ونوع دعمهم | الجهات الشريكة | partners | partner organisations | partenaires | partenariats"
                       "| socios | aliados | entidades colaboradoras"),
    "cost": _names("الكلفة | التكلفة | الكلفة الإجمالية | التكلفة الإجمالية | cost | total cost | coût | coût total | costo | coste"
                   "| costo total"),
    "beneficiaries": _names("عدد المستفيدين | المستفيدين | number of beneficiaries | people reached | nombre de bénéficiaires"
                            "| número de beneficiarios"),
}  # fmt: skip
"""Field of the template -> how it is called before a colon, in a table's first column, or over its value."""

_BEFORE = re.compile(
    r"^(?:[#>*_•▪◦●·–—\-\s]*)(?:\d{1,2}(?:\.\d{1,2})+\s+|(?:\d{1,2}|[ivx]{1,4}|[a-h])(?:\.\d{1,2})*\s*[.)\-–:]+\s*)?", re.IGNORECASE
)
_AFTER = re.compile(r"[\s:：*_#.\-–]+$")
_COLON = re.compile(r"\s*[:：\t|]\s*")
_SPARE_WORDS = 3
"""Words that a heading may have after the name it begins with: "Results of the programme"."""
_BY_NAME = {fold(name): key for table in (FIELD_LABELS, SECTION_NAMES) for key, names in table.items() for name in names}
_LONGEST = max(len(name.split()) for name in _BY_NAME)


def heading_of(block: Block) -> str:
    """Return the section or field that a block is the heading of, or nothing."""
    if not block.may_be_heading:
        return ""
    words = fold(_AFTER.sub("", _BEFORE.sub("", block.text))).split()
    for size in range(min(len(words), _LONGEST), 0, -1):
        name = _BY_NAME.get(" ".join(words[:size]))
        if name and len(words) - size <= (_SPARE_WORDS if name in SECTION_NAMES else 0):
            return name
    return ""


def label_of(block: Block) -> tuple[str, int]:
    """Return the section or field that a block names before a colon, and where its value begins; nothing and 0 where there is none."""
    return label_in(block.text)


def label_in(text: str) -> tuple[str, int]:
    """Do the same for a line."""
    begins = _BEFORE.match(text)
    at = begins.end() if begins else 0
    colon = _COLON.search(text, at)
    if not colon or colon.end() >= len(text) or colon.start() - at > _LONGEST * 14:
        return "", 0
    name = _BY_NAME.get(fold(text[at : colon.start()].strip("*_ ")), "")
    return (name, colon.end()) if name else ("", 0)
