{{config materialized="external" schema="exports" alias="product_satisfaction"}}
select
  product_id,
  product_name,
  product_category,
  month,
  reviews,
  satisfied_reviews,
  satisfaction_rate,
  average_rating,
  is_reliable
from {{ref "product_satisfaction"}}
