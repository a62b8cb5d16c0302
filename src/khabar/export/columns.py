"""Column names as their publishers print them, in their order.

Sources: ACLED codebook and export (31 columns), UCDP GED codebook (49), POLECAT weekly files (40), PLOVER manual.
"""

# ruff: noqa: SIM905  (as the publishers print them)
from __future__ import annotations

ACLED = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
    "geo_precision source source_scale notes fatalities tags timestamp".split()
)
UCDP = tuple(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start "
    "date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob".split()
)
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
    "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude",
    "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
PLOVER = tuple(
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link "
    "text text_info cite_info coder coded_date coded_time comment".split()
)
#: Who must be named where GeoNames coordinates go (CC BY 4.0).
ATTRIBUTION = "Coordinates and place ids: GeoNames (https://www.geonames.org), CC BY 4.0; names: Unicode CLDR and Khabar's own layer."
