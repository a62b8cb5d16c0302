"""The signs of a phrase, place or time as a role's filler: from what is seen (a key) to ``sign=value`` names.

The names are those of ``data/role_weight``. ``kind`` is the trigger's kind of word, a verb's with its voice.
"""

from __future__ import annotations

from khabar.extract.events.weighing.looks import Look, Spot
from khabar.extract.events.weighing.running import Between
from khabar.extract.events.weighing.weights import Signs

_LAST = {None: "none", True: "yes", False: "no"}


def phrase(look: Look, side: str, type_: str, kind: str) -> Signs:
    """What a phrase is: its sort, the preposition before it, whether it speaks, how often its head is named."""
    sort, prep = look.sort, look.prep
    out = [f"sort_side={sort}.{side}", f"sort_type={sort}.{type_}", f"side_type={side}.{type_}", f"sort_side_kind={sort}.{side}.{kind}",
           f"prep_side={prep}.{side}", f"prep_side_type={prep}.{side}.{type_}", f"form_length={look.form}.{look.length}",
           f"heard={look.heard}", f"heard_type={look.heard > 1}.{type_}"]  # fmt: skip
    if look.source:
        out += [f"source_side={side}", f"source_type={type_}"]
    if look.trigger:
        out.append(f"trigger_side={side}")
    if look.several:
        out.append("several=yes")
    if look.place:
        out.append(f"place_sort={sort}")
    return out


def near(side: str, distance: int, kind: str, between: Between, opens: bool, inside: bool) -> Signs:
    """Where a phrase of the trigger's sentence stands: how far, and what lies between."""
    b = between
    out = [f"distance={side}.{distance}.{kind}", f"verbs_between={side}.{b.verbs}.{b.clauses}", f"edges_between={side}.{b.edges}",
           f"triggers_between={side}.{b.triggers}", f"others_between={side}.{b.people}.{kind}"]  # fmt: skip
    if opens:
        out.append("opens=yes")
    if inside:
        out.append("inside=yes")
    return out


def far(back: int, type_: str, prep: bool, sort: str) -> Signs:
    """Where a phrase of another sentence stands: how many sentences back."""
    return [f"back={back}", f"back_type={back}.{type_}", f"back_prep={prep}.{sort}"]


def proposed(agent: str, target: str, relations: tuple[str, ...], speaker: str, type_: str, sort: str) -> Signs:
    """Who proposes a phrase: the rule for either role (or ""), mentions that it already plays a role in, the chain."""
    out = [f"relation={r}" for r in relations]
    out += [f"relation_type={r}.{type_}" for r in relations]
    for role, rule in (("agent", agent), ("target", target)):
        if rule:
            name = f"{role}, {rule}"
            out += [f"rule={name}", f"rule_type={name}.{type_}", f"rule_sort={name}.{sort}"]
        else:
            out.append(f"no_rule={role}.{type_}")
    if speaker:
        out += [f"speaker_type={type_}", f"speaker_act={speaker}"]
    return out


def entity(agent: int, agent_type: int, target: int, target_type: int, is_agent: bool, is_target: bool,
           last_agent: bool | None, last_target: bool | None, last_same: bool | None, type_: str) -> Signs:  # fmt: skip
    """What its name does elsewhere in the report: how often it is a doer or a target, and whether it was the last one."""
    out = [f"doer={min(agent, 3)}", f"doer_type={min(agent_type, 2)}.{type_}", f"done_to={min(target, 3)}",
           f"done_to_type={min(target_type, 2)}.{type_}", f"last_agent={_LAST[last_agent]}", f"last_target={_LAST[last_target]}",
           f"last_same={_LAST[last_same]}"]  # fmt: skip
    if is_agent:
        out += ["is_agent=yes", f"is_agent_type={type_}"]
    if is_target:
        out += ["is_target=yes", f"is_target_type={type_}"]
    return out


def entry(entry: str, kind: str, side: str, prep: str, steps: int, sort: str, agent: str, target: str) -> Signs:
    """What the predicate itself asks for: where its fillers stand, behind which preposition, of which sort, by which rule."""
    word = entry.partition(".")[2]
    out = [f"entry_side={word}.{side}.{kind}", f"entry_sort={word}.{sort}"]
    if side == "behind":
        out += [f"entry_prep={word}.{prep}", f"entry_behind={word}.{kind}.{prep}.{steps}"]
    if agent:
        out.append(f"entry_agent_rule={word}.{agent}")
    if target:
        out.append(f"entry_target_rule={word}.{target}")
    return out


def head(name: str, main: int, type_: str, side: str) -> Signs:
    """The head by which a phrase is known, and its rank among the names told most often."""
    return [f"head={name}", f"head_type={name}.{type_}", f"main={main}", f"main_type={main}.{type_}", f"main_side={main}.{side}"]


def lead(word: str, side: str, type_: str, kind: str) -> Signs:
    """The word right before a phrase."""
    return [f"lead={word}.{side}", f"lead_type={word}.{type_}", f"lead_kind={word}.{side}.{kind}"]


def agreement(side: str, person: str, form: str) -> Signs:
    """Gender and number of the verb beside those of the phrase."""
    return [f"agree={side}.{person}.{form}"]


def before(subject: bool, cue: str, case: str, kind: str, type_: str, sort: str, prep: bool) -> Signs:
    """A phrase before the trigger: whether it is a verb's subject, and what governs the trigger behind it."""
    return [f"subject={subject}.{type_}", f"cue={cue}.{sort}", f"cue_prep={cue}.{prep}.{subject}", f"case={case}.{subject}.{kind}"]


def nobody(type_: str, kind: str, agent: str, target: str, modality: str, polarity: str, clue: str, definite: bool,
           suffix: bool, light: bool, act: str, entry: str, people: int, opening: bool) -> Signs:  # fmt: skip
    """That no phrase fills the role."""
    word = entry.partition(".")[2]
    out = ["none=yes", f"none_type={type_}", f"none_kind={kind}", f"none_type_kind={type_}.{kind}", f"none_clue={clue}",
           f"none_has={bool(agent)}.{bool(target)}", f"none_modality={modality}.{polarity}", f"none_definite={definite}",
           f"none_act={act}", f"none_entry={word}", f"none_entry_kind={word}.{kind}", f"none_people={people}",
           f"none_opening={opening}"]  # fmt: skip
    if agent:
        out.append(f"none_agent_rule={agent}")
    if target:
        out.append(f"none_target_rule={target}")
    if suffix:
        out.append("none_suffix=yes")
    if light:
        out.append("none_light=yes")
    return out


def where(type_: str, back: int, rule: str, look: Spot, used: int, inside: str, path: bool) -> Signs:
    """What a place is and how it is introduced; ``inside`` names the role whose phrase holds it."""
    prep, sort = look.prep, look.sort
    out = [f"back={back}", f"back_type={back}.{type_}", f"prep={prep}", f"prep_type={prep}.{type_}", f"lead={look.lead}",
           f"sort={sort}", f"sort_type={sort}.{type_}", f"sort_back={sort}.{back}", f"named={look.named}", f"used={min(used, 3)}"]  # fmt: skip
    if rule:
        out += ["rule=any", f"rule={rule}", f"rule_type=any.{type_}", f"rule_type={rule}.{type_}"]
    if inside:
        out += [f"inside={inside}", f"inside_type={inside}.{type_}"]
    flags = (("metonym", look.marked), ("source", look.source), ("follows", look.follows), ("preceded", look.preceded), ("path", path))
    out += [f"{name}=yes" for name, on in flags if on]
    if look.first:
        out += ["first=yes", f"first_type={type_}"]
    return out


def around(entry: str, side: str, type_: str, prep: str, lead: str) -> Signs:
    """The side on which a time stands for the predicate, and how it is introduced there."""
    return [f"entry_side={entry.partition('.')[2]}.{side}", f"side_type_prep={side}.{type_}.{prep}", f"lead_side={lead}.{side}",
            f"lead_type={lead}.{type_}"]  # fmt: skip


def when(type_: str, back: int, rule: bool, look: Spot, cue: bool, single: bool) -> Signs:
    """What a time is and how it is introduced."""
    prep = look.prep
    out = [f"back={back}", f"back_type={back}.{type_}", f"prep={prep}", f"prep_type={prep}.{type_}", f"lead={look.lead}"]
    if rule:
        out += ["rule=any", f"rule_type=any.{type_}"]
    if look.marked:
        out += ["told=yes", f"told_type={type_}", f"told_cue={cue}"]
    if single:
        out.append("single=yes")
    if look.first:
        out += ["first=yes", f"first_type={type_}"]
    return out


def beside(type_: str, kind: str, side: str, distance: int, prep: str, between: Between, rank: int, only: bool) -> Signs:
    """Where a place or time of the trigger's sentence stands."""
    return [f"distance={side}.{distance}", f"verbs_between={side}.{between.verbs}.{between.clauses}", f"edges_between={side}.{between.commas}",
            f"side_type={side}.{type_}", f"side_kind={side}.{kind}", f"distance_prep={side}.{distance}.{prep}",
            f"rank={side}.{rank}", f"only={only}"]  # fmt: skip


def shared(last: str, sentence: bool, steps: int, same_type: bool, following: str, type_: str) -> Signs:
    """Whether the mention before, or behind, has this place or time: same, other or none."""
    out = [f"last={last}.{sentence}", f"next={following}"]
    if last == "same":
        out += [f"last_steps={steps}", f"last_type={type_}", f"last_same={same_type}"]
    return out


def nowhere(type_: str, kind: str, rule: bool, inside: int, modality: str, polarity: str, definite: bool, act: str) -> Signs:
    """That the mention has no place, or no time."""
    return ["none=yes", f"none_type={type_}", f"none_kind={kind}", f"none_type_kind={type_}.{kind}", f"none_rule={rule}",
            f"none_inside={inside}", f"none_inside_type={inside > 0}.{type_}", f"none_modality={modality}.{polarity}",
            f"none_definite={definite}", f"none_act={act}"]  # fmt: skip
