"""The words that carry no subject, per language, in folded form."""

from __future__ import annotations

_ARABIC = """
في من علي الي عن مع ما ماذا لماذا كيف متي اين هل هو هي هم هن هذا هذه ذلك تلك هولاء هؤلاء التي الذي الذين اللاتي ان او و ثم قد لقد
لا لم لن ليس كان كانت يكون تكون كل بعض بين بعد قبل عند عندما حول حتي اذا كما لكن منذ خلال ضمن غير اي ايضا حيث به بها له لها لهم
فيه فيها منه منها عليه عليها اليه اليها عنه عنها لدي ب ل ك ف نحو اما انه انها
"""
_ENGLISH = """
a an the and or but if then of in on at to for from by with without about into over under between as is are was were be been being
do does did have has had can could will would should may might must what which who whom whose when where why how this that these
those there here it its they them their we us our you your i me my he him his she her not no nor so than too very s t
"""
_FRENCH = """
le la les l un une des du de d et ou mais si donc or ni car a au aux en dans sur sous par pour avec sans chez vers entre est sont
etait etaient etre ete avoir ont avait ce cet cette ces c qui que qu quoi quel quelle quels quelles dont comment pourquoi quand
il elle ils elles on nous vous je j tu me m te t se s ne n pas plus son sa ses leur leurs notre nos votre vos mon ma mes y
"""
_SPANISH = """
el la los las lo un una unos unas y e o u pero si de del a al en con sin por para sobre bajo entre hasta desde hacia es son era eran
ser sido estar esta estan hay ha han haber que quien quienes cual cuales cuando donde como porque este esta estos estas ese esa
esos esas aquel aquella se su sus mi mis tu tus nos nuestro nuestra le les me te yo ella ellos ellas no ni mas muy
"""
_PORTUGUESE = """
o a os as um uma uns umas e ou mas se de do da dos das em no na nos nas com sem por pelo pela para sobre sob entre ate desde ao aos
que quem qual quais quando onde como porque este esta estes estas esse essa isso isto aquele aquela ele ela eles elas eu me te lhe
seu sua seus suas nosso nossa meu minha nao nem mais muito ser sao foi era estar esta ha tem ter
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    lang: frozenset(words.split())
    for lang, words in {"ar": _ARABIC, "en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH, "pt": _PORTUGUESE}.items()
}
"""Stop words by language; other languages have none."""
