{{!-- Groups of fewer than 11 buyers are left out: the zone allows aggregates of 11 people and more. --}}
select
  {{month_of "created_at"}} as month,
  category,
  count(*) as reviews,
  count(distinct buyer_id) as buyers,
  avg(rating) as average_rating,
  avg(sentiment_score) as average_sentiment,
  {{share_where "sentiment_label = 'positive'"}} as positive_share,
  {{share_where "sentiment_label = 'negative'"}} as negative_share
from {{ref "reviews_enriched"}}
group by {{month_of "created_at"}}, category
having count(distinct buyer_id) >= 11
order by month desc, reviews desc, category
