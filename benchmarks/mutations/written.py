"""News sentences written for the mutations: rich in figures, units, dates, roles, quotations, hedges and conditions.

Everything in them is invented. Each row is an article: when it was published, and its text.
"""

from __future__ import annotations

ARTICLES: tuple[tuple[str, str], ...] = (
    (
        "2026-05-08T10:00:00+00:00",
        "The Orrin Valley Bank raised its key rate by 0.5 percentage points to 4.25 per cent on Thursday, the "
        "third increase this year. "
        "Governor Helen Strand said inflation may stay above 3 per cent until October. "
        "About 2.4 million households pay more than $1,150 a month for their mortgages, according to the Housing "
        "Institute. "
        "Deputy Governor Ralph Okoro voted against the increase, arguing that it would hurt small builders. "
        'The bank "cannot wait for wages to settle", Helen Strand told reporters in Orrin. '
        "Shares in the lender Castle Mutual fell 6.3 per cent, while its rival Northgate Savings rose 1.8 per cent. "
        "Exports were worth $1.5 billion in April, down from $1.9 billion in March.",
    ),
    (
        "2026-05-11T07:30:00+00:00",
        "PORT ESSEN (Coastal Wire) - A tanker carrying 38,000 tonnes of crude ran aground 12 kilometres off Port "
        "Essen on Saturday. "
        "Coast guard Captain Lena Arvid said at least 700 litres of oil had leaked, but no crew member was injured. "
        "The owner, Bluewater Shipping, reportedly ignored two warnings before the ship hit the reef. "
        "Environment Minister Paul Tessier ordered Bluewater Shipping to pay 45 million euros unless the wreck is "
        "removed by June 30. "
        "Some fishermen have already lost half of their spring catch, said Ana Mirov of the fishing union. "
        'Ana Mirov said the slick was "the worst thing to reach this coast in thirty years". '
        "The oil could reach the Sandhook nature reserve, which covers 140 hectares, within three days.",
    ),
    (
        "2026-05-14T16:45:00+00:00",
        "The Senate approved the land reform bill by 52 votes to 47 after the lower house rejected two earlier drafts. "
        "President Jonas Brandl is expected to sign the bill next week, his spokeswoman Carla Nuss said. "
        "Most farms larger than 300 acres must sell part of their land by 2031. "
        "Former president Edith Warrick criticised Jonas Brandl for rushing the vote. "
        "No party won a majority in the 2024 election, and the government depends on 11 independent senators. "
        "Police arrested 14 people before the vote but released all of them on Wednesday evening. "
        "Opponents allegedly paid some of the protesters, Interior Minister Otto Kranz claimed.",
    ),
    (
        "2026-05-19T12:00:00+00:00",
        "Engineers plan to close the Marlow Bridge for six weeks if the cracks grow by more than 4 millimetres. "
        "The bridge, built in 1931, carries 26,000 vehicles a day between Marlow and East Haven. "
        "Chief engineer Dana Quill said the repair would probably cost between $12 million and $15 million. "
        "The city has not decided whether drivers will pay a toll. "
        "Mayor Victor Lund accused the contractor Steelbridge Partners of hiding a report. "
        "Steelbridge Partners denied the claim and said every weld was tested in March 2025. "
        '"We tested every weld, and we would do it again tomorrow," Steelbridge director Maria Voss said.',
    ),
    (
        "2026-05-22T09:15:00+00:00",
        "Temperatures in Calvera reached 44.6 degrees Celsius on May 21, the highest since records began in 1911. "
        "Health officials said up to 90 deaths were possibly linked to the heat. "
        "Only hospitals with their own generators kept working when the grid failed on Thursday night. "
        "The utility Sunline restored power to 310,000 of 480,000 homes, but it could not say when the rest would "
        "follow. "
        "Prime Minister Ivana Petrak urged farmers to stop pumping water, and farmers asked Ivana Petrak for "
        "compensation. "
        "Sunline chairman Goran Pell resigned after Ivana Petrak criticised the utility. "
        "Many villages never received the warning that the weather service sent on Tuesday.",
    ),
    (
        "2026-05-27T18:20:00+00:00",
        "Researchers at Tallow University found that the vaccine prevented 71 per cent of infections among 3,200 "
        "volunteers. "
        "The trial (see table 2) ended in February, and its results have not been reviewed by other scientists. "
        "Professor Nadia Holm, who led the team, warned that the vaccine might be less effective in older people. "
        "None of the volunteers died, but 19 were treated in hospital. "
        "The drug maker Pharmaline hopes to sell the vaccine for less than $20 a dose. "
        "Meanwhile, regulators in two countries have suspended a similar trial. "
        "Pharmaline bought the patent from Tallow University for 6 billion won in 2023.",
    ),
    (
        "2026-06-02T21:00:00+00:00",
        "Harrow United beat Lansdale Rovers 3-1 on Sunday after trailing for an hour. "
        "Striker Milo Deane scored twice and was later fined 8,000 pounds for shouting at the referee. "
        "Lansdale coach Petra Simms blamed goalkeeper Ian Crewe for the second goal. "
        "The club may appeal against the decision within 14 days, the league said. "
        "Nearly 41,000 people watched the match, fewer than in any final since 2009. "
        "However, all tickets for the return match in Harrow were sold by Monday morning. "
        "Ian Crewe is likely to miss the match because of a knee injury.",
    ),
)
