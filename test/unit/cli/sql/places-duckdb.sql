-- Crimes by place, category and month. Run: duckdb crimes.duckdb < places.sql, which writes places.csv
COPY (
SELECT h_1, h_2, h_3, h_4, h_5, h_6, h_7
FROM (
  SELECT 0 AS h_part, '#control' AS h_1, 'rows=' || CAST((SELECT count(*) FROM read_csv('crime/*.csv')) AS VARCHAR) AS h_2, 'located=' || CAST(coalesce(sum(CASE WHEN h_class = 'located' THEN h_count ELSE 0 END), 0) AS VARCHAR) AS h_3, '' AS h_4, '' AS h_5, '' AS h_6, '' AS h_7
  FROM (
    SELECT CASE
        WHEN NOT (regexp_matches(coalesce(CAST("Month" AS VARCHAR), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')) THEN 'month-unreadable'
        WHEN coalesce(CAST("Crime type" AS VARCHAR), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN coalesce(CAST("Longitude" AS VARCHAR), '') = '' AND coalesce(CAST("Latitude" AS VARCHAR), '') = '' THEN 'unlocated'
        WHEN NOT regexp_matches(coalesce(CAST("Longitude" AS VARCHAR), ''), '^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$') OR NOT regexp_matches(coalesce(CAST("Latitude" AS VARCHAR), ''), '^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$') THEN 'coordinate-unreadable'
        WHEN TRY_CAST(trim(CAST("Longitude" AS VARCHAR)) AS DOUBLE) BETWEEN -9 AND 2.5
          AND TRY_CAST(trim(CAST("Latitude" AS VARCHAR)) AS DOUBLE) BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class, count(*) AS h_count
    FROM read_csv('crime/*.csv')
    GROUP BY h_class
  ) AS h_classes
  UNION ALL
  SELECT 1, '#aside', h_class, CAST(h_count AS VARCHAR), '', '', '', ''
  FROM (
    SELECT CASE
        WHEN NOT (regexp_matches(coalesce(CAST("Month" AS VARCHAR), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')) THEN 'month-unreadable'
        WHEN coalesce(CAST("Crime type" AS VARCHAR), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN coalesce(CAST("Longitude" AS VARCHAR), '') = '' AND coalesce(CAST("Latitude" AS VARCHAR), '') = '' THEN 'unlocated'
        WHEN NOT regexp_matches(coalesce(CAST("Longitude" AS VARCHAR), ''), '^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$') OR NOT regexp_matches(coalesce(CAST("Latitude" AS VARCHAR), ''), '^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$') THEN 'coordinate-unreadable'
        WHEN TRY_CAST(trim(CAST("Longitude" AS VARCHAR)) AS DOUBLE) BETWEEN -9 AND 2.5
          AND TRY_CAST(trim(CAST("Latitude" AS VARCHAR)) AS DOUBLE) BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class, count(*) AS h_count
    FROM read_csv('crime/*.csv')
    GROUP BY h_class
  ) AS h_classes
  WHERE h_class NOT IN ('located', 'unlocated')
  UNION ALL
  SELECT 2, '#force', coalesce(CAST("Reported by" AS VARCHAR), '') AS h_force, coalesce(CAST("Month" AS VARCHAR), '') AS h_month, CAST(count(*) AS VARCHAR), '', '', ''
  FROM read_csv('crime/*.csv')
  WHERE regexp_matches(coalesce(CAST("Month" AS VARCHAR), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')
  GROUP BY h_force, h_month
  UNION ALL
  SELECT 3, 'lng', 'lat', 'lsoa', 'location', 'category', 'month', 'count'
  UNION ALL
  SELECT 4, h_lng, h_lat, h_lsoa, h_location, h_category, h_month, CAST(h_count AS VARCHAR)
  FROM (
    SELECT coalesce(CAST("Longitude" AS VARCHAR), '') AS h_lng,
      coalesce(CAST("Latitude" AS VARCHAR), '') AS h_lat,
      coalesce(CAST("LSOA code" AS VARCHAR), '') AS h_lsoa,
      coalesce(CAST("Location" AS VARCHAR), '') AS h_location,
      coalesce(CAST("Crime type" AS VARCHAR), '') AS h_category,
      coalesce(CAST("Month" AS VARCHAR), '') AS h_month,
      CASE
        WHEN NOT (regexp_matches(coalesce(CAST("Month" AS VARCHAR), ''), '^20[0-9][0-9]-(0[1-9]|1[0-2])$')) THEN 'month-unreadable'
        WHEN coalesce(CAST("Crime type" AS VARCHAR), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN coalesce(CAST("Longitude" AS VARCHAR), '') = '' AND coalesce(CAST("Latitude" AS VARCHAR), '') = '' THEN 'unlocated'
        WHEN NOT regexp_matches(coalesce(CAST("Longitude" AS VARCHAR), ''), '^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$') OR NOT regexp_matches(coalesce(CAST("Latitude" AS VARCHAR), ''), '^\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?\s*$') THEN 'coordinate-unreadable'
        WHEN TRY_CAST(trim(CAST("Longitude" AS VARCHAR)) AS DOUBLE) BETWEEN -9 AND 2.5
          AND TRY_CAST(trim(CAST("Latitude" AS VARCHAR)) AS DOUBLE) BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class,
      count(*) AS h_count
    FROM read_csv('crime/*.csv')
    GROUP BY h_lng, h_lat, h_lsoa, h_location, h_category, h_month, h_class
  ) AS h_places
  WHERE h_class IN ('located', 'unlocated')
) AS h_rows
ORDER BY h_part
) TO 'places.csv' (FORMAT csv, HEADER false);
