"""The signs of how a phrase, place or time is linked to a trigger (links.py): ``sign=value`` names, as in signs.py."""

from __future__ import annotations

from khabar.extract.events.weighing.weights import Signs


def voice(says: bool, hears: bool, last: bool, saying: str, ours: bool | None, type_: str) -> Signs:
    """A phrase that speaks or is spoken to: in the trigger's own word, or as the last one who spoke; ours: by a verb of the first
    person, whether the phrase is the speaker around it."""
    out = []
    if says:
        out += ["says=yes", f"says_type={type_}"]
    if hears:
        out += ["hears=yes", f"hears_type={type_}"]
    if last:
        out += [f"speaker={saying}", f"speaker_saying={saying}.{type_}"]
    if ours is not None:
        out.append(f"ours={ours}.{last}")
    return out


def away(person: str, suffix: str, form: str, joined: bool) -> Signs:
    """A phrase of another sentence beside the verb's person and the trigger's suffix."""
    return [f"away_person={person}.{form}", f"away_suffix={suffix}.{form}", f"away_joined={joined}.{person}"]


def owner(side: str, nearest: str, type_: str) -> Signs:
    """The type of the mention that lies between and nearest to the phrase."""
    return [f"owner={side}.{nearest}.{type_}"]


def joined(side: str, kind: str, type_: str, between: bool) -> Signs:
    """A phrase beside a trigger with و or ف, and whether a mention lies between."""
    return [f"joined={side}.{kind}.{between}", f"joined_type={side}.{type_}"]


def suffix(side: str, pronoun: str, form: str, kind: str) -> Signs:
    """The trigger's suffix beside the form of the phrase."""
    return [f"suffix={side}.{pronoun}.{form}", f"suffix_kind={side}.{pronoun}.{form}.{kind}"]


def cued(cue: str, kind: str) -> Signs:
    """Nobody fills the role: the word before the trigger."""
    return [f"none_cue={cue}.{kind}"]


def followed(following: str, kind: str) -> Signs:
    """Nobody fills the role: the word behind the trigger."""
    return [f"none_following={following}.{kind}"]


def tied(type_: str, kind: str, joined: bool, saying: str) -> Signs:
    """Nobody fills the role: و or ف is written onto the trigger, or it says something."""
    out = [f"none_joined={kind}", f"none_joined_type={type_}"] if joined else []
    return [*out, f"none_saying={saying}", f"none_saying_type={saying}.{type_}"] if saying else out


def governed(governor: str, near: int, type_: str) -> Signs:
    """Nobody fills the role: the mention before it in the sentence."""
    return [f"none_governor={governor}.{near}", f"none_governor_type={governor}.{type_}"]


def kin(alike: str, type_: str, definite: bool, back: int) -> Signs:
    """Whether the last mention of this type, or of what caused it, has this place or time."""
    return [f"kin={alike}.{definite}", f"kin_type={alike}.{type_}", f"kin_back={alike}.{back}"]


def main_place(main: int, type_: str, back: int) -> Signs:
    """The rank of a place's name among those that the report names most often."""
    return [f"main={main}.{back}", f"main_type={main}.{type_}"]


def spot_owner(side: str, nearest: str, type_: str, kind: str) -> Signs:
    """The type of the mention that lies between and nearest to the place or time."""
    return [f"owner={side}.{nearest}.{type_}", f"owner_kind={side}.{bool(nearest)}.{kind}"]
