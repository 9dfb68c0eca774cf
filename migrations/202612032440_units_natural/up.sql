-- «№ 2» stands before «№ 11»: keys of names keep each number behind the count of its digits, as the program writes them now
-- (db::natural). A number of the old keys is counted sign by sign: the databases share no other way.
UPDATE units SET name_key = (
    WITH RECURSIVE step (place, done, run) AS (
        SELECT 1, CAST('' AS TEXT), CAST('' AS TEXT)
        UNION ALL
        SELECT
            place + 1,
            CASE WHEN substr(units.name_key, place, 1) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN done
                 ELSE done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END || substr(units.name_key, place, 1) END,
            CASE WHEN substr(units.name_key, place, 1) NOT IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN ''
                 WHEN run = '0' THEN substr(units.name_key, place, 1)
                 ELSE run || substr(units.name_key, place, 1) END
        FROM step WHERE place <= length(units.name_key)
    )
    SELECT done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END FROM step WHERE place = length(units.name_key) + 1
);
UPDATE unit_versions SET name_key = (
    WITH RECURSIVE step (place, done, run) AS (
        SELECT 1, CAST('' AS TEXT), CAST('' AS TEXT)
        UNION ALL
        SELECT
            place + 1,
            CASE WHEN substr(unit_versions.name_key, place, 1) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN done
                 ELSE done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END || substr(unit_versions.name_key, place, 1) END,
            CASE WHEN substr(unit_versions.name_key, place, 1) NOT IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN ''
                 WHEN run = '0' THEN substr(unit_versions.name_key, place, 1)
                 ELSE run || substr(unit_versions.name_key, place, 1) END
        FROM step WHERE place <= length(unit_versions.name_key)
    )
    SELECT done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END FROM step WHERE place = length(unit_versions.name_key) + 1
) WHERE name_key IS NOT NULL;
UPDATE sheets SET name_key = (
    WITH RECURSIVE step (place, done, run) AS (
        SELECT 1, CAST('' AS TEXT), CAST('' AS TEXT)
        UNION ALL
        SELECT
            place + 1,
            CASE WHEN substr(sheets.name_key, place, 1) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN done
                 ELSE done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END || substr(sheets.name_key, place, 1) END,
            CASE WHEN substr(sheets.name_key, place, 1) NOT IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN ''
                 WHEN run = '0' THEN substr(sheets.name_key, place, 1)
                 ELSE run || substr(sheets.name_key, place, 1) END
        FROM step WHERE place <= length(sheets.name_key)
    )
    SELECT done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END FROM step WHERE place = length(sheets.name_key) + 1
);
UPDATE search_things SET title_key = (
    WITH RECURSIVE step (place, done, run) AS (
        SELECT 1, CAST('' AS TEXT), CAST('' AS TEXT)
        UNION ALL
        SELECT
            place + 1,
            CASE WHEN substr(search_things.title_key, place, 1) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN done
                 ELSE done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END || substr(search_things.title_key, place, 1) END,
            CASE WHEN substr(search_things.title_key, place, 1) NOT IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') THEN ''
                 WHEN run = '0' THEN substr(search_things.title_key, place, 1)
                 ELSE run || substr(search_things.title_key, place, 1) END
        FROM step WHERE place <= length(search_things.title_key)
    )
    SELECT done || CASE WHEN run = '' THEN '' WHEN length(run) > 9 THEN '9' || run ELSE CAST(length(run) AS TEXT) || run END FROM step WHERE place = length(search_things.title_key) + 1
) WHERE kind <> 'people.person';
