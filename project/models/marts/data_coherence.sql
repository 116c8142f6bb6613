{{!--
  Counts over whole tables, never over a group of people. What is counted is whether a value is there, or agrees,
  so that no value of a person takes part in it.
--}}
with review_links as (
  select
    count(*) as reviews,
    {{count_where "p.product_id is null"}} as without_product,
    {{count_where "b.buyer_id is null"}} as without_buyer,
    {{count_where "r.order_id is not null and o.order_id is null"}} as without_order
  from {{ref "stg_reviews"}} r
  left join {{ref "stg_products"}} p on p.product_id = r.product_id
  left join {{ref "stg_buyers"}} b on b.buyer_id = r.buyer_id
  left join {{ref "stg_orders"}} o on o.order_id = r.order_id
),

order_links as (
  select
    count(*) as orders,
    {{count_where "p.product_id is null"}} as without_product,
    {{count_where "b.buyer_id is null"}} as without_buyer
  from {{ref "stg_orders"}} o
  left join {{ref "stg_products"}} p on p.product_id = o.product_id
  left join {{ref "stg_buyers"}} b on b.buyer_id = o.buyer_id
),

stages as (
  select
    (select count(*) from {{ref "stg_reviews"}}) as extracted,
    (select count(*) from {{ref "review_enrichment"}}) as enriched,
    (select count(*) from {{ref "reviews_enriched"}}) as accepted,
    (select count(*) from {{ref "rejected_reviews"}}) as rejected
),

reasons as (
  select c.code, count(r.review_id) as reviews
  from {{ref "rejection_reasons"}} c
  left join {{ref "rejected_reviews"}} r on r.reason = c.code
  group by c.code
),

agreement as (
  select
    count(*) as reviews,
    {{count_where "rating >= 4 and sentiment_label = 'positive' or rating <= 2 and sentiment_label = 'negative'"}} as agree,
    {{count_where "rating >= 4 and sentiment_label = 'negative' or rating <= 2 and sentiment_label = 'positive'"}} as disagree
  from {{ref "reviews_enriched"}}
),

sentiments as (
  select rating, sentiment_label, count(*) as reviews
  from {{ref "reviews_enriched"}}
  group by rating, sentiment_label
)

select 'stage' as section, 'extracted' as measure, extracted as row_count, {{share "extracted" "extracted"}} as row_share from stages
union all
select 'stage', 'enriched', enriched, {{share "enriched" "extracted"}} from stages
union all
select 'stage', 'accepted', accepted, {{share "accepted" "extracted"}} from stages
union all
select 'stage', 'rejected', rejected, {{share "rejected" "extracted"}} from stages
union all
select 'rejection', r.code, r.reviews, {{share "r.reviews" "s.extracted"}} from reasons r cross join stages s
union all
select 'orphan', 'reviews without product', without_product, {{share "without_product" "reviews"}} from review_links
union all
select 'orphan', 'reviews without buyer', without_buyer, {{share "without_buyer" "reviews"}} from review_links
union all
select 'orphan', 'reviews without their order', without_order, {{share "without_order" "reviews"}} from review_links
union all
select 'orphan', 'orders without product', without_product, {{share "without_product" "orders"}} from order_links
union all
select 'orphan', 'orders without buyer', without_buyer, {{share "without_buyer" "orders"}} from order_links
union all
select 'agreement', 'rating and sentiment agree', agree, {{share "agree" "reviews"}} from agreement
union all
select 'agreement', 'rating and sentiment disagree', disagree, {{share "disagree" "reviews"}} from agreement
union all
select 'agreement', 'neither', reviews - agree - disagree, {{share "reviews - agree - disagree" "reviews"}} from agreement
union all
select 'sentiment', cast(rating as varchar) || ' stars, ' || sentiment_label, reviews, {{share "reviews" "sum(reviews) over (partition by rating)"}} from sentiments
