/** README.txt of the sample folder. */
export const README = `Ambershire: a synthetic police force
====================================

Everything in this folder is made up by a program: the county, its towns and streets, its people, its crimes. It is laid over
real ground (about 52.6 N, 1.9 W) by arithmetic only, so that coordinates, hexagons and the National Grid behave; nothing here
says anything about the real places there. Codes and names are chosen so that no real area has them.

Areas        lpas (2), sectors (8), beats (36), wards (75), lsoas (450) .geojson: each level is made of whole areas of the level
             below, parent_code names the area one level up, and neighbours share their corners exactly. About 2,400 km2, a city
             with 45 % of the people, five towns, villages.
People       population.csv, claimants.csv (rounded to 5), school-absence.csv, police-stations.csv, and deprivation.csv with the
             headings of the official 2025 file. Ranks run over the 33,755 LSOAs of England; the index follows from its domains.
Crime        36 months, October 2023 to September 2026, about 220,000 rows, in two forms of the same records:
  crime/     as published: month only, places moved to the nearest of about 9,400 named map points, the LSOA of that point,
             14 categories, no identifier for anti-social behaviour. 2 % have no location, 1 in 1,000 lies outside the county,
             some identifiers come twice (other victims or places of one crime), one place name holds a comma.
  force-extract.csv
             as a force holds it: exact National Grid metres, Home Office code, British local times, flags, premises, status.
             Anti-social behaviour has no Home Office code. The month of the published form is that of Recorded Date. Rows with
             status Cancelled, Crime Related Incident, Transferred or Non-notifiable are in this form only.

What is true (truth.json)
  Chance       an LSOA's rows in a month vary around their expected number with a variance of 3 times the mean.
  Hotspots     12 discs of 100 to 150 m, four each at 3, 5 and 10 times the local rate. The local rate is the expected number of
               rows per km2 in the ring from the disc's edge to 400 m. All categories alike. expected_monthly is the mean of
               located rows inside, at their exact places, over a year; season and chance come on top.
  Highest need 6 touching LSOAs in the city's inner ring, with the excess of each of the five factors over the county.
  Intervention from the start month all rows of one beat, by exact place, are 25 % fewer, and those of the LSOAs that touch it
               5 % more.

Made again with the same seed, every byte is the same: hexbeat sample --seed 1
`
