"""A few places and lists, enough for every rule of names."""

from peerlearn.city import City
from peerlearn.search.lexicon import Lexicon
from peerlearn.vocabulary import Term, Vocabularies, Vocabulary


def term(term_id, ar, en, fr, es, **given):
    return Term(term_id, {"ar": ar, "en": en, "fr": fr, "es": es}, **given)


def town(city_id, en, ar, fr=None, es=None, region="arab-states"):
    return City(id=city_id, names={"en": en, "ar": ar, "fr": fr or en, "es": es or en}, country=city_id[:2].upper(), region=region)


CITIES = {
    city.id: city
    for city in (
        town("eg-cairo", "Cairo", "القاهرة", "Le Caire", "El Cairo"),
        town("eg-giza", "Giza", "الجيزة", "Gizeh", "Guiza"),
        town("et-addis-ababa", "Addis Ababa", "أديس أبابا", "Addis-Abeba", "Adís Abeba", region="africa"),
        town("ie-cork", "Cork", "كورك", region="europe-north-america"),
        town("jo-amman", "Amman", "عمّان", es="Amán"),
        town("kr-seo-gu", "Seo-gu (Gwangju)", "سيو-غو", region="asia-pacific"),
        town("lb-tripoli", "Tripoli", "طرابلس (لبنان)", es="Trípoli"),
        town("om-sur", "Sur", "صور", "Sour", "Sur"),
        town("sa-riyadh", "Riyadh", "الرياض", "Riyad", "Riad"),
        town("tn-tunis", "Tunis", "تونس", "Tunis", "Túnez"),
    )
}
VOCABULARIES = Vocabularies(
    {
        each.name: each
        for each in (
            Vocabulary(
                "countries",
                [
                    term("EG", "مصر", "Egypt", "Égypte", "Egipto"),
                    term("GN", "غينيا", "Guinea", "Guinée", "Guinea"),
                    term("GW", "غينيا بيساو", "Guinea-Bissau", "Guinée-Bissau", "Guinea-Bisáu"),
                    term("IE", "أيرلندا", "Ireland", "Irlande", "Irlanda"),
                    term("JO", "الأردن", "Jordan", "Jordanie", "Jordania"),
                    term("MA", "المغرب", "Morocco", "Maroc", "Marruecos"),
                    term("ML", "مالي", "Mali", "Mali", "Malí"),
                    term("OM", "عُمان", "Oman", "Oman", "Omán"),
                    term("SA", "المملكة العربية السعودية", "Saudi Arabia", "Arabie saoudite", "Arabia Saudita"),
                    term("TN", "تونس", "Tunisia", "Tunisie", "Túnez"),
                    term("ZA", "جنوب أفريقيا", "South Africa", "Afrique du Sud", "Sudáfrica"),
                ],
            ),
            Vocabulary(
                "regions",
                [
                    term("africa", "أفريقيا", "Africa", "Afrique", "África"),
                    term("arab-states", "الدول العربية", "Arab States", "États arabes", "Estados Árabes"),
                ],
            ),
            Vocabulary(
                "themes",
                [
                    term("literacy", "محو الأمية", "Literacy", "Alphabétisation", "Alfabetización"),
                    term(
                        "migrants-refugees",
                        "المهاجرون واللاجئون",
                        "Migrants and refugees",
                        "Migrants et réfugiés",
                        "Migrantes y refugiados",
                    ),
                    term("youth", "الشباب", "Youth", "Jeunesse", "Juventud"),
                ],
            ),
            Vocabulary(
                "target_groups",
                [
                    term("adults", "الكبار", "Adults", "Adultes", "Personas adultas", synonyms=("adult learners", "mothers")),
                    term("older-people", "كبار السن", "Older people", "Personnes âgées", "Personas mayores", synonyms=("pensioners",)),
                    term("parents", "الآباء والأمهات", "Parents", "Parents", "Madres y padres", synonyms=("mothers",)),
                    term(
                        "persons-with-disabilities",
                        "الأشخاص ذوو الإعاقة",
                        "Persons with disabilities",
                        "Personnes handicapées",
                        "Personas con discapacidad",
                    ),
                    term("youth", "الشباب", "Young people", "Jeunes", "Jóvenes"),
                ],
            ),
            Vocabulary(
                "sdg",
                [
                    term("4", "التعليم الجيد", "Quality education", "Éducation de qualité", "Educación de calidad"),
                    term(
                        "4.7",
                        "التعليم من أجل التنمية المستدامة",
                        "Learning for sustainability",
                        "Éducation au développement durable",
                        "Educación",
                    ),
                    term(
                        "11", "مدن ومجتمعات محلية مستدامة", "Sustainable cities and communities", "Villes durables", "Ciudades sostenibles"
                    ),
                ],
            ),
            Vocabulary(
                "languages", [term("ar", "العربية", "Arabic", "Arabe", "Árabe"), term("fr", "الفرنسية", "French", "Français", "Francés")]
            ),
        )
    }
)
LEXICON = Lexicon.of(CITIES, VOCABULARIES, [("year", "2019"), ("year", "2022"), ("kind", "practice"), ("stage", "unknown")])
