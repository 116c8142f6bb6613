{{!--
  One row for each extracted review, with the reason of its rejection, or null where it is accepted.
  The first reason that holds is given, cheapest and surest first; seeds/rejection_reasons.csv has them in this order.
  A duplicate is a later copy of a review that passed every check before: its first occurrence stays.
  A future date is one after the load that brought the review, so that a later run decides the same.
--}}
with certain as (
  select
    r.review_id,
    r.product_id,
    r.buyer_id,
    r.created_at,
    r.load_id,
    r.loaded_at,
    e.content_hash,
    e.is_spam,
    coalesce(l.supported, false) as is_supported,
    case
      when r.body is null then 'empty_body'
      when e.word_count < {{var "min_words"}} then 'body_too_short'
      when r.rating is null or r.rating not between 1 and 5 then 'rating_out_of_range'
      when p.product_id is null then 'unknown_product'
      when b.buyer_id is null then 'unknown_buyer'
      when r.created_at > r.loaded_at then 'future_date'
    end as reason
  from {{ref "stg_reviews"}} r
  left join {{ref "review_enrichment"}} e on e.review_id = r.review_id
  left join {{ref "stg_products"}} p on p.product_id = r.product_id
  left join {{ref "stg_buyers"}} b on b.buyer_id = r.buyer_id
  left join {{ref "languages"}} l on l.code = e.language
),

counted as (
  select
    *,
    row_number() over (
      partition by buyer_id, product_id, content_hash, reason is null
      order by created_at, review_id
    ) as occurrence
  from certain
)

select
  review_id,
  product_id,
  case
    when reason is not null then reason
    when occurrence > 1 then 'duplicate'
    when is_spam then 'spam'
    when not is_supported then 'unsupported_language'
  end as reason,
  load_id,
  loaded_at
from counted
