"""The signs of a phrase, place or time as a role's filler: from what is seen (a key) to ``sign=value`` names.

The names are those of ``data/role_weight``. ``kind`` is the trigger's kind of word, a verb's with its voice. A key holds no
more than its signs tell apart, so that it comes again: what they add up to is remembered (:class:`Sums`).
"""

from __future__ import annotations

from khabar.extract.events.weighing.weights import Signs

_LAST = {None: "none", True: "yes", False: "no"}


def sort(sort: str, side: str, type_: str, kind: str) -> Signs:
    """Of which sort a phrase is."""
    return [f"sort_side={sort}.{side}", f"sort_type={sort}.{type_}", f"side_type={side}.{type_}", f"sort_side_kind={sort}.{side}.{kind}"]


def preposition(prep: str, side: str, type_: str) -> Signs:
    """The preposition before a phrase."""
    return [f"prep_side={prep}.{side}", f"prep_side_type={prep}.{side}.{type_}"]


def form(form: str, length: int, several: bool, place_sort: str, trigger_side: str) -> Signs:
    """How a phrase is made. place_sort: its sort if it holds a place; trigger_side: its side if it is a trigger itself."""
    out = [f"form_length={form}.{length}"]
    if trigger_side:
        out.append(f"trigger_side={trigger_side}")
    if several:
        out.append("several=yes")
    if place_sort:
        out.append(f"place_sort={place_sort}")
    return out


def heard(heard: int, source_side: str, type_: str) -> Signs:
    """How often a phrase's head is named. source_side: its side if it speaks."""
    out = [f"heard={heard}", f"heard_type={heard > 1}.{type_}"]
    if source_side:
        out += [f"source_side={source_side}", f"source_type={type_}"]
    return out


def near(side: str, distance: int, kind: str, people: int, opens: bool, inside: bool) -> Signs:
    """Where a phrase of the trigger's sentence stands: how far, and how many people lie between."""
    out = [f"distance={side}.{distance}.{kind}", f"others_between={side}.{people}.{kind}"]
    if opens:
        out.append("opens=yes")
    if inside:
        out.append("inside=yes")
    return out


def amid(side: str, verbs: int, clauses: int, edges: int, triggers: int) -> Signs:
    """What else lies between a phrase and the trigger."""
    return [f"verbs_between={side}.{verbs}.{clauses}", f"edges_between={side}.{edges}", f"triggers_between={side}.{triggers}"]


def far(back: int, type_: str, prep: bool, sort: str) -> Signs:
    """Where a phrase of another sentence stands: how many sentences back."""
    return [f"back={back}", f"back_type={back}.{type_}", f"back_prep={prep}.{sort}"]


def proposed(agent: str, target: str, type_: str, sort: str) -> Signs:
    """Who proposes a phrase: the rule for either role (or "")."""
    out = []
    for role, rule in (("agent", agent), ("target", target)):
        if rule:
            name = f"{role}, {rule}"
            out += [f"rule={name}", f"rule_type={name}.{type_}", f"rule_sort={name}.{sort}"]
        else:
            out.append(f"no_rule={role}.{type_}")
    return out


def playing(relations: tuple[str, ...], type_: str) -> Signs:
    """Mentions that a phrase already plays a role in."""
    return [*(f"relation={r}" for r in relations), *(f"relation_type={r}.{type_}" for r in relations)]


def speaker(act: str, type_: str) -> Signs:
    """A phrase that says what is told, by what act of saying."""
    return [f"speaker_type={type_}", f"speaker_act={act}"]


def entity(agent: int, agent_type: int, target: int, target_type: int, is_agent: bool, is_target: bool, type_: str) -> Signs:
    """What its name does elsewhere in the report: how often it is a doer or a target."""
    out = [f"doer={min(agent, 3)}", f"doer_type={min(agent_type, 2)}.{type_}", f"done_to={min(target, 3)}",
           f"done_to_type={min(target_type, 2)}.{type_}"]  # fmt: skip
    if is_agent:
        out += ["is_agent=yes", f"is_agent_type={type_}"]
    if is_target:
        out += ["is_target=yes", f"is_target_type={type_}"]
    return out


def last(agent: bool | None, target: bool | None, same: bool | None) -> Signs:
    """Whether its name was the last doer, the last one done to, the last doer of such an act; None: nobody was."""
    return [f"last_agent={_LAST[agent]}", f"last_target={_LAST[target]}", f"last_same={_LAST[same]}"]


def entry(entry: str, kind: str, side: str) -> Signs:
    """What the predicate itself asks for: where its fillers stand."""
    return [f"entry_side={entry.partition('.')[2]}.{side}.{kind}"]


def entry_behind(entry: str, kind: str, prep: str, steps: int) -> Signs:
    """Behind which preposition the predicate's fillers stand."""
    word = entry.partition(".")[2]
    return [f"entry_prep={word}.{prep}", f"entry_behind={word}.{kind}.{prep}.{steps}"]


def entry_sort(entry: str, sort: str) -> Signs:
    """Of which sort the predicate's fillers are."""
    return [f"entry_sort={entry.partition('.')[2]}.{sort}"]


def entry_rules(entry: str, agent: str, target: str) -> Signs:
    """By which rules the predicate's fillers are found."""
    word = entry.partition(".")[2]
    out = [f"entry_agent_rule={word}.{agent}"] if agent else []
    return [*out, f"entry_target_rule={word}.{target}"] if target else out


def head(name: str, type_: str) -> Signs:
    """The head by which a phrase is known."""
    return [f"head={name}", f"head_type={name}.{type_}"]


def main(main: int, type_: str, side: str) -> Signs:
    """The rank of a phrase's head among the names told most often."""
    return [f"main={main}", f"main_type={main}.{type_}", f"main_side={main}.{side}"]


def lead(word: str, side: str, type_: str, kind: str) -> Signs:
    """The word right before a phrase."""
    return [f"lead={word}.{side}", f"lead_type={word}.{type_}", f"lead_kind={word}.{side}.{kind}"]


def agreement(side: str, person: str, form: str) -> Signs:
    """Gender and number of the verb beside those of the phrase."""
    return [f"agree={side}.{person}.{form}"]


def subject(subject: bool, case: str, kind: str, type_: str) -> Signs:
    """A phrase before the trigger: whether it is a verb's subject."""
    return [f"subject={subject}.{type_}", f"case={case}.{subject}.{kind}"]


def cue(cue: str, sort: str, prep: bool, subject: bool) -> Signs:
    """A phrase before the trigger, and what governs the trigger behind it."""
    return [f"cue={cue}.{sort}", f"cue_prep={cue}.{prep}.{subject}"]


def nobody(type_: str, kind: str, entry: str) -> Signs:
    """That no phrase fills the role of such a predicate."""
    word = entry.partition(".")[2]
    return ["none=yes", f"none_type={type_}", f"none_kind={kind}", f"none_type_kind={type_}.{kind}", f"none_entry={word}",
            f"none_entry_kind={word}.{kind}"]  # fmt: skip


def nobody_by_rule(agent: str, target: str, modality: str, polarity: str) -> Signs:
    """That no phrase fills the role, whatever the rules gave."""
    out = [f"none_has={bool(agent)}.{bool(target)}", f"none_modality={modality}.{polarity}"]
    if agent:
        out.append(f"none_agent_rule={agent}")
    if target:
        out.append(f"none_target_rule={target}")
    return out


def nobody_there(clue: str, definite: bool, suffix: bool, light: bool, act: str, people: int, opening: bool) -> Signs:
    """That no phrase fills the role, as the trigger and its sentence stand."""
    out = [f"none_clue={clue}", f"none_definite={definite}", f"none_act={act}", f"none_people={people}", f"none_opening={opening}"]
    if suffix:
        out.append("none_suffix=yes")
    if light:
        out.append("none_light=yes")
    return out


def place_sort(sort: str, back: int, type_: str) -> Signs:
    """Of which sort a place is."""
    return [f"sort={sort}", f"sort_type={sort}.{type_}", f"sort_back={sort}.{back}"]


def introduced(prep: str, back: int, type_: str) -> Signs:
    """How far back a place or time stands, and the preposition before it."""
    return [f"back={back}", f"back_type={back}.{type_}", f"prep={prep}", f"prep_type={prep}.{type_}"]


def place_given(rule: str, inside: str, used: int, first: bool, path: bool, type_: str) -> Signs:
    """What a place is to the mentions. inside: the role whose phrase holds it; used: how often it is taken elsewhere."""
    out = [f"used={used}"]
    if rule:
        out += ["rule=any", f"rule={rule}", f"rule_type=any.{type_}", f"rule_type={rule}.{type_}"]
    if inside:
        out += [f"inside={inside}", f"inside_type={inside}.{type_}"]
    if path:
        out.append("path=yes")
    if first:
        out += ["first=yes", f"first_type={type_}"]
    return out


def place_around(lead: str, named: int, metonym: bool, source: bool, follows: bool, preceded: bool) -> Signs:
    """What stands around a place, and how often the report names it."""
    flags = (("metonym", metonym), ("source", source), ("follows", follows), ("preceded", preceded))
    return [f"lead={lead}", f"named={named}", *(f"{name}=yes" for name, on in flags if on)]


def entry_time(entry: str, side: str) -> Signs:
    """The side on which a time stands for the predicate."""
    return [f"entry_side={entry.partition('.')[2]}.{side}"]


def time_side(side: str, type_: str, prep: str) -> Signs:
    """The side on which a time stands, and the preposition there."""
    return [f"side_type_prep={side}.{type_}.{prep}"]


def time_lead(lead: str, side: str, type_: str) -> Signs:
    """The word before a time, and the side on which it stands."""
    return [f"lead_side={lead}.{side}", f"lead_type={lead}.{type_}"]


def time_given(rule: bool, first: bool, told: bool, cue: bool, type_: str) -> Signs:
    """What a time is to the mention. told: it stands beside a word of saying; cue: the trigger is one."""
    out = ["rule=any", f"rule_type=any.{type_}"] if rule else []
    if told:
        out += ["told=yes", f"told_type={type_}", f"told_cue={cue}"]
    if first:
        out += ["first=yes", f"first_type={type_}"]
    return out


def time_words(lead: str, single: bool) -> Signs:
    """The word before a time, and whether the time is one word."""
    return [f"lead={lead}", "single=yes"] if single else [f"lead={lead}"]


def side(type_: str, kind: str, side: str) -> Signs:
    """The side on which a place or time of the trigger's sentence stands."""
    return [f"side_type={side}.{type_}", f"side_kind={side}.{kind}"]


def distance(side: str, distance: int, prep: str, rank: int, only: bool) -> Signs:
    """How far from the trigger a place or time of its sentence stands, and how many others are nearer."""
    return [f"distance={side}.{distance}", f"distance_prep={side}.{distance}.{prep}", f"rank={side}.{rank}", f"only={only}"]


def between(side: str, verbs: int, clauses: int, commas: int) -> Signs:
    """What lies between the trigger and a place or time of its sentence."""
    return [f"verbs_between={side}.{verbs}.{clauses}", f"edges_between={side}.{commas}"]


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
