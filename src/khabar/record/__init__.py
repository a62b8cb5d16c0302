"""The record model: spans, mentions, the record itself and its JSON form."""

from khabar.record.codec import check, from_json, report_id, schema, to_json
from khabar.record.distance import kilometres
from khabar.record.mentions import (
    AttributionMention,
    CountMention,
    EventMention,
    PlaceMention,
    Proposals,
    TimeMention,
)
from khabar.record.span import Quote, Span, contains, overlap, quote
from khabar.record.types import (
    Actor,
    ActorCodes,
    Attribution,
    Block,
    Claim,
    Count,
    Event,
    EventCodes,
    Place,
    PlaceCandidate,
    PublishedAt,
    Reading,
    Record,
    RelativePoint,
    Report,
    RoleFiller,
    Source,
    Time,
)
from khabar.record.why import Why

__all__ = [
    "Actor", "ActorCodes", "Attribution", "AttributionMention", "Block", "Claim", "Count", "CountMention", "Event",
    "EventCodes", "EventMention", "Place", "PlaceCandidate", "PlaceMention", "Proposals", "PublishedAt", "Quote", "Reading", "Record",
    "RelativePoint", "Report", "RoleFiller", "Source", "Span", "Time", "TimeMention", "Why", "check", "contains",
    "from_json", "kilometres", "overlap", "quote", "report_id", "schema", "to_json",
]
