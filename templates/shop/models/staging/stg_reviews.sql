select
  review_id,
  product_id,
  rating,
  trim(body) as body,
  date_trunc('month', created_on) as month
from {{ref "reviews"}}
