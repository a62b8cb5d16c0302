"""Joining explicit sources: full name and surname, repeated description, organisation and short form."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from itertools import accumulate, pairwise

from khabar.extract.attributions.lexicon import THAT, is_first_name, is_masdar, unnamed_end, voice_at, words
from khabar.record.mentions import AttributionMention
from khabar.record.span import Span
from khabar.resolve.speaker_elsewhere import body_of, issuer_behind, issuer_of, issuer_within
from khabar.resolve.speaker_entity import Entity, fits, fuller, issues, just_heard, misspelt, of_the_state, place_only
from khabar.resolve.speaker_same import may_be, may_be_named, same_voice
from khabar.resolve.speaker_words import Description, bare_word, describe
from khabar.text.document import Document
from khabar.text.fold import fold

_RECENT = 60
_FAR = 400  # voices that a noun for one of them reaches back over: more than any report has, so that a long text costs linear time
_SHOWN = 40  # the last descriptions of a voice that new words are compared with
_NAME = 8  # words of a name with its titles


class Registry:
    """The voices of one report, in the order of their first mention."""

    def __init__(self, doc: Document, places: Collection[Span] = ()) -> None:
        self.doc = doc
        self.places = places
        ordered = sorted(places)
        self._place_starts = [start for start, _ in ordered]
        self.place_starts = frozenset(self._place_starts)
        self._place_reach = list(accumulate((end for _, end in ordered), max))  # how far the places up to each one run
        self.named: dict[str, Entity] = {}
        self.surnames: set[str] = set()  # also those that mean something else (الحوثي, فتح)
        self.entities: list[Entity] = []
        self._behind_first_names = frozenset(  # الشاهد of يوسف الشاهد
            norm for before, norm in pairwise(doc.norms) if norm.startswith("ال") and is_first_name(before) and voice_at(before) is None
        )

    def root(self, entity: Entity) -> Entity:
        """The entity that ``entity`` was merged into, or itself."""
        while entity.merged is not None:
            entity = entity.merged
        return entity

    def link(self, mention: AttributionMention, n: int) -> Entity:
        """The entity of an explicit source, new or known."""
        assert mention.source is not None
        issuer = issuer_behind(self.doc, mention.source)
        entity = self.link_span(issuer or mention.source, n, apart=self._told_apart(mention))
        if entity.kind == "person" and entity.anonymity is None and len(entity.spans) == 1 and self._asks_not_to_be_named(mention.source):
            entity.kind, entity.anonymity = "anonymous", "source"
        if entity.anonymity is not None and not entity.plural:
            self._named_behind(entity, mention.source)
        return entity

    def _asks_not_to_be_named(self, span: Span) -> bool:
        """محاضر جامعي طلب عدم نشر اسمه: whoever asks for it is unnamed, whatever he is called."""
        tokens, i = self.doc.tokens, self.doc.tokens_in(span)[1]
        i += i < len(tokens) and tokens[i].norm in ("،", ",")
        return unnamed_end(tokens, i, len(tokens)) > 0

    def _named_behind(self, entity: Entity, span: Span) -> None:
        """طبيب يدعى كريم سالم, المصدر، وهو العقيد سامر الخطيب: the name that stands behind the words for an unnamed voice."""
        tokens = self.doc.tokens
        begins, i = self.doc.tokens_in(span)
        inside = next((k for k in range(begins + 1, i - 1) if tokens[k].norm in words("called_by_name")), None)  # شاهدة تدعى هدى سالم
        i = i if inside is None else inside
        if i < len(tokens) and tokens[i].norm in ("،", ","):
            i += 1
        if i >= len(tokens) or (tokens[i].norm not in words("called_by_name") and tokens[i].norm not in words("who_is")):
            return
        first = end = i + 1
        while end < min(len(tokens), first + _NAME) and tokens[end].kind == "word" and not _ends_name(tokens[end].norm):
            end += 1
        if end == first:
            return
        seen = describe(self.doc.words(self.doc.span(first, end)))
        who_is = tokens[i].norm in words("who_is")
        if seen.anonymity is not None or not seen.names or (seen.head is None) == who_is or (who_is and seen.nameless_office):
            return
        entity.descriptions.append(seen)
        entity.name, entity.kind, entity.anonymity = seen.text, "person", None
        entity.notes.append(f"{seen.text}: named behind the words for the voice")

    def link_span(self, span: Span, n: int, *, apart: bool = False) -> Entity:
        """The entity that the words at ``span`` name, new or known; ``apart``: a clause behind them says which one is meant."""
        issuer = issuer_within(self.doc, span, self.place_starts)
        if issuer is not None:
            named = self.link_span(issuer, n)
            named.documents.add(bare_word(self.doc.tokens[self.doc.tokens_in(span)[0]].norm))
            return named
        said = self.doc.words(span).replace("_", " ").replace("#", "")
        opening = voice_at(self.doc.tokens[self.doc.tokens_in(span)[0]].norm)
        if opening is not None and opening.pre[:1] in ("و", "ف") and said.startswith(opening.pre[:1]):
            said = said[1:]  # وحركة الشباب تطالب …, فالفصيل يرفض …
        if self.doc.text[max(0, span[0] - 2):span[0]] == "لل":
            said = "ال" + said  # للوزير: what stands of الوزير behind the preposition
        seen = describe(said, self._speaks_as_place(span))
        if seen.kind in ("group", "media", "organization") and len(seen.words) == 1 and seen.words[0] in self.surnames:
            seen = seen._replace(kind="person", head=None, names=seen.bare)  # الحوثي, who spoke as عبد الملك الحوثي
        elif seen.head is not None and seen.head.speaker.kind == "anonymous" and len(seen.words) == 1 and self._is_surname(seen.words[0]):
            seen = seen._replace(kind="person", anonymity=None, head=None, names=seen.bare, gender="")  # الشاهد, where يوسف الشاهد is told of
        heard = just_heard(self._alive(), seen)
        if heard is not None:
            self._add(heard, seen, span, "noun for the last voice of its kind", n)
            return heard
        for entity in reversed(self.entities[-_RECENT:]):
            if entity.merged is not None:
                continue
            rule = same_voice(entity.descriptions[-_SHOWN:], seen)
            if rule:
                self._add(entity, seen, span, rule, n)
                if rule in ("description", "same words") and seen.definite and not entity.descriptions[0].definite:
                    self._unnamed_then_named(entity, n)
                return self.root(entity)
        almost = misspelt(self.named, seen, self.doc.norms)
        if almost is not None:
            self._add(self.root(almost), seen, span, "a name spelt almost so", n)
            return self.root(almost)
        namesake = self._named_in_front(said) if seen.head is None else None
        if namesake is not None:
            self._add(namesake, seen, span, "a known name, and who he is", n)
            return namesake
        found = self._told_of(seen, span, n) or (None if apart else self._by_kind(seen))
        if found is not None:
            self._add(found, seen, span, "noun for the last voice of its kind", n)
            return found
        return self._new(seen, span, n)

    def _is_surname(self, norm: str) -> bool:
        """Whether the report has a word with the article behind a first name (يوسف الشاهد)."""
        if not norm.startswith("ال") or norm == "المصدر":
            return False
        return norm in self.surnames or norm in self._behind_first_names

    def _named_in_front(self, said: str) -> Entity | None:
        """كوون، عضو الوفد: the person named before whose surname stands in front of a comma, with what else he is behind it."""
        name, comma, role = said.partition("،")
        if not comma or not role.strip() or len(name.split()) != 1:
            return None
        known = self.named.get(fold(name.strip()))
        return self.root(known) if known is not None and not self.root(known).plural else None

    def _told_of(self, seen: Description, span: Span, n: int) -> Entity | None:
        """الهيئة, البيان: a body or an issuer that the report has told of, though it has not spoken."""
        if seen.head is None or not seen.head.definite or len(seen.words) != 1 or seen.head.number != "s" or seen.head.suf:
            return None
        noun, before = bare_word(seen.words[0]), self.doc.tokens_in(span)[0]
        if seen.kind == "document":
            issuer = issuer_of(self.doc, noun, before, self.place_starts)
            return self.link_span(issuer, n) if issuer is not None else None
        if seen.kind not in ("organization", "group") or any(_same_head(d, noun) for e in self._alive() for d in e.descriptions):
            return None
        body = body_of(self.doc, noun, before)
        return self.link_span(body, n) if body is not None else None

    def _told_apart(self, mention: AttributionMention) -> bool:
        """التقرير الذي يتحدث عن …: what a document tells says which one it is, not that it is that of the last voice."""
        assert mention.source is not None
        first, behind = self.doc.tokens_in(mention.source)
        voice = voice_at(self.doc.tokens[first].norm)
        return voice is not None and voice.speaker.kind == "document" and behind + 1 == self.doc.tokens_in(mention.cue)[0] and self.doc.tokens[behind].norm in words("relative")

    def _speaks_as_place(self, span: Span) -> bool:
        """موسكو, بغداد وطهران: only places, joined."""
        return span in self.places or all(self._in_place(i) for i in self._words_of(span))

    def _in_place(self, at: int) -> bool:
        """Whether a place covers the code point ``at``."""
        before = bisect_right(self._place_starts, at)
        return before > 0 and self._place_reach[before - 1] > at

    def _words_of(self, span: Span) -> list[int]:
        first, last = self.doc.tokens_in(span)
        return [max(span[0], t.end - 1) for t in self.doc.tokens[first:last] if t.kind == "word"] or [span[0]]

    def _new(self, seen: Description, span: Span, n: int) -> Entity:
        entity = Entity(len(self.entities), seen.text, seen.kind, seen.anonymity, seen.how_many, seen.gender, seen.plural)
        self.entities.append(entity)
        self._add(entity, seen, span, "first mention", n)
        return entity

    def _add(self, entity: Entity, seen: Description, span: Span, rule: str, n: int) -> None:
        if seen not in entity.descriptions[-_SHOWN:]:
            entity.descriptions.append(seen)
        if seen.kind == "person" and seen.anonymity is None and not seen.plural:
            if len(seen.words) > 1 and (bare_word(seen.words[-2]) in seen.names or seen.words[-3:-2] == ("عبد",)):
                self.surnames.add(seen.words[-1])
            self.named.update((word, entity) for word in seen.words if bare_word(word) in seen.names and len(word) > 2)
        entity.spans.append(span)
        entity.texts.append(seen.text)
        entity.notes.append(f"{seen.text}: {rule}")
        entity.last = n
        if seen.head is None and rule.startswith("noun for"):
            entity.name = seen.text
        if entity.name is not None and entity.name.endswith("ين") and seen.text == entity.name[:-2] + "ون":
            entity.name = seen.text
        if rule not in ("noun for the last voice of its kind",) and fuller(seen, entity):
            entity.name = seen.text
            if seen.names and seen.anonymity is None and entity.anonymity is not None and rule == "name":
                entity.anonymity, entity.kind = None, "person"

    def _alive(self) -> list[Entity]:
        return [e for e in self.entities[-_FAR:] if e.merged is None]

    def _by_kind(self, seen: Description) -> Entity | None:
        """البيان: its issuer; المنظمة الدولية: the last such voice; المصدر: the last unnamed one; a bare name: the last office."""
        alive = self._alive()
        if seen.head is None:
            if not 2 <= len(seen.words) <= 4 or seen.words[0].startswith("ال") or is_masdar(seen.words[0]) or any(voice_at(w) is not None or w == "في" for w in seen.words) or _joined(seen):
                return None
            last = max(alive, key=lambda e: e.last, default=None)  # nobody else has spoken since the office did
            fresh = last is not None and not last.plural and last.kind == "person" and all(d.nameless_office for d in last.descriptions)
            return last if fresh and last is not None and len(last.spans) <= 2 else None
        if not seen.head.definite or len(seen.words) > 2 or seen.head.number != "s":
            return None
        if seen.kind == "document" and len(seen.words) == 1:
            noun = bare_word(seen.words[0])
            if noun in words("agreed"):
                return None  # الاتفاق is nobody's alone
            known = next((e for e in reversed(alive) if noun in e.documents), None)
            if known is not None:
                return known
            wanted = [e for e in alive if e.kind in ("group", "media", "document") or (e.kind == "organization" and not place_only(e)) or issues(e)]
        elif bare_word(seen.words[0]) in words("generic") and (len(seen.words) == 1 or seen.words[1] in words("taken_up")):
            wanted = [e for e in alive if e.kind == seen.kind and not e.plural and not of_the_state(e)]
        elif seen.head.speaker.kind == "anonymous" and len(seen.words) == 1:
            wanted = [e for e in alive if not e.plural and e.kind in ("anonymous", "person") and may_be(e.descriptions, e.anonymity, seen)]
        else:
            return None
        found = max((e for e in wanted if fits(e, seen)), key=lambda e: e.last, default=None)
        if found is None and seen.head.speaker.anonymity == "source" and len(seen.words) == 1:  # أفادت مصادر …, وقال المصدر
            found = max((e for e in alive if e.plural and e.anonymity == "source"), key=lambda e: e.last, default=None)
        if found is None and seen.head.speaker.anonymity == "source" and len(seen.words) == 1:  # قالت الوكالة …، وفقا للمصدر ذاته
            last = max(alive, key=lambda e: e.last, default=None)
            found = last if last is not None and last.kind in ("media", "document") else None
        return found

    def _unnamed_then_named(self, entity: Entity, n: int) -> None:
        """A definite description of an unnamed voice, used when a named person was speaking: they are one."""
        if entity.anonymity is None or entity.plural:
            return
        named = [e for e in self.entities[-_FAR:] if e.merged is None and e.kind == "person" and e.anonymity is None and not e.plural]
        if len(named) != 1 or named[0].key <= entity.key or not all(s[0] < named[0].spans[0][0] for s in entity.spans[:-1]):
            return
        target = named[0]
        if (target.gender and entity.gender and target.gender != entity.gender) or not may_be_named(entity.descriptions[-1], target.descriptions):
            return
        entity.merged = target
        target.spans += entity.spans
        target.texts += entity.texts
        target.notes.append(f"{entity.name}: unnamed at first, then named")


def _joined(seen: Description) -> bool:
    """دمشق وموسكو وطهران: several, no one person's name."""
    return any(w.startswith("و") and w not in words("w_name") and len(w) > 3 for w in seen.words[1:])


def _ends_name(norm: str) -> bool:
    return norm in words("setting") or norm in words("preposition") or norm in words("relative") or THAT.match(norm) is not None


def _same_head(known: Description, noun: str) -> bool:
    return bool(known.words) and bare_word(known.words[0]) == noun
