select
  r.review_id,
  r.order_id,
  r.product_id,
  p.product_name,
  p.product_category,
  r.buyer_id,
  cast(r.rating as tinyint) as rating,
  r.summary,
  r.body,
  e.language,
  e.sentiment_label,
  e.sentiment_score,
  e.sentiment_confidence,
  e.category,
  e.category_confidence,
  e.keywords,
  e.quality_score,
  e.word_count,
  o.order_id is not null as is_verified_purchase,
  r.helpful_votes,
  r.total_votes,
  r.created_at,
  r.updated_at
from {{ref "review_checks"}} c
join {{ref "stg_reviews"}} r on r.review_id = c.review_id
join {{ref "review_enrichment"}} e on e.review_id = c.review_id
join {{ref "stg_products"}} p on p.product_id = r.product_id
left join {{ref "stg_orders"}} o
  on o.order_id = r.order_id and o.product_id = r.product_id and o.buyer_id = r.buyer_id
where c.reason is null
