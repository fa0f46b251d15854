SELECT trip_id, starts_on, ends_on, province, city, nights, lodging_amount
FROM trips
WHERE lodging_amount > 0 AND NOT lodging_receipt
