-- Crimes by place, category and month. Run: clickhouse-client --query "$(cat places.sql)" > places.csv
SELECT h_1, h_2, h_3, h_4, h_5, h_6, h_7
FROM (
  SELECT 0 AS h_part, '#control' AS h_1, 'rows=' || toString((SELECT count(*) FROM crime)) AS h_2, 'located=' || toString(coalesce(sum(CASE WHEN h_class = 'located' THEN h_count ELSE 0 END), 0)) AS h_3, '' AS h_4, '' AS h_5, '' AS h_6, '' AS h_7
  FROM (
    SELECT CASE
        WHEN NOT (match(ifNull(toString("Month"), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')) THEN 'month-unreadable'
        WHEN ifNull(toString("Crime type"), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN ifNull(toString("Longitude"), '') = '' AND ifNull(toString("Latitude"), '') = '' THEN 'unlocated'
        WHEN NOT match(ifNull(toString("Longitude"), ''), '^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$') OR NOT match(ifNull(toString("Latitude"), ''), '^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$') THEN 'coordinate-unreadable'
        WHEN toFloat64OrZero(replaceRegexpAll(ifNull(toString("Longitude"), ''), '[\\s+]', '')) BETWEEN -9 AND 2.5
          AND toFloat64OrZero(replaceRegexpAll(ifNull(toString("Latitude"), ''), '[\\s+]', '')) BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class, count(*) AS h_count
    FROM crime
    GROUP BY h_class
  ) AS h_classes
  UNION ALL
  SELECT 1, '#aside', h_class, toString(h_count), '', '', '', ''
  FROM (
    SELECT CASE
        WHEN NOT (match(ifNull(toString("Month"), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')) THEN 'month-unreadable'
        WHEN ifNull(toString("Crime type"), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN ifNull(toString("Longitude"), '') = '' AND ifNull(toString("Latitude"), '') = '' THEN 'unlocated'
        WHEN NOT match(ifNull(toString("Longitude"), ''), '^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$') OR NOT match(ifNull(toString("Latitude"), ''), '^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$') THEN 'coordinate-unreadable'
        WHEN toFloat64OrZero(replaceRegexpAll(ifNull(toString("Longitude"), ''), '[\\s+]', '')) BETWEEN -9 AND 2.5
          AND toFloat64OrZero(replaceRegexpAll(ifNull(toString("Latitude"), ''), '[\\s+]', '')) BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class, count(*) AS h_count
    FROM crime
    GROUP BY h_class
  ) AS h_classes
  WHERE h_class NOT IN ('located', 'unlocated')
  UNION ALL
  SELECT 2, '#force', ifNull(toString("Reported by"), '') AS h_force, ifNull(toString("Month"), '') AS h_month, toString(count(*)), '', '', ''
  FROM crime
  WHERE match(ifNull(toString("Month"), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')
  GROUP BY h_force, h_month
  UNION ALL
  SELECT 3, 'lng', 'lat', 'lsoa', 'location', 'category', 'month', 'count'
  UNION ALL
  SELECT 4, h_lng, h_lat, h_lsoa, h_location, h_category, h_month, toString(h_count)
  FROM (
    SELECT ifNull(toString("Longitude"), '') AS h_lng,
      ifNull(toString("Latitude"), '') AS h_lat,
      ifNull(toString("LSOA code"), '') AS h_lsoa,
      ifNull(toString("Location"), '') AS h_location,
      ifNull(toString("Crime type"), '') AS h_category,
      ifNull(toString("Month"), '') AS h_month,
      CASE
        WHEN NOT (match(ifNull(toString("Month"), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')) THEN 'month-unreadable'
        WHEN ifNull(toString("Crime type"), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN ifNull(toString("Longitude"), '') = '' AND ifNull(toString("Latitude"), '') = '' THEN 'unlocated'
        WHEN NOT match(ifNull(toString("Longitude"), ''), '^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$') OR NOT match(ifNull(toString("Latitude"), ''), '^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$') THEN 'coordinate-unreadable'
        WHEN toFloat64OrZero(replaceRegexpAll(ifNull(toString("Longitude"), ''), '[\\s+]', '')) BETWEEN -9 AND 2.5
          AND toFloat64OrZero(replaceRegexpAll(ifNull(toString("Latitude"), ''), '[\\s+]', '')) BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class,
      count(*) AS h_count
    FROM crime
    GROUP BY h_lng, h_lat, h_lsoa, h_location, h_category, h_month, h_class
  ) AS h_places
  WHERE h_class IN ('located', 'unlocated')
) AS h_rows
ORDER BY h_part
FORMAT CSV
