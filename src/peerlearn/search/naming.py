"""What the lists of the corpus do not say about names: other names of places, names that are words too, names that mislead.

Everything is compared folded. ``docs/search.md`` tells the rules, the tests hold a table of examples.
"""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\n", " ").split(",") if each.strip())


FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "kind": _names("kind, نوع, النوع, type, tipo"),
    "region": _names("region, منطقة, إقليم, الإقليم, المنطقة, région, región"),
    "country": _names("country, بلد, دولة, البلد, الدولة, pays, país"),
    "city": _names("city, مدينة, المدينة, ville, ciudad"),
    "theme": _names("theme, topic, موضوع, الموضوع, thème, sujet, tema"),
    "sdg": _names("sdg, هدف, الهدف, odd, ods"),
    "target_group": _names("target_group, group, فئة, الفئة, groupe, public, grupo, público"),
    "stage": _names("stage, مرحلة, المرحلة, étape, stade, etapa"),
    "evidence": _names("evidence, دليل, الدليل, preuve, preuves, evidencia"),
    "lang": _names("lang, language, لغة, اللغة, langue, lengua, idioma"),
    "year": _names("year, سنة, عام, السنة, العام, année, an, año"),
}
"""Field -> how it may be called before a colon, in en, ar, fr and es."""

OTHER_NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("country", "AE"): _names("الإمارات, دولة الإمارات, UAE, Emirates, Émirats, Emiratos"),
    ("country", "BJ"): _names("بنين"),
    ("country", "CD"): _names("DR Congo, RD Congo, الكونغو الديمقراطية"),
    ("country", "CI"): _names("ساحل العاج, كوت ديفوار, Ivory Coast, Costa de Marfil"),
    ("country", "CV"): _names("Cape Verde, Cap-Vert, كابو فيردي"),
    ("country", "GB"): _names("بريطانيا, Britain, Great Britain, Grande-Bretagne, Gran Bretaña, UK"),
    ("country", "KR"): _names("كوريا الجنوبية, South Korea, Corée du Sud, Corea del Sur"),
    ("country", "NZ"): _names("نيوزيلاندا, Nueva Zelanda"),
    ("country", "OM"): _names("سلطنة عمان"),
    ("country", "SA"): _names("السعودية"),
    ("country", "SG"): _names("سنغافوره"),
    ("country", "TR"): _names("Turkey, Turquie, Turquía"),
    ("country", "US"): _names("أمريكا, الولايات المتحدة الأمريكية, USA, United States of America"),
    ("country", "VN"): _names("Vietnam"),
    ("region", "africa"): _names("إفريقيا, القارة الأفريقية"),
    ("region", "arab-states"): _names(
        "البلدان العربية, العالم العربي, المنطقة العربية, الوطن العربي, Arab world, Arab countries, Arab region, monde arabe, pays arabes, "
        "mundo árabe, países árabes"
    ),
    ("region", "latin-america-caribbean"): _names("أمريكا اللاتينية, Latin America, Amérique latine, América Latina, Latinoamérica"),
    ("city", "ma-fez"): _names("Fes"),
    ("city", "co-medellin"): _names("ميدلين"),
}
"""(field, value) -> names that people use beside those of the corpus."""

ORDINARY_WORDS = _names(
    # Arabic: eye(s), north, pictures, "financial", "adds", scene, venerable, a boy, stock exchange, lira, "with me", "I see you"
    "العين, العيون, الشمال, صور, مالي, يزد, مشهد, الموقر, صبيا, بورصة, ليرا, بيا, أراك, كارا, لوكا, بوان, "
    # Latin letters: words in one of the four languages, and given names
    "Sur, Sour, Cork, Derby, Brest, Lagos, Lagoa, Batalha, Providence, Lira, Fermo, Victoria, Maurice, Mauricio, Kara, Naga, Arak, Osan, "
    "Seúl, Braga, Belén, Chili, Sal, Son La, Medina, Canton, Cuenca, Susa, Pya, Vinh, Buan, "
    # cities that share their name with a better known one elsewhere
    "Tripoli, Trípoli, طرابلس, Santiago, سانتياغو, George Town, جورج تاون, فيكتوريا, Mérida, ميريدا, Córdoba, قرطبة, "
    # far wider in a question than the group that they are filed under
    "communities, residents, all ages, schools, universities, experts, victims, Roma, Travellers, workplaces, firms, NGOs, associations, "
    "library users, new learners, mid-career, households, newcomers, students, volunteers"
)
"""Names that are something else as often as not: no filter is offered for them, though one may be typed (``city:Cork``)."""

NOT_NAMES = _names(
    "شمال أفريقيا, غرب أفريقيا, شرق أفريقيا, وسط أفريقيا, جنوب السودان, أيرلندا الشمالية, كوريا الشمالية, غينيا الاستوائية, مسقط رأس, "
    "North Africa, West Africa, East Africa, Central Africa, Southern Africa, North America, South America, South Sudan, Northern Ireland, "
    "North Korea, Equatorial Guinea, Papua New Guinea, New Mexico, New England, guinea pig, guinea pigs, "
    "Afrique du Nord, Afrique de l’Ouest, Afrique de l’Est, Afrique centrale, Afrique australe, Amérique du Nord, Amérique du Sud, "
    "Soudan du Sud, Irlande du Nord, Corée du Nord, Guinée équatoriale, Nouveau-Mexique, "
    "Norte de África, África del Norte, África Occidental, África Oriental, América del Norte, América del Sur, Sudán del Sur, "
    "Irlanda del Norte, Corea del Norte, Guinea Ecuatorial, Nuevo México, جنوب أمريكا, أمريكا الجنوبية, أمريكا الشمالية"
)
"""Longer names that hold the name of another place: they stand for nothing here, and hide the name in them."""
