{{!--
  No threshold on the number of people: ratings are shown to everybody on the page of the product, and nothing here
  derives from a personal column. `is_reliable` says where a rate rests on enough reviews to mean something.
--}}
select
  product_id,
  product_name,
  product_category,
  {{month_of "created_at"}} as month,
  count(*) as reviews,
  {{count_where "rating >= 4"}} as satisfied_reviews,
  {{share_where "rating >= 4"}} as satisfaction_rate,
  avg(rating) as average_rating,
  count(*) >= {{var "reliable_reviews"}} as is_reliable
from {{ref "reviews_enriched"}}
group by product_id, product_name, product_category, {{month_of "created_at"}}
order by reviews desc, product_id, month
