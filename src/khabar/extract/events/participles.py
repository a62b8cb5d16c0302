"""Roles of predicative participles: ما زال محاصرا, كانت القوات تتقدم مهاجمة القرية."""

from __future__ import annotations

from khabar.extract.events.arguments import Range, behind
from khabar.extract.events.pronouns import phrase_at
from khabar.extract.events.roles import Roles, prepositions
from khabar.extract.events.scene import Scene, Trigger
from khabar.text.sentences import Sentence


def participle(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """Roles of a predicative participle: what it is said of, and its object."""
    frame = trigger.reading.sense.frame
    after = behind(scene, trigger.sentence, trigger.at)
    objects = [a for a in after if not a.preposition]
    prepositions(scene, after, frame, out)
    subject = _clause_topic(scene, trigger.sentence, trigger.at)
    if trigger.reading.kind == "participle":
        out.add(frame.get("passive", frame.get("object")), subject, "what the participle is said of")
        return
    out.add(frame.get("subject"), subject, "subject of the clause that the participle follows")
    if objects:
        out.add(frame.get("object"), objects[0].parts, "object of the participle")


def _clause_topic(scene: Scene, sentence: Sentence, i: int) -> tuple[Range, ...]:
    """The nearest somebody before a participle in its sentence."""
    for k in range(i - 1, max(sentence.first, i - 40) - 1, -1):
        if scene.doc.tokens[k].kind == "word" and scene.agentive(k, k + 1):
            found = phrase_at(scene, k, i)
            if found:
                return (found,)
    return ()
