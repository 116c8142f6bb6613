{{config materialized="external" schema="exports" alias="reviews"}}
select
  review_id,
  product_id,
  product_category,
  buyer_id,
  rating,
  language,
  sentiment_label,
  sentiment_score,
  category,
  keywords,
  quality_score,
  word_count,
  is_verified_purchase,
  created_at,
  updated_at
from {{ref "reviews_enriched"}}
