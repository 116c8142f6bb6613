{{!-- Every extracted review, good or bad: nothing is filtered here. A text without a word in it becomes null. --}}
select
  review_id,
  order_id,
  product_id,
  buyer_id,
  rating,
  nullif({{clean_text (plain_text "summary") max=200}}, '') as summary,
  nullif({{clean_text (plain_text "body") max=(var "max_body")}}, '') as body,
  helpful_votes,
  total_votes,
  created_at,
  updated_at,
  _load_id as load_id,
  _loaded_at as loaded_at
from {{source "shop" "reviews"}}
