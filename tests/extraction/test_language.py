"""What language a text is in: by its script, by its small words, else as stated."""

import pytest

from crawler.extraction.text.language import language_of

ENGLISH = (
    "The market on the old street opened again on Monday, and the women who sell tofu were the first to come."
)
GERMAN = (
    "Der Markt in der alten Straße ist am Montag wieder eröffnet worden, und die Frauen kamen mit dem Tofu."
)
FRENCH = (
    "Le marché de la vieille rue a rouvert lundi, et les femmes qui vendent du tofu sont venues pour la fête."
)
SPANISH = (
    "El mercado de la calle vieja abrió de nuevo el lunes, y las mujeres que venden tofu fueron las primeras."
)


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "zh-CN", "en"),
        (GERMAN, None, "de"),
        (GERMAN, "en-US", "de"),
        (FRENCH, None, "fr"),
        (SPANISH, None, "es"),
        ("临河镇的早市 The Morning Market of Linhe 重新开张了，比往常热闹许多", None, "zh"),
        ("དེ་རིང་གནམ་གཤིས་ཡག་པོ་འདུག ང་ཚོ་སློབ་གྲྭར་འགྲོ་གི་ཡོད།", "zh-CN", "bo"),
        ("藏文的“བོད་ཡིག”二字写在门楣上，来往的人都要抬头看一看。", None, "zh"),
        ("Contact us", None, None),
        ("Contact us", "en", "en"),
        ("Smith Jones Brown Miller Davis Wilson Moore Taylor Anderson Thomas Jackson White", None, None),
        ("Siman pasa Prome Minister a tabata invita pa ta presente durante e evento aki", None, None),
        ("", None, None),
        ("", "en_GB", "en"),
    ],
)
def test_language_of_says_only_what_is_sure_or_stated(text, stated, expected):
    assert language_of(text, stated) == expected
