"""Which datasets of OpenSanctions are lists of an authority."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class AuthorityList(NamedTuple):
    """A list.

    Attributes:
        authority: one of `AUTHORITIES` in `domain.vessel`.
        measure: what a listing is, in our words.
    """

    authority: str
    measure: str


# Names of datasets as OpenSanctions publishes them (its repository, folder "datasets", 2025). Left out are
# collections and republications of other lists (us_trade_csl, be_fod_sanctions, fr_tresor_gels_avoir,
# mc_fund_freezes), and what names ships without ordering anything (ua_war_sanctions, kp_rusi_reports).
LISTS: Final[Mapping[str, AuthorityList]] = {
    "un_sc_sanctions": AuthorityList("UN", "on the consolidated list of the Security Council"),
    "un_1718_vessels": AuthorityList("UN", "on the list of designated vessels of the 1718 Committee"),
    "us_ofac_sdn": AuthorityList("US", "on the list of specially designated nationals (OFAC)"),
    "us_ofac_cons": AuthorityList(
        "US", "on the consolidated list beside that of designated nationals (OFAC)"
    ),
    "eu_fsf": AuthorityList("EU", "on the consolidated list of financial sanctions"),
    "eu_sanctions_map": AuthorityList("EU", "under restrictive measures (EU sanctions map)"),
    "eu_journal_sanctions": AuthorityList("EU", "under restrictive measures (Official Journal)"),
    "gb_hmt_sanctions": AuthorityList("UK", "on the consolidated list of HM Treasury"),
    "gb_fcdo_sanctions": AuthorityList("UK", "on the UK sanctions list (FCDO)"),
    "ua_nsdc_sanctions": AuthorityList("UA", "under sanctions of the National Security and Defence Council"),
    "jp_mof_sanctions": AuthorityList("JP", "on the list of economic sanctions (Ministry of Finance)"),
    "ca_dfatd_sema_sanctions": AuthorityList("CA", "under the Special Economic Measures Act"),
    "au_dfat_sanctions": AuthorityList("AU", "on the consolidated list of DFAT"),
    "nz_russia_sanctions": AuthorityList("NZ", "under the Russia Sanctions Act"),
    "ch_seco_sanctions": AuthorityList("CH", "on the list of SECO"),
}
# Codes of countries as FollowTheMoney writes who ordered a sanction.
COUNTRIES: Final[Mapping[str, str]] = {
    "us": "US",
    "eu": "EU",
    "gb": "UK",
    "ua": "UA",
    "jp": "JP",
    "kr": "KR",
    "ca": "CA",
    "au": "AU",
    "nz": "NZ",
    "ch": "CH",
}
