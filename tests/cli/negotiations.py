"""Reports on negotiations that never were, for the tests of the command line."""

import json
from typing import Any

RIVER = """\
Upland Front turns down river truce

By Ane Solberg

OSLO, 4 March 2023 (Fjord Monitor) - The Upland Front rejected on Saturday a Norwegian proposal for a truce along the \
river Tamber, a diplomat close to the talks said.

"We will not sign while their guns look down on us," said Joram Tesk, a spokesman for the front.

Norway and Qatar are mediating between the front and the government of Velland. The government demanded that the front \
release forty prisoners before any truce.

Foreign ministers of Norway and Qatar will meet in Doha on 11 March.
"""
UNDATED = """\
Harbour talks resume

Kenya rejected on Friday a Swiss proposal for a joint port authority, a diplomat close to the talks said.

Norway and Qatar signed an agreement on the port.
"""
FRENCH = """\
Les pourparlers reprennent dans la vallée

Les deux délégations se sont retrouvées mardi autour de la même table, pour la première fois depuis trois mois, et \
elles ont longuement parlé de la libération des prisonniers avant de se séparer sans avoir conclu.
"""
PAGE = """\
<!doctype html>
<html lang="en"><head><title>Ferry line reopens | Strait Gazette</title>
<meta property="og:site_name" content="Strait Gazette">
<meta property="article:published_time" content="2023-05-09T06:00:00Z"></head>
<body><article><h1>Ferry line reopens</h1>
<p>Turkey and Greece agreed on Monday to reopen the ferry line that they had closed in the winter, the Greek
foreign ministry said. Two ships with 300 tonnes of flour left the port on Tuesday.</p>
<p>Switzerland hosted the talks in Geneva. Greek officials warned that the line would be closed again if patrols went
on, and the Turkish foreign ministry said that it had rejected a demand to end them.</p>
</article></body></html>
"""


def json_line(**fields: Any) -> str:
    """A report as a line of JSON."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


PORT = json_line(
    id="port-1",
    outlet="Coast Wire",
    published="2023-06-02",
    text="Kenya proposed a plan for the port of Lamuro on Thursday.\n\nUganda accepted the plan, Reuters reported,"
    " citing a Ugandan official.\n",
) + json_line(
    id="port-2",
    outlet="Lake Herald",
    published="2023-06-05",
    text="Kenya and Uganda signed an agreement on the port on Sunday. Uganda's foreign minister said the talks had made"
    " progress.\n",
)


def many(count: int) -> list[str]:
    """So many small reports, each a line of JSON."""
    return [
        json_line(
            id=f"many-{n:03}",
            outlet="Coast Wire",
            published="2023-06-02",
            text=f"Kenya rejected offer number {n} by Uganda on Thursday, a diplomat said.\n",
        )
        for n in range(count)
    ]
