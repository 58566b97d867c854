"""What is particular to the Arabic script: whose language a text is in, and the stems of Arabic words."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(words.split())


# The letters of the block and of its extensions, without marks, digits and punctuation.
_WORD = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c8]+"
)
_FOREIGN_LETTER = re.compile("[پچژگٹڈڑںھڕڵێۆټډړښځڅۍې]")
_URDU_LETTER = re.compile("[ٹڈڑںھ]")
_ARABIC_LETTER = re.compile("[ةأإى]")
_ARTICLE = re.compile("[وفبك]?ال..|لل..")

# Persian and Urdu keyboards type ک and ی in Arabic words too, so Arabic words are compared after these are mapped.
_SPELLING = str.maketrans("کیأإآى", "كياااي")
_ARABIC_WORDS = _set("في من علي الي ان عن مع هذا هذه التي الذي كان كانت هو هي هل كيف لم لن قد ذلك")
_PERSIAN_WORDS = _set("از در که را است برای های می شده شود شد خود یک این آن کرد کند بود دارد باشد هستند با تا كه براي هاي مي يك")
_URDU_WORDS = _set("کے کی کا میں ہے ہیں اور سے نے کو پر یہ وہ نہیں ایک لیے کیا گیا جو بھی تھا تھی ہو ہوا کرنے")

_STEMMABLE = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_PREFIXES = ("ال", "بال", "كال", "فال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_GOD = _set("الله والله بالله تالله فالله لله ولله")
# In these words ال belongs to the root; without the list "commitment" and "the commitment" have two stems.
_ROOT_STARTS_WITH_ARTICLE = _set(
    "البانيا المانيا الماني المانيه المان الاسكا الكترون الكتروني الكترونيه الكترونيا الكترونات "
    "التزام التزامات التزامها التحاق التماس التهاب التقاء التفاف التباس الغاء الزام الزامي الزاميه الهام الفيه"
)


def arabic_script_language(text: str) -> str | None:
    """Return "ar", "fa" or "ur" for a text in Arabic script, None for a text without a letter of it.

    The text is read without diacritics. What could be any of them is Arabic.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    arabic = sum(map(_looks_arabic, words))
    foreign = sum(map(_looks_foreign, words))
    if foreign <= arabic:
        return "ar"
    urdu = sum(word in _URDU_WORDS or bool(_URDU_LETTER.search(word)) for word in words)
    persian = sum(word in _PERSIAN_WORDS for word in words)
    return "ur" if urdu > persian else "fa"


def _looks_arabic(word: str) -> bool:
    """Say whether a word has an Arabic article, ending or hamza, or is a common Arabic word."""
    if _ARTICLE.match(word) or _ARABIC_LETTER.search(word):
        return True
    return word.translate(_SPELLING) in _ARABIC_WORDS


def _looks_foreign(word: str) -> bool:
    """Say whether a word has a letter that Arabic lacks, or is a common word of Persian or Urdu."""
    return word in _PERSIAN_WORDS or word in _URDU_WORDS or bool(_FOREIGN_LETTER.search(word))


def light_stem(form: str) -> str:
    """Return the light10 stem of a folded Arabic word: article, leading "and" and common endings cut.

    The rules of Larkey, Ballesteros and Connell (2007), apart from words whose first letters only look like the article.
    A form that is not wholly in Arabic letters is returned as it is.
    """
    if not _STEMMABLE.fullmatch(form):
        return form
    if form in _GOD:
        return "الله"
    return _cut_suffixes(_cut_prefixes(form))


def _cut_prefixes(form: str) -> str:
    """Cut a leading "and" when three letters remain, then one article when two remain."""
    if form.startswith("و") and len(form) > 3:
        form = form[1:]
    if form in _ROOT_STARTS_WITH_ARTICLE:
        return form
    for prefix in _PREFIXES:
        if form.startswith(prefix) and len(form) >= len(prefix) + 2:
            return form[len(prefix) :]
    return form


def _cut_suffixes(form: str) -> str:
    """Cut each ending once, in the order of the list, as long as two letters remain."""
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) >= len(suffix) + 2:
            form = form[: -len(suffix)]
    return form
