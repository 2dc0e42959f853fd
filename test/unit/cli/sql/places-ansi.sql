-- Crimes by place, category and month. For an engine with SIMILAR TO, such as PostgreSQL, and coordinates that are numbers: export as CSV without a header
SELECT h_1, h_2, h_3, h_4, h_5, h_6, h_7
FROM (
  SELECT 0 AS h_part, '#control' AS h_1, 'rows=' || CAST((SELECT count(*) FROM crime) AS VARCHAR(20)) AS h_2, 'located=' || CAST(coalesce(sum(CASE WHEN h_class = 'located' THEN h_count ELSE 0 END), 0) AS VARCHAR(20)) AS h_3, '' AS h_4, '' AS h_5, '' AS h_6, '' AS h_7
  FROM (
    SELECT CASE
        WHEN NOT (coalesce(CAST("Month" AS VARCHAR(255)), '') SIMILAR TO '20[0-9][0-9]-(0[1-9]|1[0-2])') THEN 'month-unreadable'
        WHEN coalesce(CAST("Crime type" AS VARCHAR(255)), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN coalesce(CAST("lon" AS VARCHAR(255)), '') = '' AND coalesce(CAST("Latitude" AS VARCHAR(255)), '') = '' THEN 'unlocated'
        WHEN coalesce(CAST("lon" AS VARCHAR(255)), '') = '' OR coalesce(CAST("Latitude" AS VARCHAR(255)), '') = '' THEN 'coordinate-unreadable'
        WHEN "lon" BETWEEN -9 AND 2.5
          AND "Latitude" BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class, count(*) AS h_count
    FROM crime
    GROUP BY h_class
  ) AS h_classes
  UNION ALL
  SELECT 1, '#aside', h_class, CAST(h_count AS VARCHAR(20)), '', '', '', ''
  FROM (
    SELECT CASE
        WHEN NOT (coalesce(CAST("Month" AS VARCHAR(255)), '') SIMILAR TO '20[0-9][0-9]-(0[1-9]|1[0-2])') THEN 'month-unreadable'
        WHEN coalesce(CAST("Crime type" AS VARCHAR(255)), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN coalesce(CAST("lon" AS VARCHAR(255)), '') = '' AND coalesce(CAST("Latitude" AS VARCHAR(255)), '') = '' THEN 'unlocated'
        WHEN coalesce(CAST("lon" AS VARCHAR(255)), '') = '' OR coalesce(CAST("Latitude" AS VARCHAR(255)), '') = '' THEN 'coordinate-unreadable'
        WHEN "lon" BETWEEN -9 AND 2.5
          AND "Latitude" BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class, count(*) AS h_count
    FROM crime
    GROUP BY h_class
  ) AS h_classes
  WHERE h_class NOT IN ('located', 'unlocated')
  UNION ALL
  SELECT 2, 'lng', 'lat', 'lsoa', 'location', 'category', 'month', 'count'
  UNION ALL
  SELECT 3, h_lng, h_lat, h_lsoa, h_location, h_category, h_month, CAST(h_count AS VARCHAR(20))
  FROM (
    SELECT coalesce(CAST("lon" AS VARCHAR(255)), '') AS h_lng,
      coalesce(CAST("Latitude" AS VARCHAR(255)), '') AS h_lat,
      coalesce(CAST("LSOA code" AS VARCHAR(255)), '') AS h_lsoa,
      '' AS h_location,
      coalesce(CAST("Crime type" AS VARCHAR(255)), '') AS h_category,
      coalesce(CAST("Month" AS VARCHAR(255)), '') AS h_month,
      CASE
        WHEN NOT (coalesce(CAST("Month" AS VARCHAR(255)), '') SIMILAR TO '20[0-9][0-9]-(0[1-9]|1[0-2])') THEN 'month-unreadable'
        WHEN coalesce(CAST("Crime type" AS VARCHAR(255)), '') NOT IN ('Anti-social behaviour', 'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft', 'Possession of weapons', 'Public disorder and weapons', 'Public order', 'Robbery', 'Shoplifting', 'Theft from the person', 'Vehicle crime', 'Violence and sexual offences', 'Violent crime') THEN 'kind-unknown'
        WHEN coalesce(CAST("lon" AS VARCHAR(255)), '') = '' AND coalesce(CAST("Latitude" AS VARCHAR(255)), '') = '' THEN 'unlocated'
        WHEN coalesce(CAST("lon" AS VARCHAR(255)), '') = '' OR coalesce(CAST("Latitude" AS VARCHAR(255)), '') = '' THEN 'coordinate-unreadable'
        WHEN "lon" BETWEEN -9 AND 2.5
          AND "Latitude" BETWEEN 49 AND 61.5 THEN 'located'
        ELSE 'coordinate-out-of-range'
      END AS h_class,
      count(*) AS h_count
    FROM crime
    GROUP BY h_lng, h_lat, h_lsoa, h_location, h_category, h_month, h_class
  ) AS h_places
  WHERE h_class IN ('located', 'unlocated')
) AS h_rows
ORDER BY h_part
