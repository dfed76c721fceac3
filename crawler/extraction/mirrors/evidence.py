"""What speaks for a page being garbled, weighed: how few signs are enough depends on which they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from crawler.extraction.mirrors.annotations import NO_ANNOTATIONS, Annotations
from crawler.extraction.mirrors.damage import NO_DAMAGE, SURE, Damage
from crawler.extraction.mirrors.scripts import NO_SCRIPT, Script, is_converted

_MOST_OTHERS: Final = 0.2
_ALWAYS_ANNOTATED: Final = 0.7
_MUCH_DAMAGE: Final = 8
_HAN_A_PLACE: Final = 80
_FEWEST_SURE: Final = 3
_LONGEST_EXAMPLE: Final = 200
_FEWEST_OCCURRENCES: Final = 5


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """`script` is that of the text without its simplified parts, if others bear the traces; `prose_elsewhere` are the
    characters of whole sentences in those parts."""

    annotations: Annotations = NO_ANNOTATIONS
    damage: Damage = NO_DAMAGE
    script: Script = NO_SCRIPT
    prose_elsewhere: int = 0
    always_annotated: float = 0.0
    quotes_as_in_taiwan: bool = False
    is_about_readings: bool = False

    @property
    def is_garbled(self) -> bool:
        """An article about such damage is simplified itself, or quotes but an example; a lesson has no damage."""
        if not self.script.is_traditional or self._is_perhaps_an_example:
            places = self.damage.places
            han = self.script.han + self.prose_elsewhere
            return places >= _MUCH_DAMAGE and places * _HAN_A_PLACE >= han
        if self.damage.places:
            return self._is_damaged()
        return self._is_only_annotated()

    def signs(self) -> Mapping[str, int]:
        counts = {
            "readings": sum(self.annotations.characters.values()),
            "readings-of-words": self.annotations.words,
            "false-readings": self.annotations.false,
            "torn-readings": self.damage.torn_readings,
            "torn-tags": self.damage.torn_tags,
            "torn-stops": self.damage.torn_stops,
            "shifted": self.damage.shifted,
            "converted-one-to-one": self.script.kept if self.script.is_converted_one_to_one else 0,
        }
        return {name: count for name, count in counts.items() if count}

    @property
    def _is_perhaps_an_example(self) -> bool:
        return self.script.han <= min(_LONGEST_EXAMPLE, self.prose_elsewhere)

    def _is_damaged(self) -> bool:
        if self.annotations.count > self.damage.places and not self._annotates_as_mirrors_do:
            return False
        return (
            self.damage.places >= 2
            or self._is_of_no_person
            or self.damage.shifted >= SURE
            or bool(self.annotations.characters and self._annotates_as_mirrors_do)
        )

    @property
    def _annotates_as_mirrors_do(self) -> bool:
        """Whether traditional characters alone have readings, each one reading, wherever they stand."""
        characters = self.annotations.characters
        not_converted = [character for character in characters if not is_converted(character)]
        of_words = self.annotations.words + self.annotations.false
        return (
            len(not_converted) <= _MOST_OTHERS * len(characters)
            and of_words <= _MOST_OTHERS * self.annotations.count
            and len(self.annotations.pairs) <= len(characters) * (1 + _MOST_OTHERS)
            and self.always_annotated >= _ALWAYS_ANNOTATED
        )

    def _is_only_annotated(self) -> bool:
        characters = self.annotations.characters
        total = sum(characters.values())
        if not characters or not self._annotates_as_mirrors_do:
            return False
        if self.script.is_converted_one_to_one and total >= _FEWEST_SURE:
            return True
        if 2 * self.annotations.inside_words < total:
            return False
        if total >= _FEWEST_OCCURRENCES and len(characters) >= _FEWEST_SURE and total > len(characters):
            return True
        too_common = self.annotations.too_common()
        enough = 2 * too_common >= total >= _FEWEST_SURE or too_common == total >= 2
        if enough and not self.is_about_readings:
            return True
        if self.quotes_as_in_taiwan or self.script.converted:
            return False
        return total >= 2 or (self._is_of_no_person and (bool(too_common) or self.script.kept >= 2))

    @property
    def _is_of_no_person(self) -> bool:
        """Whether nothing in the traditional text tells that a person who writes so wrote it."""
        return self.script.is_perhaps_converted and not self.quotes_as_in_taiwan
