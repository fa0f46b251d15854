SELECT trip_id, starts_on, ends_on, province, city, meal_days, meal_allowance
FROM trips
WHERE meal_allowance > LEAST(meal_days, DATE_DIFF('day', starts_on, ends_on) + 1)
    * CASE WHEN province IN ('西藏', '青海', '新疆') THEN 120 ELSE 100 END
