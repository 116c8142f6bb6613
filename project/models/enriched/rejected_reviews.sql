{{!-- No text and no author: who mends a rejection looks them up in the shop, by the number of the review. --}}
select
  review_id,
  product_id,
  reason,
  load_id,
  loaded_at as rejected_at
from {{ref "review_checks"}}
where reason is not null
